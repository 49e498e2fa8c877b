package dev.assay.app.gateway;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.surface.privileged.SurfaceEntry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request that waits for its answer.
 *
 * <p>A thousand of them may wait, so nothing long of the peer's choosing is kept.
 *
 * @param method its method, or empty when it is longer than any that matters here
 * @param progressToken key of its progress token ({@link #tokenKey}), or empty
 * @param call the decided call when it is a {@code tools/call}
 * @param listing what {@link ToolBindings#requested} gave when it is a {@code tools/list}
 */
record OpenRequest(String method, String progressToken, Optional<DecidedCall> call, int listing) {
  private static final int MAX_METHOD_CHARS = 64;
  private static final int MAX_TOKEN_CHARS = 256;

  OpenRequest {
    method = method.length() > MAX_METHOD_CHARS ? "" : method;
    progressToken = tokenKey(progressToken);
  }

  /** Gives what stands for a progress token: its JSON text, or the digest of a long one. */
  static String tokenKey(String jsonText) {
    return jsonText.length() > MAX_TOKEN_CHARS
        ? Sha256.text(jsonText.getBytes(StandardCharsets.UTF_8))
        : jsonText;
  }

  /**
   * What step 7 needs of a call that was forwarded.
   *
   * @param tool its tool
   * @param decisionId the event id of its decision, or empty when policy accepted a gap in the
   *     record
   * @param surface what else is recorded when the call is privileged
   */
  record DecidedCall(String tool, String decisionId, Optional<SurfaceEntry> surface) {}

  static OpenRequest other(String method, String progressToken) {
    return listing(method, progressToken, ToolBindings.CONTINUES);
  }

  static OpenRequest listing(String method, String progressToken, int listing) {
    return new OpenRequest(method, progressToken, Optional.empty(), listing);
  }

  static OpenRequest call(String method, String progressToken, DecidedCall call) {
    return new OpenRequest(method, progressToken, Optional.of(call), ToolBindings.CONTINUES);
  }
}
