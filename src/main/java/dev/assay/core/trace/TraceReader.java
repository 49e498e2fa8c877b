package dev.assay.core.trace;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a trace, {@code assay.trace.v1}: strictly, and with everything that is wrong with it at
 * once.
 *
 * <p>Guarantees: never throws on any bytes; holds one line in memory, of at most {@link
 * #MAX_LINE_BYTES}, and takes {@link #MAX_BYTES} altogether. Blank lines are passed over; a line
 * that is no call refuses the trace, so that no call is left out unnoticed. Members that the format
 * does not have are ignored, except names that other formats give to arguments.
 *
 * <p>Calls are handed over as they are read: they count once {@link #finish} says {@link
 * TraceReading.Read}. Confined to one thread.
 *
 * <p>Source: {@code cli.md} section 6.
 */
public final class TraceReader {
  /** The longest line: that of a message which the gate takes. */
  public static final int MAX_LINE_BYTES = 4 << 20;

  /** The most text: a call of 200 bytes 300 000 times, and still a file that one can look at. */
  public static final int MAX_BYTES = 64 << 20;

  /** Somebody who has to correct more lines than this has another file than they think. */
  public static final int MAX_PROBLEMS = 20;

  private static final int FIRST_BYTES = 4_096;

  private final String documentName;
  private final Consumer<TraceCall> calls;
  private final List<Problem> problems = new ArrayList<>();
  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private int number = 1;
  private long bytes;
  private long read;
  private boolean overlong;

  /**
   * Makes one for a trace.
   *
   * @param documentName what the user calls it
   * @param calls takes the calls in order
   */
  public TraceReader(String documentName, Consumer<TraceCall> calls) {
    this.documentName = documentName;
    this.calls = calls;
  }

  /**
   * Takes the next bytes, {@code data[from, to)}; false says that no more is wanted, and {@link
   * #finish} knows why.
   */
  public boolean feed(byte[] data, int from, int to) {
    int at = from;
    while (at < to && wantsMore()) {
      int end = at;
      while (end < to && data[end] != '\n') {
        end++;
      }
      keep(data, at, end);
      if (end < to) {
        endLine();
      }
      at = end + 1;
    }
    boolean wanted = wantsMore();
    bytes += to - from;
    if (wanted && bytes > MAX_BYTES) {
      problems.add(
          TraceFault.TOO_LONG.at(Where.document(documentName), "the trace is longer than it may"));
    }
    return wantsMore();
  }

  private boolean wantsMore() {
    return problems.size() < MAX_PROBLEMS && bytes <= MAX_BYTES;
  }

  private void keep(byte[] data, int from, int to) {
    int more = to - from;
    if (overlong || length + more > MAX_LINE_BYTES) {
      overlong = true;
      return;
    }
    if (length + more > line.length) {
      line =
          Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, Math.max(2 * line.length, length + more)));
    }
    System.arraycopy(data, from, line, length, more);
    length += more;
  }

  private void endLine() {
    Where where = new Where(documentName, null, number, 0);
    if (overlong) {
      problems.add(TraceFault.LINE_LENGTH.at(where, "the line is longer than it may"));
    } else if (!isBlank()) {
      switch (TraceLine.read(line, length, where)) {
        case TraceLine.Call(TraceCall call) -> {
          read++;
          calls.accept(call);
        }
        case TraceLine.Refused(Problem problem) -> problems.add(problem);
      }
    }
    length = 0;
    overlong = false;
    number++;
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Ends the trace; call once. */
  public TraceReading finish() {
    if (wantsMore()) {
      endLine();
    }
    if (problems.isEmpty() && read == 0) {
      problems.add(
          TraceFault.EMPTY.at(Where.document(documentName), "the trace has no call in it"));
    }
    return problems.isEmpty() ? new TraceReading.Read(read) : new TraceReading.Refused(problems);
  }
}
