package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A claim that no event carries: it rests on a check that was made of the bundle as a whole.
 *
 * @param raisedBy the code of what raises it
 * @param judge gives the finding
 * @param v1 gives the level under ruleset {@code v1}
 */
record GroundRule(
    ClaimId id,
    String sentence,
    String raisedBy,
    Function<Ground, Finding> judge,
    BiFunction<Finding, Ground, Level> v1)
    implements ClaimRule {

  /** A bundle that does not verify has no basis at all. */
  static final GroundRule BUNDLE_VERIFIED =
      new GroundRule(
          ClaimId.BUNDLE_VERIFIED,
          "the archive agrees with its own hashes; this does not say who made it or when",
          "sealed_bundle",
          ground ->
              ground.verified()
                  ? new Finding.Verified(Corroboration.RECOMPUTED, Support.NOTHING)
                  : absent(LevelReason.PROVISIONAL),
          (finding, _) -> finding.level());

  /** Members of payloads that look like signatures never count. */
  static final GroundRule SIGNING =
      new GroundRule(
          ClaimId.SIGNING_EVIDENCE_PRESENT,
          "an envelope over exactly this archive verifies with a trusted key",
          "envelope_with_trusted_key",
          GroundRule::signing,
          (_, _) -> Level.ABSENT);

  /**
   * Provenance of the policy. That the policy was in force is what the events say, so it is the
   * recorder's word until a trusted key signed the bundle. Of a server's program the events name
   * only what was started, often a launcher such as {@code npx}, which says nothing of the server.
   */
  static final GroundRule PROVENANCE =
      new GroundRule(
          ClaimId.PROVENANCE_BACKED_CLAIMS_PRESENT,
          "signed provenance of the policy verifies and names a digest that decisions of a signed"
              + " recording name too",
          "signed_provenance_of_the_policy",
          GroundRule::provenance,
          (_, _) -> Level.ABSENT);

  /** Counted before findings are cut to the number that is shown, so that no cut hides it. */
  static final GroundRule PACK_FINDINGS =
      new GroundRule(
          ClaimId.APPLIED_PACK_FINDINGS_PRESENT,
          "a rule of an applied lint pack found something; we ran it ourselves",
          "applied_pack_with_a_finding",
          GroundRule::packFindings,
          (_, ground) -> ground.packs().shown() > 0 ? Level.VERIFIED : Level.ABSENT);

  /** Only somebody who sees calls without the gate can say that none went past it. */
  static final GroundRule EVERY_CALL_DECIDED =
      new GroundRule(
          ClaimId.EVERY_CALL_DECIDED,
          "every call that an independent observer saw has a decision; the gate alone cannot know",
          "independent_call_observation",
          _ -> absent(LevelReason.NO_INDEPENDENT_OBSERVER),
          (finding, _) -> finding.level());

  /** Origin of receipts, apart from their shape. */
  static final GroundRule RECEIPT_SOURCE =
      new GroundRule(
          ClaimId.RECEIPT_SOURCE_RECOMPUTABLE,
          "receipts made again from the supplied sources are the same",
          "sources_of_all_receipts",
          GroundRule::receiptSource,
          (finding, _) -> finding.level());

  @Override
  public ClaimTally begin() {
    return new ClaimTally() {
      @Override
      public void see(ObservedEvent event) {}

      @Override
      public Finding conclude(Ground ground) {
        return judge.apply(ground);
      }
    };
  }

  @Override
  public Raise raise(Finding finding) {
    return id == ClaimId.PROVENANCE_BACKED_CLAIMS_PRESENT
        ? Raise.ofOurRecord(finding, raisedBy)
        : Raise.toVerified(raisedBy);
  }

  @Override
  public Level v1Level(Finding finding, Ground ground) {
    return v1.apply(finding, ground);
  }

  private static Finding absent(LevelReason reason) {
    return new Finding.Absent(Support.NOTHING.because(reason.wire()));
  }

  private static Finding signing(Ground ground) {
    return switch (ground.signature()) {
      case Ground.Signature.Trusted _ ->
          new Finding.Verified(Corroboration.TRUSTED_SIGNATURE, envelope(1, 0));
      case Ground.Signature.UnknownKey _ ->
          new Finding.SelfReported(envelope(0, 0).because(LevelReason.ENVELOPE_KEY_UNKNOWN.wire()));
      case Ground.Signature.Refused(String why) ->
          new Finding.Absent(envelope(0, 1).because(LevelReason.ENVELOPE_REFUSED.about(why)));
      case Ground.Signature.None _ -> absent(LevelReason.NO_ENVELOPE);
    };
  }

  /** One envelope that was looked at; one that is refused is counter-evidence. */
  private static Support envelope(long supporting, long rejected) {
    return new Support(1, supporting, rejected, List.of(), List.of());
  }

  private static Finding provenance(Ground ground) {
    return switch (ground.provenance()) {
      case BOUND -> EachEvent.ofOurRecord(envelope(1, 0), ground);
      case REJECTED ->
          new Finding.Absent(envelope(0, 1).because(LevelReason.PROVENANCE_REFUSED.wire()));
      case NOT_BOUND ->
          new Finding.Absent(envelope(0, 1).because(LevelReason.PROVENANCE_NOT_BOUND.wire()));
      case NONE -> absent(LevelReason.NO_PROVENANCE);
    };
  }

  private static Finding packFindings(Ground ground) {
    Ground.PackRun packs = ground.packs();
    if (packs.applied() == 0) {
      return absent(LevelReason.NO_PACK_APPLIED);
    }
    Support seen = new Support(packs.findings(), packs.findings(), 0, List.of(), List.of());
    return packs.findings() > 0
        ? new Finding.Verified(Corroboration.RECOMPUTED, seen)
        : new Finding.Absent(seen);
  }

  private static Finding receiptSource(Ground ground) {
    Ground.SourceChecks sources = ground.sources();
    long all = sources.recomputed() + sources.differing();
    if (all == 0) {
      return absent(LevelReason.NO_SOURCE_SUPPLIED);
    }
    Support seen =
        new Support(all, sources.recomputed(), sources.differing(), List.of(), List.of());
    return sources.differing() == 0
        ? new Finding.Verified(Corroboration.RECOMPUTED, seen)
        : new Finding.Absent(seen.because(LevelReason.SOURCE_DIFFERS.wire()));
  }
}
