package dev.assay.app.offline.author;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.trace.DecisionEvent;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The decisions of a bundle as calls: how often each tool was allowed and denied, in the order in
 * which they first came. Read once and only when the bundle verifies, so that every pass over the
 * calls is over the same ones.
 */
public final class BundleCalls implements TraceCalls {
  private final Map<Decided, Long> counts = new LinkedHashMap<>();
  private final Where where;
  private long undecided;

  private record Decided(String tool, Optional<String> decision) {}

  private BundleCalls(String path) {
    this.where = Where.document(path);
  }

  /** What came of it. */
  public sealed interface Opening {
    /**
     * The bundle verifies.
     *
     * @param digest that of the archive
     */
    record Read(BundleCalls calls, String digest) implements Opening {}

    /** It does not, or holds a decision that is none of ours. */
    record Refused(List<Problem> problems) implements Opening {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads a bundle. */
  public static Opening read(BundleFiles files, String path) {
    BundleCalls calls = new BundleCalls(path);
    EventSink sink =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj event, byte[] line, int from, int end) {
            calls.add(event);
          }
        };
    return switch (BundleReading.read(
        files, path, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, sink)) {
      case BundleReading.Unread unread -> new Opening.Refused(unread.report().problems());
      case BundleReading.Broken broken -> new Opening.Refused(broken.report().problems());
      case BundleReading.Intact intact ->
          calls.undecided == 0
              ? new Opening.Read(calls, intact.verdict().bundle().archiveDigest())
              : new Opening.Refused(List.of(calls.unknown()));
    };
  }

  private void add(Json.Obj event) {
    if (DecisionEvent.isOne(event)) {
      Optional<TraceCall> call = DecisionEvent.read(event, where);
      call.ifPresentOrElse(
          c -> counts.merge(new Decided(c.tool(), c.decision()), 1L, Long::sum), () -> undecided++);
    }
  }

  private Problem unknown() {
    return Problem.of(
        "trace.missing",
        undecided + " decisions of the bundle do not say how a tool was decided",
        where);
  }

  @Override
  public TraceReading read(Consumer<TraceCall> sink) {
    long calls = 0;
    for (Map.Entry<Decided, Long> entry : counts.entrySet()) {
      TraceCall call =
          new TraceCall(
              where,
              entry.getKey().tool(),
              new TraceArguments.Withheld(Optional.empty()),
              Optional.empty(),
              Optional.empty(),
              entry.getKey().decision());
      for (long i = 0; i < entry.getValue(); i++) {
        sink.accept(call);
      }
      calls += entry.getValue();
    }
    return calls > 0
        ? new TraceReading.Read(calls)
        : new TraceReading.Refused(
            List.of(Problem.of("trace.empty", "the bundle has no call in it", where)));
  }
}
