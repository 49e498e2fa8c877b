package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.ShowBundle;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.question.RecordingState;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts one question to many bundles: verifies all of them, then lists the events of those that can
 * be used, and says of each recording what is known to be lacking.
 *
 * <p>Two archives that claim the same run are both left out: nobody can say here which of them
 * happened. Holds a verdict a bundle and one event at a time.
 */
public final class QueryBundles {
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

  /**
   * Answers.
   *
   * @param paths files, or {@code -} for standard input; one that is given twice counts once
   * @return what was left out, in order; the answer is whole only when that is empty
   */
  public List<LeftOut> query(List<String> paths, EventSelection selection, Listing listing) {
    List<LeftOut> leftOut = new ArrayList<>();
    List<UsableBundles.Usable> usable = UsableBundles.of(files, paths, leftOut);
    Set<RecordingState.Part> atHand = new HashSet<>();
    usable.forEach(bundle -> atHand.add(bundle.state().place()));
    for (UsableBundles.Usable bundle : usable) {
      ShowBundle.Request request =
          new ShowBundle.Request(
              bundle.path(), BundleLimits.DEFAULT, ShowBundle.Broken.REFUSE, selection);
      ShowBundle.Page page = listing.next(bundle.path());
      if (new ShowBundle(files).list(request, bundle.verdict(), page)
          instanceof ShowBundle.Outcome.Changed(Problem problem)) {
        leftOut.add(new LeftOut(bundle.path(), UsableBundles.INTEGRITY, List.of(problem)));
        return leftOut; // rows of it may be out already: nothing after them is worth having
      }
      listing.ended(bundle.state(), atHand);
    }
    return leftOut;
  }
}
