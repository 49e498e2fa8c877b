package dev.assay.core.evidence;

import dev.assay.core.json.ByteLine;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Payloads of the events about one message: what was decided, what the upstream reported back, what
 * was refused unread. They hold digests and codes, never arguments or results. {@code
 * docs/adr/0003-event-payloads.md} lists the members.
 */
public final class CallEvents {
  private CallEvents() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A decision on a {@code tools/call}: {@code assay.tool.decision}. The payload is made by {@code
   * core.surface}, as canonical bytes, because one is made for every call.
   */
  public static final class ToolDecision implements EventPayload {
    /** The event type. */
    public static final String TYPE = "assay.tool.decision";

    private final String tool;
    private final String subject;
    private final byte[] canonicalData;

    private ToolDecision(String tool, byte[] canonicalData) {
      this.tool = tool;
      this.subject = "tool:" + tool;
      this.canonicalData = canonicalData;
    }

    /** Takes a payload in canonical form over: the caller must not keep it. */
    public static ToolDecision takingOver(String tool, byte[] canonicalData) {
      return new ToolDecision(tool, canonicalData);
    }

    /** Gives the tool's name as records have it. */
    public String tool() {
      return tool;
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Optional<String> subject() {
      return Optional.of(subject);
    }

    @Override
    public Json.Obj data() {
      if (JsonReader.read(canonicalData, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
          && read.value() instanceof Json.Obj data) {
        return data;
      }
      throw new BugException("a decision's payload is not in canonical form");
    }

    @Override
    public void write(ByteLine line) {
      line.put(canonicalData);
    }

    @Override
    public boolean isSound() {
      return true;
    }
  }

  /** What became of a forwarded call, as far as we were told. */
  public enum OutcomeKind {
    /**
     * The upstream answered with a complete result that does not say it is an error. It proves
     * nothing about effects.
     */
    REPORTED_SUCCESS("reported_success"),
    /**
     * The upstream answered that the call goes on: it wants input first, or made a task of it. What
     * comes of it is not recorded under this decision.
     */
    INTERIM("interim"),
    /** The upstream answered with a result that says {@code isError}. */
    REPORTED_TOOL_ERROR("reported_tool_error"),
    /** The upstream answered with a JSON-RPC error. */
    REPORTED_ERROR("reported_error"),
    /** The agent cancelled; what the upstream did is unknown. */
    CANCELLED("cancelled"),
    /** The upstream's answer could not be read. */
    UNREADABLE_ANSWER("unreadable_answer"),
    /** The upstream answered with something that the policy does not pass on. */
    ANSWER_REFUSED("answer_refused"),
    /** The upstream ended before it answered. */
    UPSTREAM_EXITED("upstream_exited"),
    /** The session ended before the upstream answered. */
    SESSION_ENDED("session_ended"),
    /** The call could not be handed to the upstream. */
    NOT_DELIVERED("not_delivered");

    private final String wire;

    OutcomeKind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in records. */
    public String wire() {
      return wire;
    }
  }

  /**
   * What the upstream reported back: {@code assay.tool.outcome}; self-reported, never proof.
   *
   * @param decisionId the event id of the decision
   * @param delivered whether the answer was handed to the agent
   * @param answerBytes length of the answer, 0 when there was none
   */
  public record ToolOutcome(
      String tool, String decisionId, OutcomeKind kind, boolean delivered, long answerBytes)
      implements EventPayload {
    private static final byte[] ANSWER_BYTES = utf8("{\"answer_bytes\":");
    private static final byte[] DECISION_ID = utf8(",\"basis\":\"self_reported\",\"decision_id\":");
    private static final byte[] DELIVERED = utf8(",\"delivered\":true,\"outcome\":\"");
    private static final byte[] NOT_DELIVERED = utf8(",\"delivered\":false,\"outcome\":\"");
    private static final byte[] TOOL = utf8("\",\"schema\":\"assay.tool_outcome.v1\",\"tool\":");

    @Override
    public String type() {
      return "assay.tool.outcome";
    }

    @Override
    public Optional<String> subject() {
      return Optional.of("tool:" + tool);
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("answer_bytes", answerBytes)
          .put("basis", "self_reported")
          .put("decision_id", decisionId)
          .put("delivered", delivered)
          .put("outcome", kind.wire())
          .put("schema", "assay.tool_outcome.v1")
          .put("tool", tool)
          .build();
    }

    @Override
    public void write(ByteLine line) {
      line.put(ANSWER_BYTES)
          .put(answerBytes)
          .put(DECISION_ID)
          .putQuoted(decisionId)
          .put(delivered ? DELIVERED : NOT_DELIVERED)
          .put(kind.wire)
          .put(TOOL)
          .putQuoted(tool)
          .put('}');
    }

    @Override
    public boolean isSound() {
      return true;
    }
  }

  /**
   * A message that was not passed on: {@code assay.message.refused}.
   *
   * @param direction {@code agent_to_upstream} or {@code upstream_to_agent}
   * @param reason the refusal token
   * @param bytes length of the frame
   * @param digest keyed digest of the frame, or empty when it was too long to hold
   * @param dryRun whether it was passed on all the same
   */
  public record MessageRefused(
      String direction, String reason, long bytes, Optional<String> digest, boolean dryRun)
      implements EventPayload {
    @Override
    public String type() {
      return "assay.message.refused";
    }

    @Override
    public Optional<String> subject() {
      return Optional.empty();
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("schema", "assay.message_refused.v1")
          .put("direction", direction)
          .put("reason", reason)
          .put("bytes", bytes)
          .put("digest", digest.orElse(null))
          .put("mode", dryRun ? "dry_run" : null)
          .build();
    }
  }
}
