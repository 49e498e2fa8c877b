package dev.assay.app.gateway;

import java.io.IOException;

/**
 * The upstream's end of a session, as a transport offers it. Messages are sent whole and in the
 * order of the calls.
 */
public interface Upstream {
  /**
   * Step 6: sends a call that was judged and recorded.
   *
   * @throws IOException when the upstream cannot be reached; the call may or may not have arrived
   */
  void forward(ClearedCall call) throws IOException;

  /**
   * Sends a message that is not a tool call.
   *
   * @throws IOException when the upstream cannot be reached
   */
  void relay(Frame message) throws IOException;
}
