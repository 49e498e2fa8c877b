package dev.assay.core.trace;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/** What can be wrong with a trace. */
public enum TraceFault {
  /** A line is not JSON. */
  NOT_JSON("trace.not_json", "every line is one JSON object in UTF-8"),
  /** A line is JSON and no object. */
  NOT_OBJECT("trace.not_object", "every line is one JSON object in UTF-8"),
  /** A line of something that is no call. */
  TYPE("trace.type", "`type` is \"tool_call\""),
  /** A later version of the format. */
  VERSION("trace.version", "`v` is 1 or left out"),
  /** A mandatory member is not there. */
  MISSING("trace.missing", "every line has `type` and `tool`"),
  /** A member has another type than the format gives it. */
  WRONG_TYPE("trace.wrong_type", "see docs/reference/trace.md"),
  /** Arguments under another format's name. */
  OTHER_NAME("trace.other_name", "write the arguments as `args`, an object"),
  /** A line is longer than any message the gate takes. */
  LINE_LENGTH("trace.line_length", "a line has at most 4 MiB"),
  /** More text than a trace may have. */
  TOO_LONG("trace.too_long", "a trace has at most 64 MiB; cut it into several"),
  /** There is no call in it. */
  EMPTY("trace.empty", "write one JSON object for each call, each on a line");

  private final String code;
  private final String rule;

  TraceFault(String code, String rule) {
    this.code = code;
    this.rule = rule;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  /** Gives what the format asks for. */
  public String rule() {
    return rule;
  }

  Problem at(Where where, String message) {
    return new Problem(code, message, where, rule);
  }
}
