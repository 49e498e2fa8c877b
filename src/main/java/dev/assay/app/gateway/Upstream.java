package dev.assay.app.gateway;

import java.io.IOException;
import java.util.List;

/**
 * The upstream's end of a session, as a transport offers it. Messages are sent whole and in the
 * order of the calls.
 */
public interface Upstream {
  /**
   * Step 6: sends calls that were judged and recorded, in order.
   *
   * @throws IOException when the upstream cannot be reached; any of the calls may or may not have
   *     arrived
   */
  void forward(List<ClearedCall> calls) throws IOException;

  /**
   * Sends a message that is not a tool call.
   *
   * @throws IOException when the upstream cannot be reached
   */
  void relay(Frame message) throws IOException;
}
