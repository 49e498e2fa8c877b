package dev.assay.adapter.cli.trust;

/** How to get what would raise a claim, as far as a command of this program gives it. */
final class RaiseStep {
  private RaiseStep() {}

  /** Gives the next step for the code of what is missing. */
  static String of(String code) {
    return switch (code) {
      case "envelope_with_trusted_key" ->
          "sign with `assay evidence attest --bundle BUNDLE --key KEY`, then give the public key"
              + " here with `--key` or `--trust-set`";
      case "applied_pack_with_a_finding" -> "apply a pack here with `--pack gateway-baseline`";
      case "eval_receipt", "decision_receipt", "inventory_receipt" ->
          "import one with `assay evidence import`";
      case "orderly_seal_without_gaps" -> "record with `assay mcp wrap` and let the session end";
      case "listed_definition_for_every_allowed_call", "policy_text_for_every_decision" ->
          "record with `assay mcp wrap`";
      case "sources_of_all_receipts" -> "give the files that were imported here with `--source`";
      default -> "no command of this version supplies it";
    };
  }
}
