package dev.assay.core.claim.report;

import dev.assay.core.json.ActingCharacters;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The record that somebody accepted a report as the baseline of a repository. It lies beside the
 * report and names it by digest, so that a report which is changed or swapped without being
 * accepted is noticed. It is not signed: who can commit to the repository can accept.
 *
 * @param report what was accepted
 * @param policyDigest digest of the trust policy it was accepted under, when one was named
 * @param at when
 * @param by who, as they say
 * @param reason why, as they say
 */
public record Acceptance(
    Accepted report, Optional<String> policyDigest, Instant at, String by, String reason) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.trust_acceptance.v1";

  /** Code points of who and why. */
  public static final int MAX_TEXT = 500;

  /** What was accepted; digests are {@code sha256:<hex>}. */
  public record Accepted(
      String reportSha256, String archiveSha256, String ruleset, String rulesetDigest) {
    /** Gives what there is to accept of a report. */
    public static Accepted of(ReadReport report) {
      String archive = report.subject().archiveSha256();
      return new Accepted(
          report.digest(),
          archive == null ? "" : archive,
          report.compiler().ruleset(),
          report.compiler().rulesetDigest());
    }
  }

  /** Says whether a text may say who or why: one line that is not blank, and not too long. */
  public static boolean isText(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= MAX_TEXT
        && text.codePoints().noneMatch(ActingCharacters::acts);
  }

  /** Gives the document. */
  public Json.Obj json() {
    return Json.object()
        .put("schema", SCHEMA)
        .put("report_sha256", report.reportSha256)
        .put("archive_sha256", report.archiveSha256)
        .put("ruleset", report.ruleset)
        .put("ruleset_digest", report.rulesetDigest)
        .put("trust_policy_digest", policyDigest.orElse(null))
        .put("accepted_at", at.toString())
        .put("accepted_by", by)
        .put("reason", reason)
        .build();
  }

  /** Gives the bytes of the file. */
  public byte[] bytes() {
    return (JsonText.pretty(json()) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
