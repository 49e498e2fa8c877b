package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.document.ToolTable;
import dev.assay.core.policy.session.RateLimit;
import dev.assay.core.policy.session.SessionPlan;
import dev.assay.core.policy.session.ToolLimit;
import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code limits}: how much a session may ask for, in total, for single tools and in a span of time.
 * Attempts count, denied ones too. Of several limits that a call exceeds, totals are told first,
 * then the rate, then the tool's own.
 *
 * @param requests the most requests, as an unsigned number
 * @param toolCalls the most calls, as an unsigned number
 * @param rate the most calls in a span of time
 * @param tools limits of single tools
 * @param section the section, for places
 */
record LimitsRule(
    Optional<Long> requests,
    Optional<Long> toolCalls,
    Optional<RateLimit> rate,
    ToolTable<ToolLimit> tools,
    Section section)
    implements PolicyRule {
  private static final String PREFIX = "limits.";
  private static final String REQUESTS = "max_requests_total";
  private static final String TOOL_CALLS = "max_tool_calls_total";

  /** One limit that a call exceeds. */
  private record Excess(String member, String words, Where where) {
    Judgement denied() {
      return Judgement.Denied.of(
          ReasonCode.E_RATE_LIMIT,
          Match.rule(PREFIX + member),
          "Rate limit exceeded (" + words + ")");
    }
  }

  static LimitsRule read(PolicyDocument document, SessionPlan plan) {
    Section limits = document.limits();
    return new LimitsRule(
        limits.unsigned(REQUESTS),
        limits.unsigned(TOOL_CALLS),
        RateLimit.read(limits, null, plan),
        ToolLimit.readAll(limits, plan),
        limits);
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
    int size = requests.isPresent() ? 1 : 0;
    size += toolCalls.isPresent() ? 1 : 0;
    size += rate.isPresent() ? 1 : 0;
    for (ToolLimit limit : tools.all()) {
      size += limit.size();
    }
    return size;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Excess excess = excess(call, state);
    return excess == null ? Judgement.NoObjection.NO_OBJECTION : excess.denied();
  }

  private @Nullable Excess excess(ToolCall call, PolicyState state) {
    if (exceeds(state.requests(), requests)) {
      return new Excess(REQUESTS, "total requests", section.placeOf(REQUESTS));
    }
    if (exceeds(state.toolCalls(), toolCalls)) {
      return new Excess(TOOL_CALLS, "tool calls", section.placeOf(TOOL_CALLS));
    }
    if (rate.isPresent() && rate.get().isExceeded(state.session())) {
      return new Excess(RateLimit.NAME, rate.get().words(), section.placeOf(RateLimit.NAME));
    }
    return tools.all().isEmpty() ? null : ownExcess(call.name(), state);
  }

  /** A name that no tool can have counts for no tool and is denied soon enough. */
  private @Nullable Excess ownExcess(String name, PolicyState state) {
    List<ToolLimit> own = NamePattern.isName(name) ? tools.of(name) : Collections.emptyList();
    for (int i = 0; i < own.size(); i++) {
      ToolLimit.Excess excess = own.get(i).excess(state.session());
      if (excess != null) {
        String tool = own.get(i).tool().text();
        return new Excess(
            ToolLimit.NAME + "." + tool + "." + excess.member(),
            "`" + tool + "`: " + excess.words(),
            own.get(i).where());
      }
    }
    return null;
  }

  private static boolean exceeds(long count, Optional<Long> limit) {
    return limit.isPresent() && Long.compareUnsigned(count, limit.get()) > 0;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    Excess excess = excess(call, state);
    return excess == null ? Where.NOWHERE : excess.where();
  }

  /** The count of then is not known; the record names the limit. */
  @Override
  public Where entry(String tool, RecordedDenial record) {
    String matched = record.matchedRule();
    String member = matched.startsWith(PREFIX) ? matched.substring(PREFIX.length()) : matched;
    for (ToolLimit limit : tools.all()) {
      if (member.startsWith(ToolLimit.NAME + "." + limit.tool().text() + ".")) {
        return limit.where();
      }
    }
    return section.placeOf(member);
  }

  /** Gives the limits as the canonical document holds them. */
  Json canonical() {
    return Json.object()
        .put(REQUESTS, number(requests))
        .put(TOOL_CALLS, number(toolCalls))
        .put(RateLimit.NAME, section.withoutExtensions(RateLimit.NAME))
        .put(ToolLimit.NAME, section.byTool(ToolLimit.NAME))
        .build();
  }

  private static Json number(Optional<Long> limit) {
    return limit.isPresent() ? new Json.Num(Long.toUnsignedString(limit.get())) : Json.Null.NULL;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_RATE_LIMIT;
  }

  @Override
  public Needs needs(String tool) {
    boolean counted = rate.isPresent() || (NamePattern.isName(tool) && !tools.of(tool).isEmpty());
    return counted ? Needs.HISTORY : Needs.TOTALS;
  }

  @Override
  public Json form(String tool) {
    return canonical();
  }

  @Override
  public PolicyState bounded(PolicyState most) {
    return most.upTo(requests, toolCalls);
  }
}
