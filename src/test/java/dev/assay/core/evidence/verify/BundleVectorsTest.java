package dev.assay.core.evidence.verify;

import static dev.assay.testkit.BundleArchives.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of {@code vectors/evidence}: tamper, sealed, bundles, hashes, times. */
class BundleVectorsTest {
  /** Cases whose {@code target} we do not follow, with our result; none so far. */
  private static final Map<String, String> TAMPER_OVERRIDES = Map.of();

  /**
   * Codes of the reference that are another one here; listed in {@code
   * docs/explanation/differences.md}.
   */
  private static final Map<String, String> CODE_OVERRIDES = Map.of("IntegrityIo", "IntegrityGzip");

  /**
   * Times that the reference reads leniently and we refuse, by {@code evidence.md} 1.4; listed in
   * {@code docs/explanation/differences.md}.
   */
  private static final List<String> REFUSED_TIMES =
      List.of("2026-02-28T23:59:60Z", "2026-03-01t12:00:00z", "2026-03-01 12:00:00Z");

  @TestFactory
  Stream<DynamicTest> each_mutated_bundle_gets_its_target_verdict() {
    List<Json.Obj> cases = Vectors.cases("evidence/tamper/index.json", "cases");
    assertThat(cases).hasSize(144);
    return cases.stream().map(c -> dynamicTest(c.string("id").orElseThrow(), () -> tamperCase(c)));
  }

  private static void tamperCase(Json.Obj testCase) {
    String id = testCase.string("id").orElseThrow();
    String target = TAMPER_OVERRIDES.getOrDefault(id, testCase.string("target").orElseThrow());
    byte[] archive = Vectors.bytes("evidence/tamper/" + testCase.string("file").orElseThrow());
    BundleLimits limits = limits(testCase.object("limits").orElse(Json.Obj.EMPTY));
    Verdict verdict = verify(archive, limits);
    switch (verdict) {
      case Verdict.Intact intact ->
          assertThat(intact.facts().canonical().ok() ? "PASS" : "PASS canonical=false")
              .as("%s: %s", id, intact.facts())
              .isEqualTo(target);
      case Verdict.Broken broken -> {
        BundleProblem first = broken.first();
        assertThat(target).as("%s: %s", id, first.text()).startsWith("FAIL ");
        List<String> allowed = List.of(target.substring("FAIL ".length()).split(" or "));
        String outcome = first.code().kind().wire() + "/" + first.code().wire();
        assertThat(allowed.equals(List.of("any")) || allowed.contains(outcome))
            .as("%s wants %s: %s", id, target, first.text())
            .isTrue();
      }
    }
  }

  private static BundleLimits limits(Json.Obj overrides) {
    return switch (BundleLimits.DEFAULT.with(overrides)) {
      case BundleLimits.Reading.Read read -> read.limits();
      case BundleLimits.Reading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  @Test
  void each_time_we_refuse_is_named_among_the_differences() throws IOException {
    String page = Files.readString(Path.of("docs/explanation/differences.md"));
    assertThat(REFUSED_TIMES).allMatch(time -> page.contains("`" + time + "`"));
  }

  @TestFactory
  Stream<DynamicTest> each_seal_gets_its_verdict() {
    List<Json.Obj> cases = Vectors.cases("evidence/sealed/index.json", "cases");
    assertThat(cases).hasSize(12);
    return cases.stream()
        .map(
            c ->
                dynamicTest(
                    c.string("file").orElseThrow(),
                    () -> {
                      byte[] archive =
                          Vectors.bytes("evidence/sealed/" + c.string("file").orElseThrow());
                      Verdict.Intact intact = BundleArchives.intact(archive);
                      assertThat(intact.bundle().manifest().bundleId())
                          .isEqualTo(c.string("bundle_id").orElseThrow());
                      assertThat(intact.layer(Question.STRUCTURE).status().wire())
                          .isEqualTo(c.string("structure").orElseThrow());
                      assertThat(intact.layer(Question.SEALED).status().wire())
                          .as(intact.layer(Question.SEALED).toString())
                          .isEqualTo(c.string("sealed").orElseThrow());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> each_bundle_of_the_reference_gets_the_verdict_of_its_newest_version() {
    List<Json.Obj> files = Vectors.cases("evidence/upstream/index.json", "files");
    List<Json.Obj> bundles = files.stream().filter(f -> f.get("v5.4.0") != null).toList();
    assertThat(files).hasSize(13);
    assertThat(bundles).as("two files are no bundles").hasSize(11);
    return bundles.stream()
        .map(f -> dynamicTest(f.string("file").orElseThrow(), () -> referenceCase(f)));
  }

  private static void referenceCase(Json.Obj file) {
    byte[] archive = Vectors.bytes("evidence/upstream/" + file.string("file").orElseThrow());
    assertThat(Sha256.text(archive)).isEqualTo(file.string("sha256").orElseThrow());
    Json.Obj theirs = file.object("v5.4.0").orElseThrow();
    Verdict verdict = verify(archive);
    switch (verdict) {
      case Verdict.Intact intact -> {
        assertThat(theirs.get("ok")).isEqualTo(Json.Bool.TRUE);
        assertThat(intact.facts().events().count())
            .isEqualTo(theirs.integer("event_count").orElseThrow());
        assertThat(intact.bundle().manifest().bundleId())
            .isEqualTo(theirs.string("run_root").orElseThrow());
      }
      case Verdict.Broken broken -> {
        String code = broken.first().code().wire();
        assertThat(theirs.get("ok")).isEqualTo(Json.Bool.FALSE);
        String theirCode = theirs.string("code").orElseThrow();
        assertThat(code).isEqualTo(CODE_OVERRIDES.getOrDefault(theirCode, theirCode));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> each_published_bundle_is_intact_with_the_published_hashes() {
    return Vectors.cases("evidence/bundles/index.json", "bundles").stream()
        .map(
            c -> {
              String id = c.string("id").orElseThrow();
              return dynamicTest(
                  id,
                  () -> {
                    byte[] archive = Vectors.bytes("evidence/bundles/" + id + "/bundle.tar.gz");
                    List<String> hashes = new ArrayList<>();
                    List<Json> expected = ((Json.Arr) c.get("content_hashes")).items();
                    Verdict verdict =
                        verify(
                            archive,
                            BundleLimits.DEFAULT,
                            (_, envelope, _, _, _) ->
                                hashes.add(envelope.string("assaycontenthash").orElseThrow()));
                    assertThat(verdict).isInstanceOf(Verdict.Intact.class);
                    assertThat(verdict.facts().canonical().ok()).isTrue();
                    assertThat(verdict.facts().archive().sha256())
                        .isEqualTo(c.string("gz_this_file_sha256").orElseThrow());
                    assertThat(verdict.facts().archive().bytes()).isEqualTo(archive.length);
                    assertThat(((Verdict.Intact) verdict).bundle().manifest().bundleId())
                        .isEqualTo(c.string("run_root").orElseThrow());
                    assertThat(Json.Arr.ofStrings(hashes).items()).isEqualTo(expected);
                  });
            });
  }

  @TestFactory
  Stream<DynamicTest> each_time_is_read_and_stored_as_published() {
    List<Json.Obj> cases = Vectors.cases("evidence/time.json", "cases");
    assertThat(cases).hasSize(25);
    return cases.stream()
        .map(
            c -> {
              String input = c.string("input").orElseThrow();
              return dynamicTest(
                  input,
                  () -> {
                    boolean refused = c.get("error") != null || REFUSED_TIMES.contains(input);
                    assertThat(EventTime.read(input).map(EventTime::text))
                        .isEqualTo(refused ? java.util.Optional.empty() : c.string("stored"));
                  });
            });
  }

  @TestFactory
  Stream<DynamicTest> each_event_has_its_published_content_hash() {
    List<Json.Obj> cases = Vectors.cases("evidence/content-hash.json", "cases");
    assertThat(cases).hasSize(34);
    return cases.stream()
        .map(
            c ->
                dynamicTest(
                    c.string("id").orElseThrow(),
                    () -> {
                      String preimage = c.string("preimage").orElseThrow();
                      String hash = c.string("content_hash").orElseThrow();
                      assertThat(Sha256.text(preimage.getBytes(StandardCharsets.UTF_8)))
                          .isEqualTo(hash);
                      assertThat(ContentHash.of(c.object("event").orElseThrow())).isEqualTo(hash);
                    }));
  }

  @Test
  void each_list_of_hashes_has_its_published_run_root() {
    List<Json.Obj> cases = Vectors.cases("evidence/run-root.json", "cases");
    assertThat(cases).hasSize(7);
    for (Json.Obj c : cases) {
      RunRoot root = new RunRoot();
      ((Json.Arr) c.get("hashes")).items().forEach(h -> root.add(((Json.Str) h).value()));
      assertThat(root.text()).as(c.toString()).isEqualTo(c.string("run_root").orElseThrow());
    }
  }
}
