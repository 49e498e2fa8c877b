package dev.assay.core.policy.document;

import dev.assay.core.json.SourceMap;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything found while one document is read: problems, which refuse it, and warnings, which do
 * not. Both come out in the order of the text.
 */
public final class Findings {
  private final SourceMap sources;
  private final String document;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Makes one for a document and its places. */
  public Findings(SourceMap sources, String document) {
    this.sources = sources;
    this.document = document;
  }

  /** Gives the place of a value. */
  public Where value(String pointer) {
    return sources.value(pointer).in(document);
  }

  /** Gives the place of a member's name. */
  public Where name(String pointer) {
    return sources.name(pointer).in(document);
  }

  /** Refuses a value. */
  public void refuse(PolicyFault fault, String message, String pointer) {
    refuse(fault, message, value(pointer), null);
  }

  /** Refuses what stands at a place. */
  public void refuse(PolicyFault fault, String message, Where where, @Nullable String hint) {
    refuse(new Problem(fault.code(), message, where, hint));
  }

  /** Takes over a problem found elsewhere; one that is known already counts once. */
  public void refuse(Problem problem) {
    Problem here = problem.in(document);
    if (!problems.contains(here)) {
      problems.add(here);
    }
  }

  /** Warns about what stands at a place. */
  public void warn(PolicyFault fault, String message, Where where, @Nullable String hint) {
    warnings.add(new Problem(fault.code(), message, where, hint));
  }

  /** Says whether anything refuses the document. */
  public boolean refused() {
    return !problems.isEmpty();
  }

  /** Gives the problems in the order of the text. */
  public List<Problem> problems() {
    return sorted(problems);
  }

  /** Gives the warnings in the order of the text. */
  public List<Problem> warnings() {
    return sorted(warnings);
  }

  private static List<Problem> sorted(List<Problem> findings) {
    List<Problem> sorted = new ArrayList<>(findings);
    sorted.sort(Findings::byPlace);
    return sorted;
  }

  private static int byPlace(Problem a, Problem b) {
    int lines = Integer.compare(a.where().line(), b.where().line());
    return lines != 0 ? lines : Integer.compare(a.where().column(), b.where().column());
  }
}
