package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became known of a bundle while it was read; of a broken one, what was known until then, and
 * none of it verified.
 *
 * @param archive the archive as such
 * @param manifest what the manifest says, or null when it could not be read
 * @param events what the events say
 * @param canonical whether this is the form the v1 writer makes
 * @param warnings what is odd without being wrong; at most one of each kind
 * @param checks which checks ran and how they ended
 */
public record BundleFacts(
    Archive archive,
    @Nullable Manifest manifest,
    Events events,
    Canonical canonical,
    List<Warning> warnings,
    List<CheckResult> checks) {

  /** Copies the lists. */
  public BundleFacts {
    warnings = List.copyOf(warnings);
    checks = List.copyOf(checks);
  }

  /**
   * The archive.
   *
   * @param sha256 {@code sha256:<hex>} of all its bytes, the only name that fixes everything; null
   *     when they were not read to the end
   * @param bytes how many were read
   */
  public record Archive(@Nullable String sha256, long bytes) {}

  /**
   * The manifest.
   *
   * @param bundleId equal to the run root of an intact bundle
   * @param runId the run
   * @param eventCount how many events it promises
   * @param producer {@code name}, {@code version} and perhaps {@code git}; bound by nothing
   * @param document the whole of it, unknown members included
   */
  public record Manifest(
      String bundleId, String runId, long eventCount, Json.Obj producer, Json.Obj document) {}

  /**
   * The events.
   *
   * @param count how many were read
   * @param earliest the earliest event time, stored form, by the recorder's clock; null without
   *     events
   * @param latest the latest event time
   * @param closeReason how the seal says the recording ended, or null without a seal
   */
  public record Events(
      long count,
      @Nullable String earliest,
      @Nullable String latest,
      @Nullable String closeReason) {}

  /**
   * Whether manifest, events, tar and gzip header are the bytes the v1 writer makes.
   *
   * @param ok no difference was seen
   * @param firstDifference the first one, or null
   */
  public record Canonical(boolean ok, @Nullable String firstDifference) {}

  /** Something odd at a sequence number. */
  public record Warning(Oddity oddity, long seq) {}

  /** What can be odd. */
  public enum Oddity {
    /** Times may go backwards; the recorder's clock was set, or somebody edited. */
    TIME_REGRESSION("time_regression", "event time goes backwards"),
    /** Our writer keeps types to letters, digits, dot, underscore and hyphen. */
    UNUSUAL_TYPE("unusual_type", "event type is empty, long, or has unusual characters"),
    /** A run id becomes a file name. */
    UNUSUAL_RUN_ID("unusual_run_id", "run id is long or has unusual characters"),
    /** Our writer bounds subjects. */
    LONG_SUBJECT("long_subject", "subject is longer than 4096 bytes"),
    /** Terminals obey them. */
    CONTROL_CHARACTERS("control_characters", "an envelope string holds control characters");

    private final String wire;
    private final String sentence;

    Oddity(String wire, String sentence) {
      this.wire = wire;
      this.sentence = sentence;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }

    /** Gives the oddity in words. */
    public String sentence() {
      return sentence;
    }
  }

  /** One check and how it ended. */
  public record CheckResult(Check check, CheckStatus status) {}

  /** How a check ended. */
  public enum CheckStatus {
    /** It ran to its end and found nothing. */
    PASSED("passed"),
    /** It found a problem. */
    FAILED("failed"),
    /** It did not run, or not to its end. */
    NOT_RUN("not_run");

    private final String wire;

    CheckStatus(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }
  }

  /** The checks, in the order in which they end. */
  public enum Check {
    /** The manifest. */
    MANIFEST("manifest"),
    /** Each event line by itself, and their order. */
    EVENTS("events"),
    /** Digest and length of the events file. */
    FILE_HASH("file_hash"),
    /** Number of events. */
    EVENT_COUNT("event_count"),
    /** Run root. */
    RUN_ROOT("run_root"),
    /** Bundle id. */
    BUNDLE_ID("bundle_id"),
    /** Compressed framing, to the last byte of the file. */
    GZIP("gzip"),
    /** Archive framing, to the last block. */
    TAR("tar");

    private final String wire;

    Check(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }
  }
}
