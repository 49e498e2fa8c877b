package dev.assay.app.offline;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.PolicyText;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.message.MessageRefusal;
import dev.assay.core.policy.message.MessageRules;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides one supposed call, as the first of a session or after supposed others, with the engine
 * that decides real ones, and tells how the decision came about. What a server offers is not asked:
 * tools are taken to be as approved.
 */
public final class ExplainCall {
  private ExplainCall() {}

  /**
   * Explains a call.
   *
   * @param policies the policy, or several that decide together
   * @param tool the name of the tool
   * @param arguments the arguments as JSON; empty for none
   * @param earlier the tools whose calls the session forwarded before, in order and at the same
   *     time as this one
   */
  public static Result explain(
      List<PolicyText> policies, String tool, byte[] arguments, List<String> earlier) {
    return switch (PolicyReader.readAll(policies, false)) {
      case PolicyReading.Refused refused -> new Result.NotExplained(refused.problems());
      case PolicyReading.Accepted accepted -> explain(accepted.policy(), tool, arguments, earlier);
    };
  }

  /**
   * Judges a message that is no tool call.
   *
   * @param policies the policy, or several that decide together
   * @param method its method
   * @param params its parameters as JSON; empty for none
   * @param fromServer whether the server asks the agent; what the agent answers at all is not
   *     looked at
   */
  public static Result message(
      List<PolicyText> policies, String method, byte[] params, boolean fromServer) {
    return switch (PolicyReader.readAll(policies, false)) {
      case PolicyReading.Refused refused -> new Result.NotExplained(refused.problems());
      case PolicyReading.Accepted accepted ->
          object(params, object -> judge(accepted.policy(), method, object, fromServer));
    };
  }

  private static Result judge(Policy policy, String method, Json.Obj params, boolean fromServer) {
    MessageRules rules = policy.messages();
    return new Result.MessageJudged(
        method,
        fromServer
            ? rules.fromServer(method, params, Optional.empty())
            : rules.fromAgent(method, params));
  }

  private static Result explain(
      Policy policy, String tool, byte[] arguments, List<String> earlier) {
    return object(arguments, object -> explain(policy, new ToolCall(tool, object), earlier));
  }

  private static Result object(byte[] arguments, Function<Json.Obj, Result> question) {
    if (arguments.length == 0) {
      return question.apply(Json.Obj.EMPTY);
    }
    return switch (JsonReader.read(arguments, JsonLimits.MCP)) {
      case JsonReading.Read read when read.value() instanceof Json.Obj object ->
          question.apply(object);
      case JsonReading.Read _ -> notArguments("the arguments are not a JSON object");
      case JsonReading.Refused refused ->
          notArguments("the arguments are not JSON at byte " + (refused.offset() + 1));
    };
  }

  private static Result explain(Policy policy, ToolCall call, List<String> earlier) {
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    for (String tool : earlier) {
      ledger.attempt(tool, Instant.EPOCH);
      ledger.forwarded(tool);
    }
    long calls = earlier.size() + 1L;
    PolicyState state = new PolicyState(calls, calls, ledger.attempt(call.name(), Instant.EPOCH));
    Explanation explanation = new PolicyEngine(policy).explain(call, state);
    return new Result.Explained(call.name(), policy, explanation);
  }

  private static Result notArguments(String message) {
    Where where = Where.document("--args");
    Problem problem =
        new Problem(
            "arguments.invalid", message, where, "write an object, such as {\"path\": \"/\"}");
    return new Result.NotExplained(Collections.singletonList(problem));
  }

  /** What became of the question. */
  public sealed interface Result {
    /**
     * The call is decided.
     *
     * @param tool the name of the tool
     * @param policy the policy that decided
     * @param explanation the decision, and the rules that were asked until one denied
     */
    record Explained(String tool, Policy policy, Explanation explanation) implements Result {}

    /**
     * A message that is no tool call is judged.
     *
     * @param method its method
     * @param refusal why it does not pass; empty when it does
     */
    record MessageJudged(String method, Optional<MessageRefusal> refusal) implements Result {}

    /** The policy or the arguments are refused. */
    record NotExplained(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public NotExplained {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }
  }
}
