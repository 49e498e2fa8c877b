package dev.assay.core.report;

import java.util.List;

/**
 * A JUnit test report, as Jenkins, GitLab and their like read it.
 *
 * <p>Guarantees: well-formed XML 1.0 whatever the texts hold, valid against the schemas of Surefire
 * and Jenkins; the same values give the same bytes, so there are no hosts or dates in it and every
 * time, which Surefire's schema demands, is 0. It does not look for secrets. Source: {@code
 * trust-basis.md} 12.2.
 *
 * @param name of the suite, such as {@code trust-policy}
 * @param cases in the order to be shown
 */
public record JUnitReport(String name, List<Case> cases) {
  /** Code points of a name or a message; longer text ends in an ellipsis. */
  public static final int MAX_TEXT = 1_000;

  /** Code points of the details of one case. */
  public static final int MAX_DETAILS = 20_000;

  private static final String FAILED = "assay.failed";
  private static final String ERRORED = "assay.error";

  /** Copies the cases. */
  public JUnitReport {
    cases = List.copyOf(cases);
  }

  /**
   * One case.
   *
   * @param group what readers fold cases by, written as the class name
   * @param name what it checks
   * @param outcome how it ended
   */
  public record Case(String group, String name, Outcome outcome) {}

  /** How a case ended. */
  public sealed interface Outcome {
    /** What was demanded holds. */
    record Passed() implements Outcome {}

    /** It holds, and there is something to be said. */
    record Noted(String note) implements Outcome {}

    /**
     * It does not hold.
     *
     * @param message one line
     * @param details more lines; may be empty
     */
    record Failed(String message, String details) implements Outcome {}

    /**
     * It could not be judged.
     *
     * @param message one line
     * @param details more lines; may be empty
     */
    record Errored(String message, String details) implements Outcome {}

    /** It was not judged on purpose. */
    record Skipped(String why) implements Outcome {}
  }

  /** Gives the file, with a final line feed. */
  public String text() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite");
    attribute(xml, "name", name);
    attribute(xml, "tests", Integer.toString(cases.size()));
    attribute(xml, "failures", count(Outcome.Failed.class));
    attribute(xml, "errors", count(Outcome.Errored.class));
    attribute(xml, "skipped", count(Outcome.Skipped.class));
    xml.append(">\n");
    for (Case one : cases) {
      write(xml, one);
    }
    return xml.append("</testsuite>\n").toString();
  }

  private String count(Class<? extends Outcome> kind) {
    return Long.toString(cases.stream().filter(c -> kind.isInstance(c.outcome)).count());
  }

  private static void write(StringBuilder xml, Case one) {
    xml.append("  <testcase");
    attribute(xml, "classname", one.group);
    attribute(xml, "name", one.name);
    attribute(xml, "time", "0");
    switch (one.outcome) {
      case Outcome.Passed _ -> {
        xml.append("/>\n");
        return;
      }
      case Outcome.Noted noted -> {
        xml.append(">\n    <system-out>");
        escape(xml, noted.note, MAX_DETAILS, false);
        xml.append("</system-out>");
      }
      case Outcome.Failed failed -> child(xml, "failure", failed.message, FAILED, failed.details);
      case Outcome.Errored errored ->
          child(xml, "error", errored.message, ERRORED, errored.details);
      case Outcome.Skipped skipped -> child(xml, "skipped", skipped.why, "", "");
    }
    xml.append("\n  </testcase>\n");
  }

  /** A child of a case; {@code type} is what readers expect the name of an exception in. */
  private static void child(
      StringBuilder xml, String element, String message, String type, String details) {
    xml.append(">\n    <").append(element);
    attribute(xml, "message", message);
    if (!type.isEmpty()) {
      attribute(xml, "type", type);
    }
    if (details.isEmpty()) {
      xml.append("/>");
      return;
    }
    xml.append('>');
    escape(xml, details, MAX_DETAILS, false);
    xml.append("</").append(element).append('>');
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    escape(xml, value, MAX_TEXT, true);
    xml.append('"');
  }

  /** In an attribute line ends and tabs are written as references, or readers make them blanks. */
  private static void escape(StringBuilder xml, String text, int max, boolean attribute) {
    String safe = ReportText.bounded(text, max);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&apos;");
        case '\r' -> xml.append("&#13;");
        case '\n', '\t' -> {
          if (attribute) {
            xml.append("&#").append((int) c).append(';');
          } else {
            xml.append(c);
          }
        }
        default -> xml.append(c);
      }
    }
  }
}
