package dev.assay.core.claim;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of a trust basis against demanded levels. A claim that is missing fails.
 *
 * @param results in the order of the demands, repeated ones included
 */
public record ClaimGate(List<Result> results) {
  /** Identity of the JSON document. */
  public static final String SCHEMA = "assay.trust-basis.assert.v1";

  /**
   * What came of one demand.
   *
   * @param actual the level the basis has, or null when it has no such claim
   */
  public record Result(LevelRequirement requirement, @Nullable Level actual) {
    /** Says whether the demand is met. */
    public boolean passed() {
      return requirement.level() == actual;
    }

    private Json.Obj json() {
      return Json.object()
          .put("claim_id", requirement.id().wire())
          .put("expected_level", requirement.level().wire())
          .put("actual_level", actual == null ? Json.Null.NULL : new Json.Str(actual.wire()))
          .put("status", passed() ? "passed" : "failed")
          .build();
    }

    private String line() {
      return (passed() ? "- PASS " : "- FAIL ")
          + requirement.id().wire()
          + ": expected "
          + requirement.level().wire()
          + ", actual "
          + (actual == null ? "missing" : actual.wire());
    }
  }

  /** Copies the results. */
  public ClaimGate {
    results = List.copyOf(results);
  }

  /** Holds a basis against demands. */
  public static ClaimGate check(TrustBasis basis, List<LevelRequirement> requirements) {
    List<Result> results = new ArrayList<>();
    for (LevelRequirement requirement : requirements) {
      results.add(
          new Result(requirement, basis.claim(requirement.id()).map(Claim::level).orElse(null)));
    }
    return new ClaimGate(results);
  }

  /** Says whether every demand is met. */
  public boolean passed() {
    return failed() == 0;
  }

  private long failed() {
    return results.stream().filter(result -> !result.passed()).count();
  }

  /** Gives the bytes of the JSON report. */
  public byte[] bytes() {
    return TrustBasis.file(
        Json.object()
            .put("schema", SCHEMA)
            .put("claim_identity", "claim.id")
            .put(
                "summary",
                Json.object()
                    .put("total_requirements", results.size())
                    .put("passed_requirements", results.size() - failed())
                    .put("failed_requirements", failed())
                    .build())
            .put("requirements", new Json.Arr(results.stream().<Json>map(Result::json).toList()))
            .build());
  }

  /** Gives the report for people, each line ended. */
  public String text() {
    int all = results.size();
    StringBuilder text =
        new StringBuilder(
            passed()
                ? "Trust Basis assertions passed: " + all + "/" + all + " requirement(s)\n"
                : "Trust Basis assertions failed: "
                    + failed()
                    + "/"
                    + all
                    + " requirement(s) failed\n");
    results.forEach(result -> text.append(result.line()).append('\n'));
    return text.toString();
  }
}
