package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import java.util.Optional;

/**
 * {@code capture_health_clean}: no gap, and a seal that says the recording ended in order. A
 * recorder that was never started leaves no trace here.
 */
final class CaptureHealthRule implements ClaimRule {
  @Override
  public ClaimId id() {
    return ClaimId.CAPTURE_HEALTH_CLEAN;
  }

  @Override
  public String sentence() {
    return "the recording has no gap and its seal says that it ended in order";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(CaptureHealthRule::look, CaptureHealthRule::judge);
  }

  private static Look look(ObservedEvent event) {
    return switch (event.type()) {
      case "assay.evidence.gap" -> Look.rejected(LevelReason.EVIDENCE_GAP);
      case "assay.session.sealed" -> Look.SUPPORTS;
      default -> Look.UNRELATED;
    };
  }

  private static Finding judge(Support support, Ground ground) {
    Optional<String> closed = ground.closed();
    if (closed.isEmpty()) {
      return new Finding.Absent(support.because(LevelReason.NOT_SEALED.wire()));
    }
    boolean orderly =
        switch (closed.get()) {
          case "normal", "signal", "rotated", "limit" -> true;
          default -> false;
        };
    if (!orderly) {
      return new Finding.Absent(support.because(LevelReason.CLOSED_IN_DISORDER.wire()));
    }
    return EachEvent.unanimous(support, ground);
  }

  @Override
  public Quantifier quantifier() {
    return Quantifier.ALL;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.ofOurRecord(finding, "orderly_seal_without_gaps");
  }
}
