package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Policies for tests, read by the one reader there is. */
final class Policies {
  private Policies() {}

  static PolicyReading read(String yaml) {
    return PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml", false);
  }

  static PolicyReading read(Json policy) {
    return read(JsonText.pretty(policy));
  }

  static Policy accepted(String yaml) {
    return switch (read(yaml)) {
      case PolicyReading.Accepted accepted -> accepted.policy();
      case PolicyReading.Refused refused ->
          throw new AssertionError("refused: " + refused.problems());
    };
  }

  static Policy accepted(Json policy) {
    return accepted(JsonText.pretty(policy));
  }

  static PolicyEngine engine(String yaml) {
    return new PolicyEngine(accepted(yaml));
  }

  static List<Problem> problems(PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Accepted _ -> List.of();
      case PolicyReading.Refused refused -> refused.problems();
    };
  }

  static List<String> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).distinct().toList();
  }
}
