package dev.assay.core.evidence.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.json.Json;
import dev.assay.testkit.Bundles;
import dev.assay.testkit.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code vectors/evidence/writer.json}, {@code bundles/} and {@code sealed/}. */
class BundleWriterVectorsTest {
  /** Accepted by the reference writer, refused by ours, as its own verifier refuses the result. */
  private static final Set<String> REFUSED_BY_US =
      Set.of("empty-run-id", "specversion-1.1", "empty-type");

  private static final Map<String, BundleFault> FAULTS =
      Map.ofEntries(
          Map.entry("empty", BundleFault.NO_EVENTS),
          Map.entry("gap", BundleFault.SEQUENCE),
          Map.entry("start-1", BundleFault.SEQUENCE),
          Map.entry("duplicate-seq", BundleFault.SEQUENCE),
          Map.entry("mixed-run", BundleFault.MIXED_RUNS),
          Map.entry("mixed-source", BundleFault.MIXED_SOURCES),
          Map.entry("source-no-colon", BundleFault.SOURCE_FORM),
          Map.entry("source-leading-colon", BundleFault.SOURCE_FORM),
          Map.entry("run-id-colon", BundleFault.RUN_ID_FORM),
          Map.entry("id-mismatch", BundleFault.ID),
          Map.entry("stale-hash", BundleFault.CONTENT_HASH),
          Map.entry("empty-run-id", BundleFault.RUN_ID_FORM),
          Map.entry("empty-type", BundleFault.TYPE_FORM));

  @TestFactory
  Stream<DynamicTest> the_writer_accepts_and_refuses() {
    List<Json.Obj> cases = Vectors.cases("evidence/writer.json", "cases");
    assertThat(cases).hasSize(19);
    return cases.stream().map(c -> DynamicTest.dynamicTest(id(c), () -> check(c)));
  }

  private static void check(Json.Obj vector) {
    String id = id(vector);
    boolean refused = vector.get("refused") == Json.Bool.TRUE || REFUSED_BY_US.contains(id);
    List<Json.Obj> envelopes = Vectors.objects(vector.get("events"));
    if (id.equals("specversion-1.1")) {
      assertThat(EvidenceEvent.read(envelopes.getFirst()))
          .isEqualTo(new EvidenceEvent.Reading.Refused("specversion"));
      return;
    }
    BundlePlan plan = Bundles.plan(inOrder(envelopes.stream().map(Bundles::event).toList()));
    switch (plan) {
      case BundlePlan.Planned planned -> {
        assertThat(refused).as(id).isFalse();
        assertThat(planned.events()).isEqualTo(envelopes.size());
      }
      case BundlePlan.Refused why -> {
        assertThat(refused).as(id).isTrue();
        assertThat(why.fault()).isEqualTo(FAULTS.get(id));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> bundles_are_written_byte_for_byte() {
    List<Json.Obj> bundles = Vectors.cases("evidence/bundles/index.json", "bundles");
    assertThat(bundles).hasSize(6);
    return bundles.stream()
        .map(
            b -> {
              String folder = "evidence/bundles/" + id(b) + '/';
              return DynamicTest.dynamicTest(
                  id(b),
                  () -> {
                    byte[] archive =
                        Bundles.write(
                            inOrder(
                                Vectors.lines(folder + "input.ndjson").stream()
                                    .map(Bundles::event)
                                    .toList()));
                    Bundles.Contents contents = Bundles.contents(archive);
                    assertThat(contents.manifest())
                        .isEqualTo(Vectors.bytes(folder + "manifest.json"));
                    assertThat(contents.events())
                        .isEqualTo(Vectors.bytes(folder + "events.ndjson"));
                    assertThat(Bundles.gunzip(archive))
                        .isEqualTo(Bundles.gunzip(Vectors.bytes(folder + "bundle.tar.gz")));
                  });
            });
  }

  @Test
  void a_read_event_is_written_as_it_was() {
    for (String name : List.of("ok", "unsealed", "tail-cut")) {
      byte[] archive = Vectors.bytes("evidence/sealed/" + name + ".tar.gz");
      List<EvidenceEvent> events =
          Bundles.contents(archive).lines().stream().map(Bundles::event).toList();
      assertThat(Bundles.gunzip(Bundles.write(events))).isEqualTo(Bundles.gunzip(archive));
    }
  }

  @Test
  void sizes_beyond_eight_gibibytes_are_written_in_base_256() {
    byte[] largestOctal = BundleLayout.tarHeader("events.ndjson", 077777777777L);
    byte[] header = BundleLayout.tarHeader("events.ndjson", 077777777777L + 1);

    assertThat(new String(largestOctal, 124, 11, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("77777777777");
    assertThat(Arrays.copyOfRange(header, 124, 136))
        .isEqualTo(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0});
  }

  @Test
  void an_event_too_long_for_a_verifier_is_refused() {
    Json.Obj envelope =
        Vectors.objects(Vectors.cases("evidence/writer.json", "cases").getFirst().get("events"))
            .getFirst();
    EvidenceEvent event = Bundles.event(envelope);
    EvidenceEvent large =
        new EvidenceEvent(
            event.origin(),
            0,
            event.time(),
            event.type(),
            null,
            event.marks(),
            event.extras(),
            new Json.Str("x".repeat(1 << 20)),
            EvidenceEvent.Stated.NOTHING);

    assertThat(Bundles.plan(List.of(large)))
        .isEqualTo(new BundlePlan.Refused(BundleFault.LINE_LENGTH, 0));
  }

  private static String id(Json.Obj vector) {
    return vector.string("id").orElseThrow();
  }

  private static List<EvidenceEvent> inOrder(List<EvidenceEvent> events) {
    return events.stream().sorted(Comparator.comparingLong(EvidenceEvent::sequence)).toList();
  }
}
