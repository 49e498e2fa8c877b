package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.app.offline.ValidatePolicy;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.PolicySet;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Policies of files, or everything that is wrong with them.
 *
 * @param accepted in the order of the files
 * @param problems empty when all were accepted
 * @param reason why a command that needs them ends
 */
record AcceptedPolicies(List<Policy> accepted, List<Problem> problems, CommandReason reason) {

  /** Gives one policy: that of the file, or those of the files put together. */
  static AcceptedPolicies together(List<Path> files) {
    AcceptedPolicies each = read(files);
    if (!each.problems().isEmpty()) {
      return each;
    }
    return switch (PolicySet.of(each.accepted())) {
      case PolicyReading.Accepted(Policy policy) ->
          new AcceptedPolicies(List.of(policy), List.of(), CommandReason.NONE);
      case PolicyReading.Refused(List<Problem> problems) ->
          new AcceptedPolicies(List.of(), problems, CommandReason.POLICY_PARSE);
    };
  }

  /** Gives the policy of each file. */
  static AcceptedPolicies read(List<Path> files) {
    List<Policy> accepted = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    for (Path file : files) {
      switch (PolicyFile.read(file)) {
        case PolicyFile.Result.NotRead(Problem problem) -> {
          problems.add(problem);
          reason = CommandReason.MISSING_CONFIG;
        }
        case PolicyFile.Result.Read read -> {
          switch (ValidatePolicy.validate(read.yaml(), read.name(), false)) {
            case ValidatePolicy.Result.Valid valid -> accepted.add(valid.policy());
            case ValidatePolicy.Result.Invalid invalid -> {
              problems.addAll(invalid.problems());
              reason = reason == CommandReason.NONE ? CommandReason.POLICY_PARSE : reason;
            }
          }
        }
      }
    }
    return new AcceptedPolicies(accepted, problems, reason);
  }
}
