package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.question.QueryBundles.LeftOut;
import dev.assay.core.evidence.question.RecordingState;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bundles of a list that count: those that verify, each archive once however often it is named,
 * and of archives that claim the same run none, because nobody can say here which of them happened.
 */
final class UsableBundles {
  static final String INTEGRITY = "E_EVIDENCE_INTEGRITY";

  private UsableBundles() {}

  /** A bundle that may be listed. */
  record Usable(String path, Verdict.Intact verdict, RecordingState state) {
    String archive() {
      return verdict.bundle().archiveDigest();
    }
  }

  /** Verifies all; what does not count is added to {@code leftOut}, in order. */
  static List<Usable> of(BundleFiles files, List<String> paths, List<LeftOut> leftOut) {
    return withoutConflicts(verified(files, paths, leftOut), leftOut);
  }

  private static List<Usable> verified(
      BundleFiles files, List<String> paths, List<LeftOut> leftOut) {
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
