package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.AgentAction;
import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.GatewayParts;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.SessionObserver;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.app.gateway.UpstreamAction;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.RecorderSettings;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.surface.DecisionLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides invented calls while the server boots, so that the first real one finds compiled code.
 *
 * <p>They run through a gateway, session and recorder of their own: nothing of them reaches
 * evidence, counters, limits or the console. Stops when the session's second request came.
 */
final class WarmUp {
  /**
   * Enough for the first compiler to have done its work, and too few to set the second one to work
   * on more than the smallest methods: that is for sessions with many calls.
   */
  private static final int ROUNDS = 150;

  private static final int MAX_WAIT_MILLIS = 80;

  private final ToolCallGateway gateway;
  private final Session shadow = new Session("warm-up", AssayVersion.NUMBER);
  private final Session real;
  private final List<byte[]> calls = new ArrayList<>();

  private WarmUp(GatewayParts parts, EvidenceStore discarding, Session real) {
    RecorderSettings settings =
        new RecorderSettings(
            "warm-up",
            "urn:assay:warm-up",
            new EventOrigin.Producer("assay", AssayVersion.NUMBER, EventOrigin.UNKNOWN_BUILD),
            RecorderSettings.Rotation.DEFAULT);
    EvidenceRecorder recorder = new EvidenceRecorder(settings, discarding, Runnable::run);
    this.gateway =
        new GatewayParts(
                parts.engine(),
                recorder,
                parts.digests(),
                parts.clock(),
                parts.settings(),
                Nobody.NOBODY,
                CallApprovals.NONE,
                List.of())
            .gateway();
    this.real = real;
    List<String> tools = new ArrayList<>(parts.engine().policy().namedTools());
    tools.add("no_such_tool");
    for (String tool : tools) {
      calls.add(call(tool));
    }
  }

  static void start(GatewayParts parts, EvidenceStore discarding, Session real) {
    Thread thread = new Thread(() -> new WarmUp(parts, discarding, real).run(), "assay-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    awaitFirstAnswer();
    Frame answer =
        Frame.of(
            "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]},\"jsonrpc\":\"2.0\",\"id\":1}"
                .getBytes(StandardCharsets.UTF_8));
    Frame ping =
        Frame.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < ROUNDS && real.counters().requests() < 2; i++) {
      Frame call = Frame.of(calls.get(i % calls.size()));
      List<AgentAction> actions = gateway.fromAgent(shadow, List.of(call));
      if (!(actions.getFirst() instanceof AgentAction.ForwardCall)) {
        gateway.fromAgent(shadow, List.of(ping));
      }
      if (gateway.fromUpstream(shadow, answer) instanceof UpstreamAction.Deliver deliver) {
        gateway.delivered(deliver, true);
      }
    }
  }

  /**
   * The first request of a server that is ready at once must not compete with us; a slow server
   * leaves us the time anyway.
   */
  private void awaitFirstAnswer() {
    for (int i = 0; i < MAX_WAIT_MILLIS && !isAnswered(); i++) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean isAnswered() {
    return real.counters().requests() > 0 && real.openRequests() == 0;
  }

  private static byte[] call(String tool) {
    Json.Obj arguments =
        Json.object().put("path", "/tmp/warm-up/file.txt").put("limit", 10).build();
    Json.Obj params = Json.object().put("name", tool).put("arguments", arguments).build();
    Json.Obj call =
        Json.object()
            .put("jsonrpc", "2.0")
            .put("id", 1)
            .put("method", "tools/call")
            .put("params", params)
            .build();
    return JsonText.compact(call).getBytes(StandardCharsets.UTF_8);
  }

  /** Formats what it would say, and says nothing. */
  private enum Nobody implements SessionObserver {
    NOBODY;

    private static final DecisionLine.Style STYLE = new DecisionLine.Style(false, true);

    @Override
    public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {
      var _ = DecisionLine.of(mark, tool, arguments, reason, STYLE);
    }

    @Override
    public void warning(String text) {}

    @Override
    public void detail(String text) {}
  }
}
