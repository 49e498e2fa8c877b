package dev.assay.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts by lines, in the unified form that {@code patch} reads. Not always
 * the shortest one: where two long stretches differ, all of the one is replaced by all of the
 * other.
 */
public final class LineDiff {
  /** Lines shown before and after a change. */
  private static final int CONTEXT = 3;

  /** Cells of the table that finds the common lines; beyond it a stretch is replaced whole. */
  private static final long MAX_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;

  /** A line of the result, and the lines of both texts before it. */
  private record Edit(char mark, String line, int oldLine, int newLine) {}

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Gives the difference, empty when there is none; each line ends in a line feed.
   *
   * @param beforeName what the first text is called
   * @param afterName what the second text is called
   */
  public static String unified(String beforeName, String afterName, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    List<Edit> edits = new LineDiff(lines(before), lines(after)).edits();
    StringBuilder text = new StringBuilder();
    text.append("--- ").append(beforeName).append("\n+++ ").append(afterName).append('\n');
    int from = 0;
    while (from < edits.size()) {
      int changed = next(edits, from);
      if (changed == edits.size()) {
        break;
      }
      int to = changed;
      int last = changed;
      while (to < edits.size() && to - last <= 2 * CONTEXT) {
        last = edits.get(to).mark == ' ' ? last : to;
        to++;
      }
      int end = Math.min(edits.size(), last + 1 + CONTEXT);
      hunk(edits.subList(Math.max(from, changed - CONTEXT), end), text);
      from = end;
    }
    return text.toString();
  }

  /** The lines of a text; one without a final line end says so, as patch wants it. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.add(lines.removeLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }

  private static int next(List<Edit> edits, int from) {
    int at = from;
    while (at < edits.size() && edits.get(at).mark == ' ') {
      at++;
    }
    return at;
  }

  private static void hunk(List<Edit> edits, StringBuilder text) {
    int removed = 0;
    int added = 0;
    for (Edit edit : edits) {
      removed += edit.mark == '+' ? 0 : 1;
      added += edit.mark == '-' ? 0 : 1;
    }
    Edit first = edits.getFirst();
    text.append("@@ -").append(range(first.oldLine, removed));
    text.append(" +").append(range(first.newLine, added)).append(" @@\n");
    for (Edit edit : edits) {
      text.append(edit.mark).append(edit.line).append('\n');
    }
  }

  private static String range(int before, int count) {
    return (count == 0 ? before : before + 1) + (count == 1 ? "" : "," + count);
  }

  private List<Edit> edits() {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      edits.add(new Edit(' ', before.get(i), i, i));
    }
    middle(start, before.size() - end, after.size() - end, edits);
    for (int i = end; i > 0; i--) {
      int old = before.size() - i;
      edits.add(new Edit(' ', before.get(old), old, after.size() - i));
    }
    return edits;
  }

  private void middle(int start, int oldEnd, int newEnd, List<Edit> edits) {
    int rows = oldEnd - start;
    int columns = newEnd - start;
    int[][] common =
        (long) rows * columns > MAX_CELLS ? new int[0][] : common(start, rows, columns);
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      boolean both = common.length > 0 && i < rows && j < columns;
      if (both && before.get(start + i).equals(after.get(start + j))) {
        edits.add(new Edit(' ', before.get(start + i), start + i, start + j));
        i++;
        j++;
      } else if (i < rows && (!both || common[i + 1][j] >= common[i][j + 1])) {
        edits.add(new Edit('-', before.get(start + i), start + i, start + j));
        i++;
      } else {
        edits.add(new Edit('+', after.get(start + j), start + i, start + j));
        j++;
      }
    }
  }

  /** Gives how many lines are common from each pair of lines on. */
  private int[][] common(int start, int rows, int columns) {
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            before.get(start + i).equals(after.get(start + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
