package dev.assay.app.gateway;

/** What a transport does with a frame of the agent, after steps 2 to 5. */
public sealed interface AgentAction {
  /** Step 6: send the call upstream. */
  record ForwardCall(ClearedCall call) implements AgentAction {}

  /** Send a message that is not judged upstream, unchanged. */
  record Relay(Frame frame) implements AgentAction {}

  /** Answer the agent; nothing goes upstream. */
  record Answer(Frame line) implements AgentAction {}

  /** Nothing is sent to anybody. */
  enum Silence implements AgentAction {
    /** The only one. */
    SILENCE
  }
}
