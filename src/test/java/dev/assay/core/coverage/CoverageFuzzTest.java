package dev.assay.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.coverage.declared.DeclaredCheck;
import dev.assay.core.coverage.declared.DeclaredTools;
import dev.assay.core.coverage.declared.SurfaceActions;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.util.List;
import java.util.Optional;

/** Arbitrary documents: judged or refused, and what is made of them is itself well-formed. */
class CoverageFuzzTest {
  private static final List<CoverageDemand> DEMANDS =
      List.of(
          new CoverageDemand(CoverageDemand.Type.POSITIVE, "network_endpoints"),
          new CoverageDemand(CoverageDemand.Type.BOUNDED_NEGATIVE, "network_endpoints"));

  @FuzzTest
  void any_document_is_judged_or_refused(byte[] bytes) {
    if (!(JsonReader.read(bytes, JsonLimits.DOCUMENT) instanceof JsonReading.Read(Json.Obj any))) {
      return;
    }
    assertThat(Fidelity.of(ObservationHealth.of(any)).reasons()).isNotEmpty();
    KnownCoverage known = new KnownCoverage();
    assertThat(known.add(any).isPresent()).isNotEqualTo(known.add(any).isEmpty());
    made(DriftAnnotation.of(any, Optional.of(any), Optional.empty(), known));
    Json.Obj inner = any.object("capability_surface").orElse(any);
    made(SideEffectReport.of(any.object("observation_health").orElse(any), inner, known));
    if (CoverageGate.of(any, DEMANDS) instanceof CoverageGate.Outcome.Judged(CoverageGate gate)) {
      assertThat(gate.results()).hasSameSizeAs(DEMANDS);
    }
    CoverageFold fold = new CoverageFold();
    assertThat(fold.add(any).isPresent()).isEqualTo(fold.runs() == 0);
    switch (DeclaredTools.read(any)) {
      case DeclaredTools.Reading.Refused refused -> assertThat(refused.problems()).isNotEmpty();
      case DeclaredTools.Reading.Read(DeclaredTools tools) -> {
        DeclaredCheck check = new DeclaredCheck(tools);
        SurfaceActions.read(any, check::see);
        assertThat(check.passed() && check.actions() == 0).isFalse();
      }
    }
  }

  private static void made(CellDocument document) {
    if (document instanceof CellDocument.Made made) {
      for (ClaimCell cell : made.cells()) {
        assertThat(ClaimCell.read(cell.json())).isInstanceOf(ClaimCell.Reading.Read.class);
      }
    }
  }
}
