package dev.assay.core.evidence;

/**
 * Where the events of one recording come from; equal for every event of a bundle.
 *
 * @param runId the recording, unique; 1–200 characters of {@code [A-Za-z0-9._-]} when we write
 * @param source producer URI; holds a colon that is not its first character
 * @param producer the program that recorded
 */
public record EventOrigin(String runId, String source, Producer producer) {
  /** The build commit of a producer that does not know it. */
  public static final String UNKNOWN_BUILD = "unknown";

  /**
   * The program that recorded.
   *
   * @param name its name, such as {@code assay}
   * @param version its version
   * @param build its commit, or {@link #UNKNOWN_BUILD}
   */
  public record Producer(String name, String version, String build) {}

  /** Gives the id of the event at a position: a place, not a content address. */
  public String eventId(long sequence) {
    return runId + ':' + sequence;
  }
}
