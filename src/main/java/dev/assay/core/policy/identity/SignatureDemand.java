package dev.assay.core.policy.identity;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code signatures}: whose signatures on tools count.
 *
 * @param trustPolicy the trust policy's file, as written, relative to the policy's directory; empty
 *     when no signature is asked for
 * @param where the section's place
 */
public record SignatureDemand(Optional<String> trustPolicy, Where where) {
  /** The section's name. */
  public static final String NAME = "signatures";

  private static final String TRUST_POLICY = "trust_policy";
  private static final String CHECK_DESCRIPTIONS = "check_descriptions";

  /** Reads the section; absent, it demands nothing. */
  public static SignatureDemand read(PolicyDocument document) {
    Section section = document.root().section(NAME);
    section.refuseUnknown(Arrays.asList(TRUST_POLICY, CHECK_DESCRIPTIONS));
    Json check = section.get(CHECK_DESCRIPTIONS);
    if (check != null && check != Json.Bool.FALSE) {
      section
          .findings()
          .refuse(
              PolicyFault.NOT_YET_ENFORCED,
              "`signatures.check_descriptions` is not yet enforced by this version",
              section.name(CHECK_DESCRIPTIONS),
              "name a `trust_policy`, or use `tool_identity`");
    }
    Optional<String> file = section.string(TRUST_POLICY);
    if (file.isPresent() && (file.get().isBlank() || file.get().indexOf('\0') >= 0)) {
      section
          .findings()
          .refuse(
              PolicyFault.LOCK,
              "`trust_policy` names no file",
              section.findings().value(section.at(TRUST_POLICY)),
              "write a path relative to the policy");
    }
    return new SignatureDemand(file, document.root().placeOf(NAME));
  }
}
