package dev.assay.core.export;

import dev.assay.core.attest.Statement;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a trust policy says of a bundle, as a verification summary (SLSA VSA 1.1). It is about the
 * policy's rules and never about claims alone, and it names no SLSA level.
 */
public final class VsaExport {
  /** The predicate. */
  static final String PREDICATE = "https://slsa.dev/verification_summary/v1";

  /** What verified: holding trust reports against trust policies. The key says who ran it. */
  private static final String VERIFIER = "https://docs.getassay.dev/verifier/trust-policy/v1";

  private static final String LEVEL = "ASSAY_TRUST_RULE_";

  private VsaExport() {}

  /** What came of it. */
  public sealed interface Result {
    /**
     * There is a summary.
     *
     * @param broken ids of the rules for which it says FAILED; none when it says PASSED
     */
    record Summary(Statement statement, List<String> broken) implements Result {
      /** Copies the ids. */
      public Summary {
        broken = List.copyOf(broken);
      }
    }

    /**
     * Neither PASSED nor FAILED would be true.
     *
     * @param reasons one line for each rule that is in the way
     */
    record Undecided(List<String> reasons) implements Result {
      /** Copies the reasons. */
      public Undecided {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /**
   * Asks for the summary.
   *
   * @param failOn the least severity of the rules that count
   * @param version of this program
   * @param verifiedAt when the user says it was verified; nothing is said about it otherwise
   */
  public static Result of(
      ExportSource source,
      JudgedPolicy judged,
      Severity failOn,
      String version,
      Optional<Instant> verifiedAt) {
    List<String> broken = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> between = new ArrayList<>();
    for (JudgedPolicy.Rule rule : judged.gating(failOn)) {
      String id = rule.result().rule().id();
      if (rule.result().isBroken()) {
        broken.add(id);
      } else if (rule.isProven()) {
        held.add(LEVEL + id);
      } else {
        between.add("`" + id + "` " + rule.caveat());
      }
    }
    if (broken.isEmpty() && !between.isEmpty()) {
      return new Result.Undecided(between);
    }
    if (broken.isEmpty() && held.isEmpty()) {
      return new Result.Undecided(
          List.of("the policy has no rule of severity `" + failOn.wire() + "`"));
    }
    boolean passed = broken.isEmpty();
    Json.ObjBuilder predicate =
        Json.object()
            .put(
                "verifier",
                Json.object()
                    .put("id", VERIFIER)
                    .put("version", Json.object().put("assay", version).build())
                    .build())
            .put("resourceUri", source.bundleUri())
            .put("policy", policy(judged))
            .put("inputAttestations", inputs(source))
            .put("verificationResult", passed ? "PASSED" : "FAILED")
            .put("verifiedLevels", Json.Arr.ofStrings(passed ? held : List.of("FAILED")))
            .put("slsaVersion", "1.1")
            .put(ExportSource.NAMESPACE, source.provenance());
    verifiedAt.ifPresent(at -> predicate.put("timeVerified", at.toString()));
    return new Result.Summary(
        Statement.of(source.bundleId(), source.archiveHex(), PREDICATE, predicate.build()), broken);
  }

  private static Json.Obj policy(JudgedPolicy judged) {
    String sha256 = ExportSource.hex(judged.fileSha256());
    Json.ObjBuilder policy =
        Json.object()
            .put("uri", "urn:assay:trust-policy:" + judged.policy().digest())
            .put("digest", Json.object().put("sha256", sha256).build());
    if (!judged.policy().name().isEmpty()) {
      policy.put("name", ExportText.line(judged.policy().name()));
    }
    return policy.build();
  }

  private static Json.Arr inputs(ExportSource source) {
    Json.Obj bundle =
        Json.object()
            .put("uri", source.bundleUri())
            .put("digest", Json.object().put("sha256", source.archiveHex()).build())
            .build();
    return new Json.Arr(List.of(bundle, source.reportDescriptor()));
  }
}
