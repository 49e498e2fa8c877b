package dev.assay.app.gateway;

import dev.assay.core.evidence.CallEvents.OutcomeKind;
import java.util.Optional;

/** What a transport does with a frame of the upstream. */
public sealed interface UpstreamAction {
  /** Send the frame to the agent, then conclude the call it answers, if any. */
  record Deliver(Frame frame, Optional<Conclusion> conclusion) implements UpstreamAction {}

  /** Answer the upstream; nothing goes to the agent. */
  record Reply(Frame line) implements UpstreamAction {}

  /** Nothing is sent to anybody. */
  enum Silence implements UpstreamAction {
    /** The only one. */
    SILENCE
  }

  /** What step 7 records once it is known whether the answer reached the agent. */
  record Conclusion(String tool, String decisionId, OutcomeKind kind, long answerBytes) {}
}
