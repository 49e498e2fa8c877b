package dev.assay.core.receipt.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a decision, and perhaps an outcome, are about what they say they are about. It
 * compares digests and nonces; no signature is verified, and it does not say that a decision was
 * followed. Source: {@code receipts.md} 9.
 */
public final class RecordPairing {
  /** The words of a decision. */
  static final List<String> DECISIONS = List.of("allow", "block", "escalate");

  private static final List<String> STATUSES = List.of("executed", "refused", "errored");

  private RecordPairing() {}

  /** Gives every check. */
  public static List<NamedCheck> check(
      PairingBinding binding, McpRecord decision, Optional<McpRecord> outcome) {
    List<NamedCheck> checks = new ArrayList<>(binding.checks());
    String about = binding.kind().wire();
    checks.add(digest("decision_" + about + "_digest_match", binding, decision));
    checks.add(
        switch (binding.kind()) {
          case ATTESTATION -> nonce("decision_attestation_nonce_match", binding, decision);
          case REQUEST_ENVELOPE ->
              NamedCheck.of(
                  "decision_request_envelope_nonce_present",
                  !decision.link().attestationNonce().orElse("").isEmpty(),
                  "the decision has no attestationNonce");
        });
    checks.add(
        NamedCheck.of(
            "decision_enum",
            decision.word().filter(DECISIONS::contains).isPresent(),
            "the decision must be allow, block or escalate"));
    outcome.ifPresent(record -> outcome(binding, decision, record, checks));
    return checks;
  }

  private static void outcome(
      PairingBinding binding, McpRecord decision, McpRecord outcome, List<NamedCheck> checks) {
    checks.add(digest("outcome_" + binding.kind().wire() + "_digest_match", binding, outcome));
    if (binding.kind() == PairingBinding.Kind.ATTESTATION) {
      checks.add(nonce("outcome_attestation_nonce_match", binding, outcome));
    }
    checks.add(
        NamedCheck.of(
            "outcome_back_link_match",
            outcome.link().equals(decision.link()),
            "the outcome has another backLink than the decision"));
    checks.add(
        NamedCheck.of(
            "outcome_decision_digest_match",
            outcome.decisionDigest().equals(Optional.of(decision.digest())),
            "the outcome is of another decision; this one has " + decision.digest()));
    checks.add(
        NamedCheck.of(
            "outcome_status_enum",
            outcome.word().filter(STATUSES::contains).isPresent(),
            "the status must be executed, refused or errored"));
  }

  private static NamedCheck digest(String id, PairingBinding binding, McpRecord record) {
    Optional<String> expected = binding.digest();
    return NamedCheck.of(
        id,
        expected.isPresent() && expected.equals(record.link().attestationDigest()),
        expected.map(digest -> "attestationDigest must be " + digest).orElse("nothing to bind to"));
  }

  private static NamedCheck nonce(String id, PairingBinding binding, McpRecord record) {
    Optional<String> expected = binding.nonce();
    return NamedCheck.of(
        id,
        expected.isPresent() && expected.equals(record.link().attestationNonce()),
        expected.isPresent()
            ? "attestationNonce is not that of the attestation"
            : "the attestation has no nonce");
  }
}
