package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * The three claims about receipts: the boundary of an external result is visible, which says
 * nothing on whether the result is right. One receipt that does not fit caps the level, and so does
 * one record of a source that was dropped. Source: {@code trust-basis.md} 3.1 to 3.3, {@code
 * receipts.md} 11.1, {@code design.md} §3.1 Trust.
 */
record ReceiptRule(ClaimId id, ReceiptShape shape) implements ClaimRule {
  private static final String IMPORT_SUMMARY = "assay.receipt.import_summary.v1";

  @Override
  public String sentence() {
    return "every "
        + shape.family()
        + " receipt in the bundle has the bounded shape, and no record of their sources was dropped;"
        + " it says nothing on whether its content is"
        + " right or where it came from";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(this::look, (support, _) -> judge(support));
  }

  private Look look(ObservedEvent event) {
    if (event.type().equals(IMPORT_SUMMARY)) {
      return dropped(event);
    }
    if (!event.type().equals(shape.eventType())) {
      return Look.UNRELATED;
    }
    Optional<String> refusal = shape.refusal(event.data());
    return refusal.isPresent() ? new Look.Rejected(refusal.get()) : Look.SUPPORTS;
  }

  /** A ledger that does not say what was dropped, or of which family, counts as one drop. */
  private Look dropped(ObservedEvent event) {
    Optional<String> family = event.text("receipt_type");
    if (family.isPresent() && !family.get().equals(shape.eventType())) {
      return Look.UNRELATED;
    }
    long drops = event.members().get("drops") instanceof Json.Arr list ? list.items().size() : 0;
    return new Look.Rejected(LevelReason.RECEIPT_IMPORT_PARTIAL.wire(), Math.max(1, drops));
  }

  private static Finding judge(Support support) {
    if (support.supporting() == 0) {
      return EachEvent.absent(support);
    }
    return support.isUnanimous()
        ? new Finding.Verified(Corroboration.RECOMPUTED, support)
        : new Finding.SelfReported(support.because(LevelReason.RECEIPT_MIXED_SUPPORT.wire()));
  }

  @Override
  public boolean isScoped() {
    return true;
  }

  @Override
  public Quantifier quantifier() {
    return Quantifier.ALL;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.toVerified(
        finding.support().supporting() == 0
            ? shape.family() + "_receipt"
            : "no_rejected_receipt_of_the_family");
  }
}
