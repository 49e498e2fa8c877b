package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.question.RecordingState;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts one question to many bundles: verifies all of them, then lists the events of those that can
 * be used, and says of each recording what is known to be lacking.
 *
 * <p>Two archives that claim the same run are both left out: nobody can say here which of them
 * happened. Holds a verdict a bundle and one event at a time.
 */
public final class QueryBundles {
  private static final String INTEGRITY = "E_EVIDENCE_INTEGRITY";

  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public QueryBundles(BundleFiles files) {
    this.files = files;
  }

  /** Takes the answer, bundle by bundle. */
  public interface Listing {
    /** Gives what takes the events of the bundle that comes next. */
    ShowBundle.Page next(String path);

    /** Takes the end of the bundle that was begun last. */
    void ended(RecordingState state, Set<RecordingState.Part> atHand);
  }

  /** A bundle that is no part of the answer, and why. */
  public record LeftOut(String path, String reasonCode, List<Problem> problems) {
    /** Copies the problems. */
    public LeftOut {
      problems = List.copyOf(problems);
    }
  }

  /** A bundle that may be listed. */
  private record Usable(String path, Verdict.Intact verdict, RecordingState state) {
    String archive() {
      return String.valueOf(verdict.facts().archive().sha256());
    }
  }

  /**
   * Answers.
   *
   * @param paths files, or {@code -} for standard input; one that is given twice counts once
   * @return what was left out, in order; the answer is whole only when that is empty
   */
  public List<LeftOut> query(List<String> paths, EventSelection selection, Listing listing) {
    List<LeftOut> leftOut = new ArrayList<>();
    List<Usable> usable = withoutConflicts(verified(paths, leftOut), leftOut);
    Set<RecordingState.Part> atHand = new HashSet<>();
    usable.forEach(bundle -> atHand.add(bundle.state().place()));
    for (Usable bundle : usable) {
      ShowBundle.Request request =
          new ShowBundle.Request(
              bundle.path(), BundleLimits.DEFAULT, ShowBundle.Broken.REFUSE, selection);
      ShowBundle.Page page = listing.next(bundle.path());
      if (new ShowBundle(files).list(request, bundle.verdict(), page)
          instanceof ShowBundle.Outcome.Changed(Problem problem)) {
        leftOut.add(new LeftOut(bundle.path(), INTEGRITY, List.of(problem)));
        return leftOut; // rows of it may be out already: nothing after them is worth having
      }
      listing.ended(bundle.state(), atHand);
    }
    return leftOut;
  }

  private List<Usable> verified(List<String> paths, List<LeftOut> leftOut) {
    Map<String, Usable> byArchive = new LinkedHashMap<>();
    for (String path : paths) {
      RecordingState.Watch watch = new RecordingState.Watch();
      switch (BundleReading.read(
          files, path, BundleLimits.DEFAULT, BundleFiles.Passes.TWO, watching(watch))) {
        case BundleReading.Intact(Verdict.Intact verdict) -> {
          Usable bundle = new Usable(path, verdict, watch.of(verdict.bundle().manifest().runId()));
          byArchive.putIfAbsent(bundle.archive(), bundle);
        }
        case BundleReading.Broken broken -> leftOut.add(leftOut(broken.report()));
        case BundleReading.Unread(VerifyReport report) -> leftOut.add(leftOut(report));
      }
    }
    return List.copyOf(byArchive.values());
  }

  private static EventSink watching(RecordingState.Watch watch) {
    return new EventSink() {
      @Override
      public void event(long seq, Json.Obj envelope, byte[] line, int from, int to) {
        watch.see(envelope);
      }
    };
  }

  private static LeftOut leftOut(VerifyReport report) {
    return new LeftOut(report.path(), report.reasonCode(), report.problems());
  }

  private static List<Usable> withoutConflicts(List<Usable> bundles, List<LeftOut> leftOut) {
    Map<String, List<Usable>> byRun = new HashMap<>();
    for (Usable bundle : bundles) {
      byRun.computeIfAbsent(bundle.state().runId(), _ -> new ArrayList<>()).add(bundle);
    }
    List<Usable> alone = new ArrayList<>();
    for (Usable bundle : bundles) {
      List<Usable> claimants = byRun.getOrDefault(bundle.state().runId(), List.of());
      if (claimants.size() == 1) {
        alone.add(bundle);
      } else {
        leftOut.add(conflict(bundle, claimants));
      }
    }
    return alone;
  }

  private static LeftOut conflict(Usable bundle, List<Usable> claimants) {
    boolean first = claimants.getFirst().path().equals(bundle.path());
    String other = claimants.get(first ? 1 : 0).path();
    Problem problem =
        Problem.of(
            "evidence.run_conflict",
            "another archive claims the same run `"
                + bundle.state().runId()
                + "`: "
                + other
                + "; neither is used",
            Where.document(bundle.path()));
    return new LeftOut(bundle.path(), INTEGRITY, List.of(problem));
  }
}
