package dev.assay.core.attest;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.util.List;

/**
 * What a signed statement says about one bundle; well formed, and true only as far as its signers
 * are trusted and the bundle was compared.
 *
 * @param json the whole of it
 * @param archiveSha256 hex digest of the archive it is about
 * @param bundleId the bundle id it names
 * @param run the recording
 * @param additional names of further members of {@code run}; signed, and compared with nothing
 */
public record BundleStatement(
    Json.Obj json, String archiveSha256, String bundleId, Run run, List<String> additional) {
  /** Copies the names. */
  public BundleStatement {
    additional = List.copyOf(additional);
  }

  /**
   * The recording.
   *
   * @param runId its id
   * @param events how many events
   * @param producer name of the recording program
   * @param start earliest event time, by the recorder's clock
   * @param end latest event time
   */
  public record Run(String runId, long events, String producer, EventTime start, EventTime end) {}
}
