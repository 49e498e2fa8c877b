package dev.assay.core.evidence.mandate;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * One use of a mandate and its names.
 *
 * @param mandateId the mandate
 * @param toolCallId the call it was used for
 * @param useCount how many uses there were, this one included
 */
public record MandateUse(String mandateId, String toolCallId, long useCount) {
  /** Gives the use id: {@code sha256:<hex>} of the three, joined by colons. */
  public String id() {
    String text = mandateId + ":" + toolCallId + ":" + useCount;
    return Sha256.text(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives the id that one producer computes over the canonical object of the three instead. Only
   * for recognising its events; never written by us.
   */
  public String idOverObject() {
    return Mandate.contentId(
        Json.object()
            .put("mandate_id", mandateId)
            .put("tool_call_id", toolCallId)
            .put("use_count", useCount)
            .build());
  }

  /** Says whether a stated id is one of the two. */
  public boolean isNamed(String statedId) {
    return statedId.equals(id()) || statedId.equals(idOverObject());
  }
}
