package dev.assay.bench;

import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the trust basis of a bundle of 100 000 events takes, in processor time, beside verifying
 * the same file alone in the same round: what compiling claims adds to what nobody can leave out.
 * The first round is cold, as the command of a pipeline is.
 *
 * <pre>java -XX:+UseSerialGC -cp ... dev.assay.bench.TrustBasisBenchmark --mib 122</pre>
 */
public final class TrustBasisBenchmark {
  private static final double MIB = 1 << 20;
  private static final BundleLimits RAISED =
      new BundleLimits(1L << 40, 1L << 40, 10 << 20, 1L << 40, 1L << 40, 1 << 20, 256, 64);

  private TrustBasisBenchmark() {}

  public static void main(String[] args) throws IOException {
    long mib = 122;
    int rounds = 9;
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "trust-basis-benchmark.tar.gz");
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--mib" -> mib = Long.parseLong(args[i + 1]);
        case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
        case "--file" -> file = Path.of(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    SyntheticBundle bundle = new SyntheticBundle(mib << 20);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      bundle.writeTo(out, 6);
    }
    System.out.printf(
        Locale.ROOT,
        "%d events, %.0f MiB of NDJSON, heap at most %.0f MiB%n",
        bundle.events(),
        bundle.bytes() / MIB,
        Runtime.getRuntime().maxMemory() / MIB);
    List<Double> own = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double compile = compile(file, bundle.events());
      double verify = verify(file);
      own.add(compile);
      ratios.add(compile / verify);
      System.out.printf(
          Locale.ROOT,
          "round %d: trust basis %.2f s, verifying alone %.2f s%n",
          round + 1,
          compile,
          verify);
    }
    System.out.printf(
        Locale.ROOT,
        "median %.2f s of processor time, %.2f times verifying alone; first %.2f s%n",
        median(own),
        median(ratios),
        own.getFirst());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static double compile(Path file, long events) throws IOException {
    double before = now();
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      CompileTrustBasis.Outcome outcome =
          new CompileTrustBasis(files, "benchmark")
              .compile(
                  new CompileTrustBasis.Request(
                      file.toString(), RAISED, Ruleset.HONEST, CompileTrustBasis.Supplied.NOTHING));
      if (!(outcome instanceof CompileTrustBasis.Outcome.Compiled compiled)
          || compiled.compilation().events() != events
          || compiled.report().bytes().length == 0) {
        throw new IllegalStateException(outcome.toString());
      }
    }
    return now() - before;
  }

  private static double verify(Path file) throws IOException {
    double before = now();
    BundleVerifier verifier = new BundleVerifier(RAISED, EventSink.NONE);
    byte[] piece = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        verifier.feed(piece, 0, n);
      }
    }
    if (!(verifier.finish() instanceof Verdict.Intact)) {
      throw new IllegalStateException("a good bundle was refused");
    }
    return now() - before;
  }
}
