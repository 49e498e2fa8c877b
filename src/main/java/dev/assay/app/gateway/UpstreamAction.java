package dev.assay.app.gateway;

import dev.assay.app.gateway.OpenRequest.DecidedCall;
import dev.assay.core.evidence.CallEvents.OutcomeKind;
import java.util.Optional;

/** What a transport does with a frame of the upstream. */
public sealed interface UpstreamAction {
  /**
   * Send the frame to the agent, then say whether it got there ({@link ToolCallGateway#delivered}).
   *
   * @param frame what is sent
   * @param conclusion what is recorded of the call it answers
   * @param opensSession whether it completes {@code initialize}, so that the session leaves
   *     evidence
   */
  record Deliver(Frame frame, Optional<Conclusion> conclusion, boolean opensSession)
      implements UpstreamAction {
    /** Gives a message that concludes nothing. */
    static Deliver only(Frame frame) {
      return new Deliver(frame, Optional.empty(), false);
    }
  }

  /** Answer the upstream; nothing goes to the agent. */
  record Reply(Frame line) implements UpstreamAction {}

  /** Nothing is sent to anybody. */
  enum Silence implements UpstreamAction {
    /** The only one. */
    SILENCE
  }

  /** What step 7 records once it is known whether the answer reached the agent. */
  record Conclusion(DecidedCall call, OutcomeKind kind, long answerBytes) {}
}
