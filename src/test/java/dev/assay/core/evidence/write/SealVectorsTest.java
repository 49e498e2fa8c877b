package dev.assay.core.evidence.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.Seal;
import dev.assay.testkit.Bundles;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code vectors/evidence/sealed/ok.tar.gz}. */
class SealVectorsTest {
  @Test
  void sealing_the_unsealed_events_gives_the_published_bundle() {
    byte[] published = Vectors.bytes("evidence/sealed/ok.tar.gz");
    List<EvidenceEvent> events =
        new ArrayList<>(
            Bundles.contents(Vectors.bytes("evidence/sealed/unsealed.tar.gz")).lines().stream()
                .map(Bundles::event)
                .toList());
    SealBuilder builder = new SealBuilder();
    events.forEach(e -> builder.add(e, e.line()));
    Instant sealedAt = Instant.parse("2026-03-01T12:00:01Z");

    Seal seal =
        new Seal(
            events.getFirst().origin(),
            sealedAt,
            Seal.CloseReason.NORMAL,
            builder.covered(),
            Seal.Part.alone(0),
            null);
    events.add(EvidenceEvent.of(seal.origin(), events.size(), sealedAt, seal));

    assertThat(seal.data())
        .isEqualTo(Vectors.object("evidence/sealed/index.json").get("seal_data"));
    assertThat(Bundles.gunzip(Bundles.write(events))).isEqualTo(Bundles.gunzip(published));
  }
}
