package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The fixed words of one kind of receipts. Source: {@code receipts.md} 1.5, 1.6, 2 to 7.
 *
 * @param importer the command word
 * @param eventType type of the events
 * @param eventSource source of the events
 * @param schema identity of the payload
 * @param system value of {@code source_system}
 * @param surface value of {@code source_surface}
 * @param reducer value of {@code reducer_version}
 * @param defaultName how the source is called when its file has no name
 * @param group family of families, for the schema registry
 */
public record ReceiptFamily(
    String importer,
    String eventType,
    String eventSource,
    String schema,
    String system,
    String surface,
    String reducer,
    String defaultName,
    String group) {

  /** Gives the run id of an import that names none. */
  public String defaultRunId() {
    return "import-" + importer;
  }

  /** Gives the payload of one receipt: the common members and the family's own. */
  public Json.Obj payload(ImportContext context, Json.Obj own) {
    Instant seconds = context.importTime().truncatedTo(ChronoUnit.SECONDS);
    Json.ObjBuilder payload =
        Json.object()
            .put("schema", schema)
            .put("source_system", system)
            .put("source_surface", surface)
            .put("source_artifact_ref", context.sourceRef())
            .put("source_artifact_digest", context.sourceDigest())
            .put("reducer_version", reducer)
            .put("imported_at", seconds.toString());
    for (Map.Entry<String, Json> member : own.members().entrySet()) {
      payload.put(member.getKey(), member.getValue());
    }
    return payload.build();
  }
}
