package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * {@code limits}: totals of a session. Attempts count, denied ones too.
 *
 * @param requests the most requests, as an unsigned number
 * @param toolCalls the most calls, as an unsigned number
 */
record LimitsRule(
    Optional<Long> requests, Optional<Long> toolCalls, Where requestsWhere, Where toolCallsWhere)
    implements PolicyRule {
  private static final String REQUESTS = "max_requests_total";
  private static final String TOOL_CALLS = "max_tool_calls_total";

  private static final Judgement TOO_MANY_REQUESTS =
      Judgement.Denied.of(
          ReasonCode.E_RATE_LIMIT,
          Match.rule("limits." + REQUESTS),
          "Rate limit exceeded (total requests)");
  private static final Judgement TOO_MANY_CALLS =
      Judgement.Denied.of(
          ReasonCode.E_RATE_LIMIT,
          Match.rule("limits." + TOOL_CALLS),
          "Rate limit exceeded (tool calls)");

  static LimitsRule read(PolicyDocument document) {
    Section limits = document.limits();
    return new LimitsRule(
        limits.unsigned(REQUESTS),
        limits.unsigned(TOOL_CALLS),
        limits.placeOf(REQUESTS),
        limits.placeOf(TOOL_CALLS));
  }

  @Override
  public Stage stage() {
    return Stage.LIMITS;
  }

  @Override
  public String key() {
    return "limits";
  }

  @Override
  public int size() {
    return (requests.isPresent() ? 1 : 0) + (toolCalls.isPresent() ? 1 : 0);
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    if (exceeds(state.requests(), requests)) {
      return TOO_MANY_REQUESTS;
    }
    return exceeds(state.toolCalls(), toolCalls)
        ? TOO_MANY_CALLS
        : Judgement.NoObjection.NO_OBJECTION;
  }

  private static boolean exceeds(long count, Optional<Long> limit) {
    return limit.isPresent() && Long.compareUnsigned(count, limit.get()) > 0;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return exceeds(state.requests(), requests) ? requestsWhere : toolCallsWhere;
  }

  /** Gives the limits as the canonical document holds them. */
  Json canonical() {
    return Json.object().put(REQUESTS, number(requests)).put(TOOL_CALLS, number(toolCalls)).build();
  }

  private static Json number(Optional<Long> limit) {
    return limit.isPresent() ? new Json.Num(Long.toUnsignedString(limit.get())) : Json.Null.NULL;
  }
}
