package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.policy.PolicyTest;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay trust-policy test}: runs the tests that stand in trust policies. */
@Command(
    name = "test",
    description = {
      "check trust policies and run the tests that stand in them",
      "A policy without tests ends with exit code 2: nothing was tested."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-policy test trust-policy.yaml",
      "  assay trust-policy test --json trust-policy.yaml"
    })
final class TrustPolicyTestCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_policy_test.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "trust policies")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    List<String> lines = new ArrayList<>();
    List<Json> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    for (String file : files) {
      switch (TrustPolicyFile.read(file)) {
        case TrustPolicyFile.Result.Refused refused -> {
          problems.addAll(refused.problems());
          reason = worse(reason, refused.reason());
        }
        case TrustPolicyFile.Result.Read read when read.policy().tests().isEmpty() -> {
          problems.add(untested(file));
          reason = worse(reason, CommandReason.TRUST_POLICY_PARSE);
        }
        case TrustPolicyFile.Result.Read read ->
            reason = worse(reason, run(read.policy(), lines, rows));
      }
    }
    Json.Obj members = Json.object().put("tests", new Json.Arr(rows)).build();
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, problems));
  }

  private static CommandReason run(TrustPolicy policy, List<String> lines, List<Json> rows) {
    CommandReason reason = CommandReason.NONE;
    for (PolicyTest test : policy.tests()) {
      List<PolicyTest.Mismatch> mismatches = test.run(policy);
      String place = policy.document() + ":" + test.line();
      lines.add((mismatches.isEmpty() ? "PASS  " : "FAIL  ") + place + " " + test.name());
      List<Json> differences = new ArrayList<>();
      for (PolicyTest.Mismatch mismatch : mismatches) {
        reason = CommandReason.TRUST_POLICY_TEST;
        lines.add(
            "      "
                + mismatch.rule()
                + ": expected "
                + mismatch.expected().wire()
                + ", was "
                + mismatch.actual().wire()
                + ", it "
                + mismatch.why());
        differences.add(
            Json.object()
                .put("rule", mismatch.rule())
                .put("expected", mismatch.expected().wire())
                .put("actual", mismatch.actual().wire())
                .build());
      }
      rows.add(
          Json.object()
              .put("document", policy.document())
              .put("line", test.line())
              .put("name", test.name())
              .put("passed", mismatches.isEmpty())
              .put("mismatches", new Json.Arr(differences))
              .build());
    }
    return reason;
  }

  private static Problem untested(String file) {
    return new Problem(
        "trust_policy.untested",
        "the policy has no tests",
        Where.document(file),
        "write some under `tests:`, or check a report with `assay trust-policy check`");
  }

  /** A file that cannot be used outweighs a test that fails. */
  private static CommandReason worse(CommandReason a, CommandReason b) {
    return b.exitCode().number() > a.exitCode().number() ? b : a;
  }
}
