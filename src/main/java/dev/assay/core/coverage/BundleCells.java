package dev.assay.core.coverage;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle of ours supports. The gate saw calls, its own decisions and what the upstream
 * answered; all of that is its word, so no cell is more than {@code partial} and none is measured.
 * It saw no file, no peer and no program: those cells are absent, there is no descriptor for them,
 * and every claim of absence is blocked. One thread; constant memory. Source: {@code
 * trust-basis.md} 10.1 and 10.3.
 */
public final class BundleCells {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.coverage_aware_bundle.report.v1";

  private static final String OUTCOME = "assay.tool.outcome";
  private static final String FILE = "events.ndjson";
  private static final String INCOMPLETE = "does_not_prove_complete_set";

  private long decisions;
  private long outcomes;
  private long gaps;
  private long kernel;

  /**
   * What is known of the bundle besides its events.
   *
   * @param archiveSha256 the archive's digest
   * @param runId the run
   * @param closed how a seal that holds says the recording ended; empty without one
   */
  public record Subject(String archiveSha256, String runId, Optional<String> closed) {
    /** Says whether the recording ended as it should. */
    public boolean isOrderly() {
      return closed.isPresent()
          && List.of("normal", "signal", "rotated", "limit").contains(closed.get());
    }
  }

  /** Takes the next event. */
  public void see(Json.Obj envelope) {
    String type = envelope.string("type").orElse("");
    switch (type) {
      case ToolDecision.TYPE -> decisions++;
      case OUTCOME -> outcomes++;
      case EvidenceGap.TYPE -> gaps++;
      default ->
          kernel += type.startsWith("assay.net.") || type.startsWith("assay.enforcement.") ? 1 : 0;
    }
  }

  /** Gives the cells for what was seen of a bundle that verified. */
  public CellDocument.Made report(Subject subject) {
    boolean whole = subject.isOrderly() && gaps == 0;
    List<ClaimCell> cells = new ArrayList<>();
    cells.add(
        reported("tool_call_identity", decisions, "decisions", whole, "does_not_prove_forwarding"));
    cells.add(
        reported(
            "policy_decision_evidence",
            decisions,
            "decisions",
            whole,
            "does_not_prove_the_policy"));
    cells.add(
        reported(
            "reported_tool_outcome",
            outcomes,
            "answers of the upstream",
            whole,
            "does_not_prove_measured_effect"));
    cells.add(
        ClaimCell.absent("tool_call_intent_context", "the gate sees calls, not why they are made"));
    cells.add(integrity(subject, whole));
    List<Json> blocked = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      cells.add(ClaimCell.absent(dimension.effect(), unobserved()));
      blocked.add(
          CellDocument.blocked(
              dimension.negative(),
              CellDocument.because(
                  CoverageDescriptor.rule(Optional.empty(), CoverageDescriptor.Kind.NEGATIVE),
                  Optional.empty())));
    }
    return new CellDocument.Made(
        Json.object()
            .put("schema", SCHEMA)
            .put("run_id", subject.runId())
            .put("archive_sha256", subject.archiveSha256())
            .put("coverage_descriptors", Json.Arr.EMPTY)
            .put("claim_cells", CellDocument.cells(cells))
            .put("blocked_claims", new Json.Arr(blocked))
            .build(),
        cells);
  }

  private String unobserved() {
    String nothing = "nothing in the bundle observed effects; the gate sees messages only";
    return kernel == 0
        ? nothing
        : nothing + "; " + kernel + " events about the kernel are not read as observations";
  }

  private static ClaimCell reported(
      String type, long count, String what, boolean whole, String nonClaim) {
    if (count == 0) {
      return ClaimCell.absent(type, "the bundle holds no " + what);
    }
    return new ClaimCell(
        type,
        ArtifactRole.MEASURED_RUN_ARCHIVE,
        whole ? Strength.PARTIAL : Strength.WEAK,
        Basis.REPORTED,
        List.of(FILE),
        List.of(
            count
                + " "
                + what
                + (whole ? ", recorded without a gap" : "; the recording has a gap or no seal")),
        List.of(nonClaim, INCOMPLETE));
  }

  private ClaimCell integrity(Subject subject, boolean whole) {
    return subject.closed().isEmpty()
        ? ClaimCell.absent("measurement_integrity", "there is no seal that holds")
        : new ClaimCell(
            "measurement_integrity",
            ArtifactRole.MEASURED_RUN_ARCHIVE,
            whole ? Strength.PARTIAL : Strength.WEAK,
            Basis.REPORTED,
            List.of(FILE),
            List.of("closed: " + subject.closed().get() + "; gaps: " + gaps),
            List.of(INCOMPLETE));
  }
}
