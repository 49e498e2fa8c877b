package dev.assay.core.evidence.write;

/** Why the writer refuses events: it never produces what its own verifier would refuse. */
public enum BundleFault {
  /** A bundle needs at least one event. */
  NO_EVENTS("evidence.write.no_events", "a bundle needs at least one event"),
  /** Sequence numbers are not 0, 1, 2 and so on. */
  SEQUENCE("evidence.write.sequence", "the sequence number is not the event's position"),
  /** Two runs. */
  MIXED_RUNS("evidence.write.mixed_runs", "the run id is not that of the first event"),
  /** Two sources. */
  MIXED_SOURCES("evidence.write.mixed_sources", "the source is not that of the first event"),
  /** The source is not a URI. */
  SOURCE_FORM(
      "evidence.write.source_form", "the source must hold a colon that is not its first character"),
  /** The run id cannot be part of a file name. */
  RUN_ID_FORM(
      "evidence.write.run_id_form",
      "the run id must be 1 to 200 characters of letters, digits, `.`, `_` and `-`"),
  /** A stated content hash is wrong. */
  CONTENT_HASH("evidence.write.content_hash", "the stated content hash is not that of the event"),
  /** A stated id is wrong. */
  ID("evidence.write.id", "the id is not the run id, a colon and the sequence number"),
  /** The type is empty or has odd characters. */
  TYPE_FORM(
      "evidence.write.type_form",
      "the type must be 1 to 200 characters of letters, digits, `.`, `_` and `-`"),
  /** The subject is too long. */
  SUBJECT_LENGTH("evidence.write.subject_length", "the subject is longer than 4096 bytes"),
  /** A member of the envelope holds a control character. */
  CONTROL_CHARACTER(
      "evidence.write.control_character", "a member of the envelope holds a control character"),
  /** The payload is nested too deeply or has too many members. */
  DATA_SHAPE(
      "evidence.write.data_shape", "the payload is nested too deeply or has too many members"),
  /** The line is longer than a verifier accepts. */
  LINE_LENGTH("evidence.write.line_length", "the event is longer than 1 MiB"),
  /** The second pass did not give what the first gave. */
  CHANGED("evidence.write.changed", "the events changed while the bundle was written");

  private final String code;
  private final String sentence;

  BundleFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  /** Gives one sentence for people, without a final stop. */
  public String sentence() {
    return sentence;
  }
}
