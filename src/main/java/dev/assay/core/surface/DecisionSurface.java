package dev.assay.core.surface;

import dev.assay.core.approval.Approval;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.TimeText;
import dev.assay.core.json.ByteLine;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Duties;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a decision event: what was decided and why, under which policy and definition, for
 * which arguments by keyed digest.
 *
 * <p>Guarantee: no argument value is in it. Ids and tool names are the agent's free text: cut to
 * 256 code points, control and bidirectional characters escaped, and left out when they look like a
 * credential. Source: {@code policy.md} 5.2, lean form.
 */
public final class DecisionSurface {
  private static final int MAX_ID_CODE_POINTS = 256;
  private static final int MAX_FORMS = 256;
  private static final int FIRST_BYTES = 1_536;
  private static final byte[] OPENING = utf8("{");
  private static final byte[] ARGS_DIGEST = utf8("\"args_digest\":\"");
  private static final byte[] DECIDED_AT = utf8("\",\"args_schema_hash\":null,\"decided_at\":\"");
  private static final byte[] REQUEST_ID = utf8(",\"request_id\":");

  private final String policyVersion;
  private final String policyDigest;
  private final ArgumentsDigest argumentsDigest;
  private final TimeText times = new TimeText();

  /** The event that is being made. */
  private final ByteLine line = new ByteLine(FIRST_BYTES);

  /** By tool name; bounded, because names are the agent's. */
  private final Map<String, DecisionForm> forms = new HashMap<>();

  /** Makes records for decisions of one policy. */
  public DecisionSurface(Policy policy, ArgumentsDigest argumentsDigest) {
    this.policyVersion = policy.version().isBlank() ? "unspecified" : policy.version();
    this.policyDigest = policy.digest();
    this.argumentsDigest = argumentsDigest;
  }

  /**
   * Gives the payload. Not thread-safe: the recorder asks for it under its lock. {@code eventId} is
   * the id the recorder gives the event, and the decision id that answers carry.
   */
  public ToolDecision event(String eventId, JudgedCall judged) {
    String tool = toolName(judged.call());
    DecisionForm.Text text = form(tool, judged).text();
    line.clear()
        .put(approval(judged.decision()))
        .put(ARGS_DIGEST)
        .put(argumentsDigest.of(judged.call().arguments()))
        .put(DECIDED_AT);
    times.put(judged.decidedAt(), line);
    line.put(text.beforeDecisionId()).putQuoted(eventId).put(text.beforeRequestId());
    if (judged.requestId().isPresent()) {
      putRequestId(line, judged.requestId().get());
    }
    line.put(text.tool()).putQuoted(toolCallId(eventId, judged)).put(text.afterToolCallId());
    return ToolDecision.takingOver(tool, line.bytes());
  }

  /** The payload up to its arguments: who approved and which approval, never what in words. */
  private static byte[] approval(Decision decision) {
    Json.ObjBuilder members = Json.object();
    if (decision instanceof Decision.Allow allow && allow.duties().approval().isPresent()) {
      putGranted(members, allow.duties().approval().get());
    } else if (decision.reason() == ReasonCode.E_APPROVAL_REQUIRED) {
      members.put("approval_state", "denied");
    } else {
      return OPENING;
    }
    String text = CanonicalJson.canonicalText(members.build());
    return utf8(text.substring(0, text.length() - 1) + ",");
  }

  /** Only what somebody signed has a key and an artifact. */
  private static void putGranted(Json.ObjBuilder members, ApprovalFact.Granted granted) {
    members.put("approval_state", "approved");
    switch (granted) {
      case ApprovalFact.Given(Approval approval, String keyId) ->
          members
              .put("approval_artifact_digest", approval.digest())
              .put("approval_id", approval.id())
              .put("approval_key_id", keyId)
              .put("approver", SafeText.escaped(approval.approver(), MAX_ID_CODE_POINTS));
      case ApprovalFact.SelfReported(String question) ->
          members
              .put("approval_basis", "self_reported")
              .put("approval_id", question)
              .put("approver", Approval.AGENT_USER);
    }
  }

  /** The parts of the payload that are equal for many calls, made once. */
  private DecisionForm form(String tool, JudgedCall judged) {
    DecisionForm known = forms.get(tool);
    if (known != null && known.fits(judged)) {
      return known;
    }
    Decision decision = judged.decision();
    boolean denied = decision instanceof Decision.Deny && !judged.dryRun();
    Json.Obj toolMember = Json.object().put("tool", tool).build();
    DecisionForm made =
        new DecisionForm(
            judged,
            new DecisionForm.Text(
                utf8(
                    (denied ? "\",\"decision\":\"deny\"" : "\",\"decision\":\"allow\"")
                        + ",\"decision_id\":"),
                utf8(members(beforeRequestId(judged, denied))),
                utf8(members(toolMember) + ",\"tool_call_id\":"),
                utf8(members(afterToolCallId(judged)) + "}")));
    if (known != null || forms.size() < MAX_FORMS) {
      forms.put(tool, made);
    }
    return made;
  }

  private Json.Obj beforeRequestId(JudgedCall judged, boolean denied) {
    Decision decision = judged.decision();
    Match match = decision.match();
    Duties duties = decision instanceof Decision.Allow allow ? allow.duties() : Duties.NONE;
    return Json.object()
        .put("decision_origin", origin(decision, denied))
        .put("decision_outcome_kind", outcomeKind(decision, denied))
        .put("effective_args_digest", judged.sent().map(argumentsDigest::textOf).orElse(null))
        .put("engine_code", decision.reason().engineCode())
        .put("match_basis", match.matchBasis().isEmpty() ? null : match.matchBasis())
        .put("matched_rule", match.matchedRule().isEmpty() ? null : match.matchedRule())
        .put("matched_tool_classes", strings(match.matchedToolClasses()))
        .put("mode", judged.dryRun() ? "dry_run" : "enforce")
        .put("obligation_outcomes", outcomes(duties))
        .put("obligations", obligations(duties))
        .put("policy_digest", policyDigest)
        .put("policy_snapshot_canonicalization", "jcs:mcp_policy")
        .put("policy_snapshot_digest", policyDigest)
        .put("policy_snapshot_digest_alg", "sha256")
        .put("policy_snapshot_schema", "assay.mcp.policy.snapshot.v1")
        .put("policy_version", policyVersion)
        .put("privileged", judged.privileged().map(PrivilegedRecords::member).orElse(null))
        .put("reason", explanation(decision))
        .put("reason_code", decision.logCode())
        .build();
  }

  private static Json.@Nullable Arr obligations(Duties duties) {
    List<Json> items = new ArrayList<>();
    for (String duty : duties.met()) {
      items.add(Json.object().put("type", duty).build());
    }
    return items.isEmpty() ? null : new Json.Arr(items);
  }

  private static Json.@Nullable Arr outcomes(Duties duties) {
    List<Json> items = new ArrayList<>();
    for (String duty : duties.met()) {
      items.add(
          Json.object()
              .put("type", duty)
              .put("status", "applied")
              .put("reason_code", "obligation_applied")
              .put("enforcement_stage", "handler")
              .put("normalization_version", "v1")
              .build());
    }
    return items.isEmpty() ? null : new Json.Arr(items);
  }

  /**
   * Gives the members of a record that say how a call was decided and by which entry of the policy,
   * for comparing a record with another decision.
   */
  public static Json.Obj decided(Decision decision, boolean dryRun) {
    boolean denied = decision instanceof Decision.Deny && !dryRun;
    Match match = decision.match();
    Duties duties = decision instanceof Decision.Allow allow ? allow.duties() : Duties.NONE;
    return Json.object()
        .put("decision", denied ? "deny" : "allow")
        .put("decision_origin", origin(decision, denied))
        .put("decision_outcome_kind", outcomeKind(decision, denied))
        .put("engine_code", decision.reason().engineCode())
        .put("match_basis", match.matchBasis().isEmpty() ? null : match.matchBasis())
        .put("matched_rule", match.matchedRule().isEmpty() ? null : match.matchedRule())
        .put("matched_tool_classes", strings(match.matchedToolClasses()))
        .put("obligations", obligations(duties))
        .put("reason_code", decision.logCode())
        .put("tool_classes", strings(match.toolClasses()))
        .put("typed_decision", decision.typed())
        .build();
  }

  private static Json.Obj afterToolCallId(JudgedCall judged) {
    Json.ObjBuilder after =
        Json.object().put("tool_classes", strings(judged.decision().match().toolClasses()));
    Optional<String> definition = judged.definition().flatMap(ToolDefinition::bindingDigest);
    if (definition.isPresent()) {
      after
          .put("tool_definition_canonicalization", "jcs:mcp_tool_definition.v1")
          .put("tool_definition_digest", definition.get())
          .put("tool_definition_digest_alg", "sha256")
          .put("tool_definition_schema", "assay.mcp.tool-definition.snapshot.v1")
          .put("tool_definition_source", "mcp.tools/list");
    }
    return after.put("typed_decision", judged.decision().typed()).build();
  }

  /** Gives members as they stand in the middle of an object: each with a comma before it. */
  private static String members(Json.Obj object) {
    String text = CanonicalJson.canonicalText(object);
    return "," + text.substring(1, text.length() - 1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void putRequestId(ByteLine line, MessageId id) {
    if (looksLikeCredential(id.text())) {
      return;
    }
    line.put(REQUEST_ID);
    if (id.number()) {
      line.put(id.text()); // an integer below 2^53 is canonical as it is written
    } else {
      line.putQuoted(SafeText.escaped(id.text(), MAX_ID_CODE_POINTS));
    }
  }

  private static String outcomeKind(Decision decision, boolean denied) {
    if (denied) {
      return isOfRuntime(decision) ? "enforcement_deny" : "policy_deny";
    }
    boolean applied =
        decision instanceof Decision.Allow allow
            && (allow.isWarned() || !allow.duties().met().isEmpty());
    return applied ? "obligation_applied" : "obligation_skipped";
  }

  private static String origin(Decision decision, boolean denied) {
    return !denied
        ? "obligation_executor"
        : isOfRuntime(decision) ? "runtime_enforcement" : "policy_engine";
  }

  private static boolean isOfRuntime(Decision decision) {
    return switch (decision.reason()) {
      case S_INTERNAL_ERROR, E_APPROVAL_REQUIRED, E_SCOPE, E_REDACTION -> true;
      default -> false;
    };
  }

  /** Gives the tool's name as records have it. */
  public static String toolName(ToolCall call) {
    return SafeText.escaped(call.name(), MAX_ID_CODE_POINTS);
  }

  private static @Nullable String explanation(Decision decision) {
    return decision instanceof Decision.Deny deny ? deny.explanation() : null;
  }

  private static Json.@Nullable Arr strings(List<String> values) {
    return values.isEmpty() ? null : Json.Arr.ofStrings(values);
  }

  /**
   * The agent's own id for the call when it gave one, else one derived from the request, else from
   * the event.
   */
  static String toolCallId(String eventId, JudgedCall judged) {
    String id;
    if (judged.call().arguments().get("_meta") instanceof Json.Obj meta
        && meta.get("tool_call_id") instanceof Json.Str given) {
      id = given.value();
    } else if (judged.requestId().isPresent()) {
      id = "req_" + judged.requestId().get().text();
    } else {
      return "gen_" + eventId;
    }
    return looksLikeCredential(id) ? "gen_" + eventId : SafeText.escaped(id, MAX_ID_CODE_POINTS);
  }

  /** A bearer token, a compact JWS, or a well-known key prefix. */
  static boolean looksLikeCredential(String text) {
    String start = text.length() > 11 ? text.substring(0, 11) : text;
    if (start.regionMatches(true, 0, "bearer ", 0, 7)
        || start.regionMatches(true, 4, "bearer ", 0, 7)) {
      return true;
    }
    int from = text.startsWith("req_") ? 4 : 0;
    return isCompactJws(text, from)
        || text.startsWith("sk-", from)
        || text.startsWith("ghp_", from)
        || text.startsWith("github_pat_", from)
        || text.startsWith("xoxb-", from)
        || text.startsWith("AKIA", from);
  }

  private static boolean isCompactJws(String text, int from) {
    int first = text.indexOf('.', from);
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    return text.startsWith("eyJ", from)
        && second > 0
        && first - from >= 4
        && second - first > 4
        && text.length() - second > 4;
  }
}
