package dev.assay.app.offline.prune;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/** What can stand in the way of removing a bundle; each with its own code. */
public enum PruneCode {
  /** The directory cannot be read. */
  DIRECTORY("prune.directory", "E_EVIDENCE_UNREADABLE", "the evidence directory cannot be read"),
  /** The bundle does not verify. */
  NOT_INTACT(
      "prune.not_intact",
      "E_PRUNE_KEPT",
      "kept: the bundle does not verify, so its age and run are not known"),
  /** The file could not be removed, or is another one by now. */
  NOT_REMOVED("prune.not_removed", "E_PRUNE_KEPT", "the bundle could not be removed"),
  /** The record of deletions is damaged. */
  RECORD_DAMAGED("prune.record_damaged", "E_PRUNE_RECORD", "the record of deletions is damaged"),
  /** The record of deletions cannot be written. */
  RECORD_UNWRITABLE(
      "prune.record_unwritable",
      "E_EVIDENCE_UNWRITABLE",
      "the record of deletions cannot be written; nothing more was removed"),
  /** Another prune is at work. */
  BUSY("prune.busy", "E_EVIDENCE_UNWRITABLE", "another prune works on this directory"),
  /** A legal hold cannot be read. */
  LEGAL_HOLD("prune.legal_hold", "E_PRUNE_RECORD", "a legal hold cannot be read");

  private final String wire;
  private final String reason;
  private final String sentence;

  PruneCode(String wire, String reason, String sentence) {
    this.wire = wire;
    this.reason = reason;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String wire() {
    return wire;
  }

  /** Gives the reason code of a command that ends with it. */
  public String reason() {
    return reason;
  }

  /** Gives what it means, one sentence for the reference page. */
  public String sentence() {
    return sentence;
  }

  /** Gives the problem with a place. */
  public Problem at(Where where, String detail) {
    return Problem.of(wire, detail.isEmpty() ? sentence : sentence + ": " + detail, where);
  }

  /** Gives the problem with a file. */
  public Problem at(String document, String detail) {
    return at(Where.document(document), detail);
  }

  /** Gives the reason code for a problem that was made here. */
  public static String reasonOf(Problem problem) {
    for (PruneCode code : values()) {
      if (code.wire.equals(problem.code())) {
        return code.reason;
      }
    }
    return NOT_REMOVED.reason;
  }
}
