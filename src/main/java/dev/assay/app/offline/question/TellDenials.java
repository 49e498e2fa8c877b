package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.gate.RecordedCases;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what bundles have on record of denials. All of them are verified first; each archive
 * counts once, and nothing is said when two claim the same run.
 */
public final class TellDenials {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public TellDenials(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to read.
   *
   * @param paths files, or {@code -} for standard input
   * @param policy the policy that results stand on
   * @param document its name
   */
  public record Request(List<String> paths, Policy policy, String document) {
    /** Copies the list. */
    public Request {
      paths = List.copyOf(paths);
    }
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * Every bundle verified.
     *
     * @param archives their digests, in order
     */
    record Told(RecordedCases cases, List<String> archives) implements Outcome {
      /** Copies the list. */
      public Told {
        archives = List.copyOf(archives);
      }
    }

    /**
     * Some did not verify, could not be read or claim the same run; nothing is said of the others.
     *
     * @param reasonCode of the first of them
     */
    record Refused(String reasonCode, List<Problem> problems) implements Outcome {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads the bundles; one that cannot be used ends it. */
  public Outcome tell(Request request) {
    List<QueryBundles.LeftOut> leftOut = new ArrayList<>();
    List<UsableBundles.Usable> usable = UsableBundles.of(files, request.paths(), leftOut);
    if (!leftOut.isEmpty()) {
      return new Outcome.Refused(
          leftOut.getFirst().reasonCode(),
          leftOut.stream().flatMap(one -> one.problems().stream()).toList());
    }
    RecordedCases cases = new RecordedCases(request.policy(), request.document());
    EventSink sink =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj event, byte[] line, int from, int end) {
            cases.event(seq, event);
          }
        };
    for (UsableBundles.Usable bundle : usable) {
      cases.begin(name(bundle.path()));
      BundleReading again =
          BundleReading.read(
              files, bundle.path(), BundleLimits.DEFAULT, BundleFiles.Passes.TWO, sink);
      if (!(again instanceof BundleReading.Intact intact)
          || !intact.verdict().bundle().archiveDigest().equals(bundle.archive())) {
        return new Outcome.Refused(
            UsableBundles.INTEGRITY, List.of(BundleReading.changed(bundle.path())));
      }
    }
    return new Outcome.Told(cases, usable.stream().map(UsableBundles.Usable::archive).toList());
  }

  /** The last part: where a bundle lay is no business of whoever reads the log. */
  private static String name(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
