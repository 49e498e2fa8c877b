package dev.assay.app.offline.prune;

import dev.assay.app.offline.store.StoreEntry;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.time.Instant;

/**
 * The record of deletions: one canonical JSON object per line, each naming the digest of the line
 * before, so that a line that was changed or taken out in the middle shows. It is not signed: who
 * can write the file can write a whole new one, and can cut off its end.
 */
public final class DeletionRecord {
  /** The schema of a line. */
  public static final String SCHEMA = "assay.evidence.deletion.v1";

  /** What the first line names. */
  private static final String START = "0".repeat(64);

  private long lines;
  private String last = START;

  /** Makes one that has no lines yet. */
  public DeletionRecord() {}

  /** Why a line is written. */
  public enum Reason {
    /** Older than what the rule keeps. */
    OLDER_THAN("older_than"),
    /** Not among the newest that the rule keeps. */
    BEYOND_KEEP("beyond_keep"),
    /** Announced by the line before and then not done. */
    NOT_REMOVED("not_removed");

    private final String wire;

    Reason(String wire) {
      this.wire = wire;
    }

    /** Gives the word in the record. */
    public String wire() {
      return wire;
    }
  }

  /** Takes the next line of an existing record; false when it does not continue the chain. */
  public boolean accept(byte[] line) {
    if (!(JsonReader.read(line, JsonLimits.DOCUMENT) instanceof JsonReading.Read(Json.Obj object))
        || !object.string("schema").orElse("").equals(SCHEMA)
        || object.integer("seq").orElse(-1L) != lines
        || !object.string("prev").orElse("").equals(last)) {
      return false;
    }
    continueWith(line);
    return true;
  }

  private void continueWith(byte[] line) {
    lines++;
    last = Sha256.hex(line);
  }

  /**
   * Makes the next line.
   *
   * @param file the name the bundle had
   * @param rule the rule as the user gave it
   */
  public byte[] next(Instant at, Reason reason, StoreEntry entry, String file, String rule) {
    byte[] line =
        CanonicalJson.canonicalBytes(
            Json.object()
                .put("schema", SCHEMA)
                .put("seq", lines)
                .put("prev", last)
                .put("at", at.toString())
                .put("reason", reason.wire())
                .put("rule", rule)
                .put("file", file)
                .put("archive_sha256", Sha256.PREFIX + entry.archive())
                .put("archive_bytes", entry.bytes())
                .put("bundle_id", entry.bundleId())
                .put("run_id", entry.runId())
                .put("event_count", entry.events())
                .put("first_event", entry.span().first())
                .put("last_event", entry.span().last())
                .build());
    continueWith(line);
    return line;
  }
}
