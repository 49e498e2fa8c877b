package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.app.offline.ValidatePolicy;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.PolicySet;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay policy validate}: would the gate start with these files? */
@Command(
    name = "validate",
    description = {
      "say whether the gate would start with a policy, and list all its problems",
      "What is legal and probably not meant is a warning: entries without effect, contradictions,"
          + " patterns that accept too much. Warnings do not change the exit code unless asked."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy validate policy.yaml",
      "  assay policy validate --fail-on warning --json *.yaml",
      "  assay policy validate --together organisation.yaml team.yaml"
    })
final class PolicyValidateCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_validation.v1";

  /** What ends with exit code 1. */
  enum FailOn {
    /** Nothing does. */
    none,
    /** A warning does. */
    warning
  }

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "warning|none",
      defaultValue = "none",
      description = "what ends with exit code 1 (default: ${DEFAULT-VALUE})")
  private FailOn failOn = FailOn.none;

  @Option(names = "--deny-deprecations", description = "refuse a policy that uses deprecated forms")
  private boolean denyDeprecations;

  @Option(
      names = "--together",
      description = "also say whether the policies can decide together, as with several --policy")
  private boolean together;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "policies to check")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    List<String> lines = new ArrayList<>();
    List<Json> documents = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    boolean warned = false;
    for (Path file : files) {
      switch (PolicyFile.read(file)) {
        case PolicyFile.Result.NotRead(Problem problem) -> {
          reason = CommandReason.MISSING_CONFIG;
          problems.add(problem);
          documents.add(document(file.toString(), false).build());
        }
        case PolicyFile.Result.Read read -> {
          switch (ValidatePolicy.validate(read.yaml(), read.name(), denyDeprecations)) {
            case ValidatePolicy.Result.Valid valid -> {
              lines.add(valid.documentName() + ": valid, digest " + valid.policy().digest());
              valid.warnings().forEach(warning -> output.warn(warning.text()));
              warned |= !valid.warnings().isEmpty();
              documents.add(valid(valid));
              policies.add(valid.policy());
            }
            case ValidatePolicy.Result.Invalid invalid -> {
              if (reason == CommandReason.NONE) {
                reason = CommandReason.POLICY_PARSE;
              }
              problems.addAll(invalid.problems());
              documents.add(document(invalid.documentName(), false).build());
            }
          }
        }
      }
    }
    if (reason == CommandReason.NONE && together) {
      switch (PolicySet.of(policies)) {
        case PolicyReading.Accepted(Policy set) ->
            lines.add("together: valid, digest " + set.digest());
        case PolicyReading.Refused(List<Problem> refused) -> {
          reason = CommandReason.POLICY_PARSE;
          problems.addAll(refused);
        }
      }
    }
    if (reason == CommandReason.NONE && warned && failOn == FailOn.warning) {
      reason = CommandReason.POLICY_LINT;
    }
    Json.Obj members = Json.object().put("policies", new Json.Arr(documents)).build();
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, problems));
  }

  private static Json valid(ValidatePolicy.Result.Valid valid) {
    return document(valid.documentName(), true)
        .put("name", valid.policy().name())
        .put("digest", valid.policy().digest())
        .put("warnings", CommandAnswer.problems(valid.warnings()))
        .build();
  }

  private static Json.ObjBuilder document(String name, boolean isValid) {
    return Json.object().put("document", name).put("valid", isValid);
  }
}
