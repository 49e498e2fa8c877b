package dev.assay.core.claim;

import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.RecordedCalls;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events of a recorded session, of its end, and what a kernel layer would write, for the laws. */
final class RecordedEvents {
  private RecordedEvents() {}

  static List<ObservedEvent> all() {
    byte[] yaml = "version: \"2.0\"\ntools: { allow: [read] }\n".getBytes(StandardCharsets.UTF_8);
    Policy policy =
        ((PolicyReading.Accepted) PolicyReader.read(yaml, "policy.yaml", false)).policy();
    RecordedCalls session = new RecordedCalls(policy, false);
    session.call(new ToolCall("read", Json.Obj.EMPTY));
    session.call(new ToolCall("drop", Json.Obj.EMPTY));
    session.lostCall(new ToolCall("read", Json.Obj.EMPTY));
    session.add("assay.enforcement.armed", (Json.Obj) Vectors.parse("{\"probe\":[{}]}"));
    session.add("assay.net.denied", Json.Obj.EMPTY);
    session.add("assay.session.sealed", Json.Obj.EMPTY);
    return session.events.stream().map(event -> ObservedEvent.of(0, event)).toList();
  }
}
