package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.BundleMutations;
import dev.assay.testkit.BundleMutations.Kind;
import dev.assay.testkit.BundleMutations.Mutant;
import dev.assay.testkit.IndependentVerifier;
import dev.assay.testkit.OpenedBundle;
import dev.assay.testkit.RecordedBundles;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Thousands of changed bundles: none is falsely intact, and the independent verifier agrees on
 * each.
 *
 * <p>What a changed bundle may get depends on how far it was made to fit. Whatever was done: the
 * same bundle id means the same observations, and a confirmed seal under the same bundle id means
 * the same events with all that stands in their envelopes. A bundle made to fit only in part is
 * refused unless its observations are unchanged. A bundle made to fit but for the seal is refused,
 * or its seal is not confirmed, unless the events before the seal are unchanged. A bundle with a
 * new seal may well be intact: then its bundle id is another, which is for a signature or an
 * expected digest to tell.
 *
 * <p>{@code -Dassay.mutations=N} sets how many; {@code -Dassay.seed=N} where to begin.
 */
class BundleMutationsReferenceTest {
  private static final long COUNT = Long.getLong("assay.mutations", 2000L);

  private final IndependentVerifier independent = IndependentVerifier.compiled();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  void no_changed_bundle_is_falsely_intact_and_both_verifiers_agree() {
    List<OpenedBundle> originals = originals();
    for (long number = Seed.value(); number < Seed.value() + COUNT; number++) {
      Mutant mutant = BundleMutations.mutant(number, originals);
      String about = "-Dassay.seed=" + number + " -Dassay.mutations=1: " + mutant.what();
      List<String> lines = new ArrayList<>();
      Verdict verdict = BundleArchives.verify(mutant.archive());
      Verdict full =
          BundleArchives.verify(
              mutant.archive(),
              BundleLimits.DEFAULT,
              (_, _, line, from, to) ->
                  lines.add(new String(line, from, to - from, StandardCharsets.UTF_8)));
      assertThat(full.facts()).as(about).isEqualTo(verdict.facts());
      independent.assertAgrees(verdict, mutant.archive(), Map.of(), about);
      String outcome = "broken";
      if (verdict instanceof Verdict.Intact intact) {
        outcome = assertRightlyIntact(mutant, intact, lines, about);
      }
      outcomes.merge(mutant.kind() + " " + outcome, 1, Integer::sum);
    }
    assertEveryOutcomeOccurred();
  }

  private static String assertRightlyIntact(
      Mutant mutant, Verdict.Intact intact, List<String> lines, String about) {
    OpenedBundle original = mutant.original();
    boolean confirmed = intact.layer(Question.SEALED).status() == Status.CONFIRMED;
    BundleFacts.Manifest said = intact.bundle().manifest();
    boolean sameId = original.manifest().string("bundle_id").orElseThrow().equals(said.bundleId());
    boolean sameObservations = observations(lines).equals(observations(original.lines()));
    boolean sameEvents = beforeSeal(lines).equals(beforeSeal(original.lines()));
    if (sameId || mutant.kind().compareTo(Kind.FITTED) < 0) {
      assertThat(sameObservations).as(about).isTrue();
    }
    if (confirmed && (sameId || mutant.kind().compareTo(Kind.FITTED) <= 0)) {
      assertThat(sameEvents).as(about).isTrue();
      assertThat(told(said.document())).as(about).isEqualTo(told(original.manifest()));
    }
    boolean same = sameObservations && sameEvents;
    return "intact, "
        + (same ? "same events" : "other events")
        + (sameId ? ", same id" : ", other id")
        + (confirmed ? ", seal confirmed" : "");
  }

  /** What the content hashes bind of each event. */
  private static List<String> observations(List<String> lines) {
    return lines.stream()
        .map(
            line -> {
              Json.Obj event = (Json.Obj) Vectors.parse(line);
              Json.ObjBuilder bound = Json.object();
              for (String name : List.of("specversion", "type", "datacontenttype", "data")) {
                bound.put(name, event.get(name));
              }
              event.string("subject").ifPresent(subject -> bound.put("subject", subject));
              return CanonicalJson.canonicalText(bound.build());
            })
        .toList();
  }

  private static List<String> beforeSeal(List<String> lines) {
    return lines.subList(0, Math.max(0, lines.size() - 1)).stream()
        .map(line -> CanonicalJson.canonicalText(Vectors.parse(line)))
        .toList();
  }

  /** What a manifest says, run and count excepted that may follow from another seal. */
  private static Json told(Json.Obj manifest) {
    Json.Obj producer = manifest.object("producer").orElseThrow();
    return Json.object()
        .put("run", manifest.get("run_id"))
        .put("count", manifest.get("event_count"))
        .put("name", producer.get("name"))
        .put("version", producer.get("version"))
        .put("git", producer.string("git").orElse("unknown"))
        .build();
  }

  /** A run in which nothing gets through would prove as little as one in which everything does. */
  private void assertEveryOutcomeOccurred() {
    System.out.println(COUNT + " changed bundles: " + outcomes);
    if (COUNT < 1000) {
      return;
    }
    assertThat(outcomes.keySet())
        .contains(
            "FILE broken",
            "FILE intact, same events, same id, seal confirmed",
            "TAR broken",
            "TAR intact, same events, same id, seal confirmed",
            "PARTLY_FITTED broken",
            "PARTLY_FITTED intact, other events, same id",
            "FITTED broken",
            "FITTED intact, other events, other id",
            "FITTED intact, other events, same id",
            "FORGED broken",
            "FORGED intact, other events, other id, seal confirmed");
  }

  private static List<OpenedBundle> originals() {
    List<OpenedBundle> originals = new ArrayList<>();
    RecordedBundles.all().stream()
        .filter(recorded -> recorded.archive().length < 8000)
        .forEach(r -> originals.add(OpenedBundle.of(r.name(), r.archive())));
    for (String name :
        List.of(
            "sealed/ok.tar.gz",
            "bundles/b2-session/bundle.tar.gz",
            "bundles/b3-unicode-numbers/bundle.tar.gz")) {
      originals.add(OpenedBundle.of(name, Vectors.bytes("evidence/" + name)));
    }
    return originals;
  }
}
