package dev.assay.app.gateway;

import java.util.Optional;

/**
 * A request that waits for its answer.
 *
 * @param method its method
 * @param progressToken JSON text of its progress token, or empty
 * @param call the decided call when it is a {@code tools/call}
 */
record OpenRequest(String method, String progressToken, Optional<DecidedCall> call) {

  /**
   * What step 7 needs of a call that was forwarded.
   *
   * @param tool its tool
   * @param decisionId the event id of its decision, or empty when policy accepted a gap in the
   *     record
   */
  record DecidedCall(String tool, String decisionId) {}

  static OpenRequest other(String method, String progressToken) {
    return new OpenRequest(method, progressToken, Optional.empty());
  }
}
