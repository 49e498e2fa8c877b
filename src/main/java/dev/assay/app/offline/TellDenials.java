package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.gate.RecordedCases;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** Collects what bundles have on record of denials while it verifies them, in one reading each. */
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

    /** One did not verify or could not be read; nothing is said of the others. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Reads the bundles; a broken one ends it. */
  public Outcome tell(Request request) {
    RecordedCases cases = new RecordedCases(request.policy(), request.document());
    List<String> archives = new ArrayList<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj event, byte[] line, int from, int end) {
            cases.event(seq, event);
          }
        };
    for (String path : request.paths()) {
      cases.begin(name(path));
      BundleReading reading =
          BundleReading.read(files, path, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, sink);
      switch (reading) {
        case BundleReading.Unread(VerifyReport report) -> {
          return new Outcome.Refused(report);
        }
        case BundleReading.Broken broken -> {
          return new Outcome.Refused(broken.report());
        }
        case BundleReading.Intact intact -> archives.add(intact.verdict().bundle().archiveDigest());
      }
    }
    return new Outcome.Told(cases, archives);
  }

  /** The last part: where a bundle lay is no business of whoever reads the log. */
  private static String name(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
