package dev.assay.core.coverage;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/** Why a document about coverage cannot be judged, with its code. */
public enum CoverageRefusal {
  /** The document calls itself something else. */
  SCHEMA("E_COVERAGE_SCHEMA", "the document has another `schema`"),
  /** A part is missing or of another kind. */
  SHAPE("E_COVERAGE_SHAPE", "the document has not the shape of its schema"),
  /** The health of the capture is failed, so nothing can be said. */
  HEALTH("E_COVERAGE_HEALTH", "the health of the capture is failed, so nothing follows from it"),
  /** Health and effects are of different runs. */
  RUN_ID("E_COVERAGE_RUN_ID", "the health and the effects are of different runs");

  private final String code;
  private final String sentence;

  CoverageRefusal(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the code. */
  public String code() {
    return code;
  }

  /** Gives the refusal in words. */
  public String sentence() {
    return sentence;
  }

  /** Gives the problem at a place, with what is wrong there. */
  Problem at(String pointer, String detail) {
    return Problem.of(code, sentence + ": " + detail, new Where(null, pointer, 0, 0));
  }
}
