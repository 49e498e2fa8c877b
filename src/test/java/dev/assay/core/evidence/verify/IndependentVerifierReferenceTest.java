package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.IndependentVerifier;
import dev.assay.testkit.RecordedBundles;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our verifier and the one-file verifier of {@code examples} must agree on every bundle. */
class IndependentVerifierReferenceTest {
  private static final Path EXAMPLE = Path.of("examples/independent-verifier");
  private final IndependentVerifier independent = IndependentVerifier.compiled();

  @Test
  void both_agree_on_every_published_bundle() {
    int intact = 0;
    for (Json.Obj c : Vectors.cases("evidence/tamper/index.json", "cases")) {
      Json.Obj overrides = c.object("limits").orElse(Json.Obj.EMPTY);
      Map<String, Long> limits = new LinkedHashMap<>();
      overrides.members().keySet().forEach(n -> limits.put(n, overrides.integer(n).orElseThrow()));
      byte[] archive = Vectors.bytes("evidence/tamper/" + c.string("file").orElseThrow());
      Verdict ours =
          BundleArchives.verify(
              archive, ((BundleLimits.Reading.Read) BundleLimits.DEFAULT.with(overrides)).limits());
      independent.assertAgrees(ours, archive, limits, c.string("id").orElseThrow());
      intact += ours instanceof Verdict.Intact ? 1 : 0;
    }
    assertThat(intact).isGreaterThan(30);
    for (String list : List.of("sealed", "upstream")) {
      String member = list.equals("sealed") ? "cases" : "files";
      for (Json.Obj c : Vectors.cases("evidence/" + list + "/index.json", member)) {
        agree(list + "/" + c.string("file").orElseThrow());
      }
    }
    for (Json.Obj c : Vectors.cases("evidence/bundles/index.json", "bundles")) {
      agree("bundles/" + c.string("id").orElseThrow() + "/bundle.tar.gz");
    }
  }

  private void agree(String file) {
    byte[] archive = Vectors.bytes("evidence/" + file);
    independent.assertAgrees(BundleArchives.verify(archive), archive, Map.of(), file);
  }

  @Test
  void both_agree_on_what_our_recorder_wrote_and_on_every_cut_of_it() {
    for (RecordedBundles.Recorded recorded : RecordedBundles.all()) {
      byte[] whole = recorded.archive();
      assertThat(BundleArchives.verify(whole)).isInstanceOf(Verdict.Intact.class);
      int step = whole.length > 8000 ? 1009 : 23;
      for (int length = whole.length; length >= 0; length -= step) {
        byte[] cut = Arrays.copyOf(whole, length);
        String about = recorded.name() + " cut to " + length;
        independent.assertAgrees(BundleArchives.verify(cut), cut, Map.of(), about);
      }
    }
  }

  @Test
  void both_agree_on_the_fuzzing_corpora() throws IOException {
    Path inputs = Path.of("src/test/resources/dev/assay/core/evidence/verify");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(inputs)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      independent.assertAgrees(BundleArchives.verify(bytes), bytes, Map.of(), file.toString());
      byte[] packed = BundleArchives.gzip(bytes);
      independent.assertAgrees(BundleArchives.verify(packed), packed, Map.of(), file + ", packed");
    }
  }

  /** The example as a reader would run it, on the oldest JDK that it is meant for. */
  @Test
  void the_example_runs_on_the_oldest_jdk_that_is_here(@TempDir Path temp) throws Exception {
    Path transcript = temp.resolve("run.txt");
    ProcessBuilder run = new ProcessBuilder("/bin/sh", EXAMPLE.resolve("run.sh").toString());
    run.environment().put("JAVA_HOME", oldestJdk().toString());
    Process process = run.redirectErrorStream(true).redirectOutput(transcript.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(transcript))
        .as("with the JDK in %s", oldestJdk())
        .isEqualTo(Files.readString(EXAMPLE.resolve("expected.txt")));
    assertThat(process.exitValue()).isZero();
  }

  /** The home of the oldest JDK from 17 up, by the {@code release} file of each candidate. */
  private static Path oldestJdk() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> found = Files.list(usual)) {
        found.forEach(homes::add);
      }
    }
    return homes.stream()
        .filter(home -> Files.isExecutable(home.resolve("bin/javac")) && feature(home) >= 17)
        .min(Comparator.comparingInt(IndependentVerifierReferenceTest::feature))
        .orElseThrow();
  }

  private static int feature(Path home) {
    Properties release = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(in);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Optional.of(version.split("[.+-]")[0]).map(Integer::parseInt).orElse(0);
  }
}
