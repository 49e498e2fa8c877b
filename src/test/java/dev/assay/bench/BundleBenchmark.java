package dev.assay.bench;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a large bundle is verified, in MiB of NDJSON per second of processor time, beside {@code
 * gzip -dc | sha256sum} over the same file in the same round. Processor time, not the clock: on a
 * machine that does other work the clock says how busy it is.
 *
 * <p>With {@code --threads N} also by the clock: N bundles at once, one thread each, beside one
 * alone in the same round. That is what many bundles gain from many cores; one bundle is verified
 * by one thread.
 *
 * <pre>java -Xmx64m -XX:+UseSerialGC -cp ... dev.assay.bench.BundleBenchmark --mib 512</pre>
 */
public final class BundleBenchmark {
  private static final double MIB = 1 << 20;
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
  private static final BundleLimits RAISED =
      new BundleLimits(1L << 40, 1L << 40, 10 << 20, 1L << 40, 1L << 40, 1 << 20, 256, 64);

  private BundleBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long mib = 512;
    int rounds = 5;
    int level = 6;
    int threads = 1;
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "bundle-benchmark.tar.gz");
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--mib" -> mib = Long.parseLong(args[i + 1]);
        case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
        case "--level" -> level = Integer.parseInt(args[i + 1]);
        case "--threads" -> threads = Integer.parseInt(args[i + 1]);
        case "--file" -> file = Path.of(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    SyntheticBundle bundle = new SyntheticBundle(mib << 20);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      bundle.writeTo(out, level);
    }
    System.out.printf(
        Locale.ROOT,
        "%.0f MiB of NDJSON, %d events, %.0f MiB compressed, heap at most %.0f MiB%n",
        bundle.bytes() / MIB,
        bundle.events(),
        Files.size(file) / MIB,
        Runtime.getRuntime().maxMemory() / MIB);
    if (threads == 1) {
      alone(file, bundle, rounds);
    } else {
      together(file, bundle, rounds, threads);
    }
  }

  private static void alone(Path file, SyntheticBundle bundle, int rounds)
      throws IOException, InterruptedException {
    List<Double> own = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double ours = bundle.bytes() / MIB / verify(file, bundle.events());
      double peer = bundle.bytes() / MIB / peer(file);
      own.add(ours);
      ratios.add(ours / peer);
      System.out.printf(
          Locale.ROOT, "round %d: %.0f MiB/s, peer %.0f MiB/s%n", round + 1, ours, peer);
    }
    System.out.printf(
        Locale.ROOT,
        "median %.0f MiB/s of NDJSON per core, %.2f times gzip -dc | sha256sum%n",
        median(own),
        median(ratios));
  }

  private static void together(Path file, SyntheticBundle bundle, int rounds, int threads)
      throws InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%d bundles at once on %d processors; by the clock, so other work counts%n",
        threads,
        Runtime.getRuntime().availableProcessors());
    List<Double> rates = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double one = bundle.bytes() / MIB / seconds(file, bundle.events(), 1);
      double all = threads * (bundle.bytes() / MIB) / seconds(file, bundle.events(), threads);
      rates.add(all);
      gains.add(all / one);
      System.out.printf(
          Locale.ROOT,
          "round %d: %.0f MiB/s together, %.0f MiB/s one alone%n",
          round + 1,
          all,
          one);
    }
    System.out.printf(
        Locale.ROOT,
        "median %.0f MiB/s of NDJSON together, %.2f times one alone%n",
        median(rates),
        median(gains));
  }

  /** Seconds by the clock until so many threads have each verified the file. */
  private static double seconds(Path file, long events, int threads) throws InterruptedException {
    List<Future<Double>> verifications = new ArrayList<>();
    long before = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        verifications.add(pool.submit(() -> verify(file, events)));
      }
      for (Future<Double> verification : verifications) {
        verification.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a good bundle was refused", e);
    }
    return (System.nanoTime() - before) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Seconds of processor time. */
  private static double verify(Path file, long events) throws IOException {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    BundleVerifier verifier = new BundleVerifier(RAISED, EventSink.NONE);
    byte[] piece = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        verifier.feed(piece, 0, n);
      }
    }
    Verdict verdict = verifier.finish();
    if (!(verdict instanceof Verdict.Intact) || verdict.facts().events().count() != events) {
      throw new IllegalStateException(verdict.toString());
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
  }

  /** Seconds of processor time of both processes together, as the shell counts them. */
  private static double peer(Path file) throws IOException, InterruptedException {
    List<String> command =
        Arrays.asList("/bin/sh", "-c", "gzip -dc \"$0\" | sha256sum >&2; times", file.toString());
    Process shell =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    shell.waitFor();
    Matcher children = TIMES.matcher(said.lines().toList().getLast());
    if (!children.matches()) {
      throw new IOException("the shell says no times: " + said);
    }
    return 60 * Integer.parseInt(children.group(1))
        + Double.parseDouble(children.group(2))
        + 60 * Integer.parseInt(children.group(3))
        + Double.parseDouble(children.group(4));
  }
}
