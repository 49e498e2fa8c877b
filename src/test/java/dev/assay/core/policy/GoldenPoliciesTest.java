package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.problem.Problem;
import dev.assay.core.schema.Violation;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder per document: {@code policy.yaml} and every problem or warning that reading it gives.
 * {@code -Dgolden.update=true} writes them anew.
 */
class GoldenPoliciesTest {
  static final Path CASES = Path.of("src/test/resources/policies");

  @TestFactory
  Stream<DynamicTest> reading_gives_exactly_these_problems() throws IOException {
    return cases().map(c -> dynamicTest(c.getFileName().toString(), () -> check(c)));
  }

  @TestFactory
  Stream<DynamicTest> calls_are_decided_exactly_so() throws IOException {
    return cases()
        .filter(c -> Files.exists(c.resolve("calls.ndjson")))
        .map(c -> dynamicTest(c.getFileName().toString(), () -> checkCalls(c)));
  }

  private static void checkCalls(Path folder) throws IOException {
    PolicyEngine engine = Policies.engine(Files.readString(folder.resolve("policy.yaml")));
    StringBuilder decisions = new StringBuilder();
    for (String line : Files.readAllLines(folder.resolve("calls.ndjson"))) {
      Json.Obj call = (Json.Obj) Vectors.parse(line);
      ToolCall toolCall =
          new ToolCall(call.string("tool").orElseThrow(), call.object("arguments").orElseThrow());
      PolicyState state = state(engine.policy(), call);
      decisions.append(line).append('\n').append(render(engine.explain(toolCall, state)));
    }
    compare(folder.resolve("decisions.txt"), decisions.toString());
  }

  /**
   * The totals as the line says, and the session of {@code after}: earlier calls, forwarded unless
   * they say {@code denied}, with the milliseconds since the call before; and the evidence that
   * cannot be had.
   */
  private static PolicyState state(Policy policy, Json.Obj call) {
    List<SupposedSession.Past> past = new ArrayList<>();
    long at = 0;
    Json after = call.get("after");
    for (Json.Obj earlier : after == null ? List.<Json.Obj>of() : Vectors.objects(after)) {
      at += earlier.integer("ms").orElse(0L);
      boolean forwarded = earlier.get("denied") == null;
      past.add(new SupposedSession.Past(earlier.string("tool").orElseThrow(), at, forwarded));
    }
    SupposedSession session = new SupposedSession(past, 1, at + call.integer("ms").orElse(0L));
    PolicyState state = session.stateFor(policy, call.string("tool").orElseThrow());
    Json lacking = call.get("lacking");
    List<EvidenceKind> kinds =
        ReferencePolicyEngine.strings(lacking).stream()
            .map(word -> EvidenceKind.of(word).orElseThrow())
            .toList();
    return new PolicyState(
        call.integer("requests").orElse(1L),
        call.integer("calls").orElse(1L),
        state.session(),
        kinds,
        Sightings.of(call));
  }

  private static String render(Explanation explanation) {
    Decision decision = explanation.decision();
    Match match = decision.match();
    StringBuilder text = new StringBuilder();
    text.append("  ").append(decision.typed()).append(' ').append(decision.reason());
    text.append(' ').append(decision.logCode()).append(' ').append(decision.consoleReason());
    text.append(" rule=").append(match.matchedRule()).append(" basis=").append(match.matchBasis());
    text.append(" classes=").append(match.toolClasses());
    text.append(" matched=").append(match.matchedToolClasses()).append('\n');
    if (decision instanceof Decision.Deny deny) {
      text.append("  ").append(deny.explanation()).append('\n');
      for (Violation violation : deny.violations()) {
        text.append("  ").append(violation.pointer()).append(' ').append(violation.keyword());
        text.append(": ").append(violation.message()).append('\n');
      }
    }
    for (Explanation.Step step : explanation.steps()) {
      text.append("    ").append(step.key()).append(": ").append(step.word());
      String where = step.where().text();
      text.append(where.isEmpty() ? "" : ", " + where).append('\n');
    }
    return text.toString();
  }

  static Stream<Path> cases() throws IOException {
    return Files.list(CASES).filter(c -> Files.exists(c.resolve("policy.yaml"))).sorted();
  }

  private static void check(Path folder) throws IOException {
    String found =
        render(
            PolicyReader.read(
                Files.readAllBytes(folder.resolve("policy.yaml")), "policy.yaml", false));
    compare(folder.resolve("problems.txt"), found);
    assertThat(found.startsWith("accepted\n"))
        .as("the name of the folder says whether the document is accepted")
        .isEqualTo(folder.getFileName().toString().startsWith("accepted-"));
  }

  private static void compare(Path golden, String found) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files are not written in CI").isNotEqualTo("true");
      Files.writeString(golden, found);
    }
    assertThat(found).isEqualTo(Files.readString(golden));
  }

  static String render(PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Accepted accepted -> "accepted\n" + lines(accepted.policy().warnings());
      case PolicyReading.Refused refused -> "refused\n" + lines(refused.problems());
    };
  }

  private static String lines(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.text() + " [" + p.code() + "]\n")
        .collect(Collectors.joining());
  }
}
