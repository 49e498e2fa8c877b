package dev.assay.core.anchor;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import org.jspecify.annotations.Nullable;

/**
 * Why a receipt, or a piece of one, is refused.
 *
 * @param fault the broken rule
 * @param detail what was found, or null when the rule says it all
 * @param line the line of a text receipt, from 1; 0 when it has none
 */
public record AnchorRefusal(AnchorFault fault, @Nullable String detail, int line) {
  /** Gives a refusal by the rule alone. */
  public static AnchorRefusal of(AnchorFault fault) {
    return new AnchorRefusal(fault, null, 0);
  }

  /** Gives a refusal with what was found. */
  public static AnchorRefusal of(AnchorFault fault, String detail) {
    return new AnchorRefusal(fault, detail, 0);
  }

  /** Gives one line: the rule and what was found. */
  public String text() {
    return detail == null ? fault.sentence() : fault.sentence() + ": " + detail;
  }

  /** Gives the problem with its place and the next step. */
  public Problem problem(String document) {
    return new Problem(fault.wire(), text(), new Where(document, null, line, 0), fault.nextStep());
  }
}
