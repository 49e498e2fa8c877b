package dev.assay.core.receipt;

import dev.assay.core.json.Json;

/**
 * A record of a source, or one component of it, that was not imported. Nothing of its content is
 * kept.
 *
 * @param row where it stands: the line, or the number of the document; the first is 1
 * @param component which component of the record, from 0; {@link #WHOLE} for all of it
 * @param code why, of the registry
 * @param digest {@code sha256:<hex>} of the line without its end, or of the canonical form of a
 *     document in an array
 */
public record DroppedRecord(int row, int component, String code, String digest) {
  /** The record as a whole. */
  public static final int WHOLE = -1;

  Json.Obj json() {
    Json.ObjBuilder json = Json.object().put("row", row);
    if (component != WHOLE) {
      json.put("component", component);
    }
    return json.put("code", code).put("row_digest", digest).build();
  }
}
