package dev.assay.core.gate;

import dev.assay.core.problem.Where;
import dev.assay.core.replay.Difference;
import dev.assay.core.replay.NotReplayable;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.ReplayText;
import dev.assay.core.report.ReportText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases about a recording that was decided again by the policy of a change. A decision that comes
 * out otherwise fails, whichever way; what cannot be decided again is a case of its own, with its
 * reason, and never passes. Decisions that differ in the same way are one case, so that a call made
 * a thousand times is said once; nothing that changes from recording to recording is in its key.
 */
public final class ReplayCases {
  /** Part of the gate: the recorded decisions. */
  public static final String REPLAY = "replay";

  /** Code points of a tool's name; names are untrusted. */
  private static final int MAX_NAME = 200;

  private static final String HELP =
      "`assay evidence replay BUNDLE --policy FILE` lists every call; correct the policy, or gate"
          + " with a recording made under the new one when the change is meant";

  private static final String BRING_ARGUMENTS =
      "`assay evidence replay BUNDLE --policy FILE --trace CALLS` takes arguments, on the machine"
          + " that recorded them; --replay-fail-on says whether this blocks";

  private final ReplayReport report;
  private final FailOn failOn;
  private final GateCase.Anchor policy;

  /** What of a replay fails. */
  public enum FailOn {
    /** A decision that comes out otherwise, or that not one could be decided again. */
    DIFFERENT,
    /** Also each decision that cannot be decided again. */
    ANY,
    /** Nothing; all of it is noted. */
    NONE
  }

  /** Decisions that differ in the same way. */
  private record Group(Difference first, long count) {}

  private ReplayCases(ReplayReport report, FailOn failOn, GateCase.Anchor policy) {
    this.report = report;
    this.failOn = failOn;
    this.policy = policy;
  }

  /** Gives the cases; {@code policy} is the file that decided, as the user named it. */
  public static List<GateCase> of(ReplayReport report, FailOn failOn, String policy) {
    return new ReplayCases(report, failOn, new GateCase.Anchor(policy, 1)).cases();
  }

  private List<GateCase> cases() {
    List<GateCase> cases = new ArrayList<>();
    if (report.decisions() == 0) {
      cases.add(
          one(
              "nothing-recorded",
              GateCase.Status.NOTED,
              "the bundle holds no decision, so none was decided again",
              ""));
      return cases;
    }
    groups().forEach((key, group) -> cases.add(difference(key, group)));
    long unlisted = report.different() - report.listed().size();
    if (unlisted > 0) {
      cases.add(
          one(
              "unlisted",
              failed(failOn != FailOn.NONE),
              unlisted + " further decisions come out otherwise",
              ""));
    }
    report.groups().forEach((why, group) -> cases.add(notReplayable(why, group)));
    if (report.checkedNothing()) {
      cases.add(
          one(
              "nothing-decided",
              failed(failOn != FailOn.NONE),
              "not one recorded decision could be decided again, so nothing was checked",
              ""));
    }
    if (report.equal() > 0) {
      cases.add(GateCase.passed(REPLAY, "decisions", equal(), policy));
    }
    return cases;
  }

  /** That is a pass; on what it stands belongs to it. */
  private String equal() {
    List<String> parts = new ArrayList<>();
    parts.add(
        report.equal() + " of " + report.decisions() + " recorded decisions come out the same");
    parts.addAll(ReplayText.resting(report));
    return String.join("; ", parts);
  }

  private Map<String, Group> groups() {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Difference difference : report.listed()) {
      String key =
          ReportText.bounded(difference.tool(), MAX_NAME)
              + ' '
              + side(difference.then())
              + " -> "
              + side(difference.now());
      groups.merge(
          key, new Group(difference, 1), (old, _) -> new Group(old.first(), old.count() + 1));
    }
    return groups;
  }

  private static String side(Difference.Said said) {
    return said.word() + ' ' + said.reason().consoleReason();
  }

  private GateCase difference(String key, Group group) {
    Difference first = group.first();
    Where where = first.where();
    boolean placed = where.line() > 0 && policy.file().equals(where.document());
    String members =
        first.change() == Difference.Change.RECLASSIFIED
            ? " (" + String.join(", ", first.members()) + ")"
            : "";
    return new GateCase(
        REPLAY,
        first.change().wire(),
        failed(failOn != FailOn.NONE),
        "`"
            + ReportText.bounded(first.tool(), MAX_NAME)
            + "` was "
            + side(first.then())
            + " and would be "
            + side(first.now())
            + members
            + times(group.count(), first.seq()),
        new GateCase.Details(
            HELP, placed ? new GateCase.Anchor(policy.file(), where.line()) : policy, key, null));
  }

  private GateCase notReplayable(NotReplayable why, ReplayReport.Group group) {
    GateCase.Status status =
        switch (failOn) {
          case DIFFERENT -> GateCase.Status.WARNED;
          case ANY -> GateCase.Status.FAILED;
          case NONE -> GateCase.Status.NOTED;
        };
    String message =
        "not replayable, which is not equal: "
            + why.sentence()
            + times(group.count(), group.first().getFirst());
    return new GateCase(
        REPLAY,
        why.wire(),
        status,
        message,
        new GateCase.Details(BRING_ARGUMENTS, policy, why.wire(), null));
  }

  private static String times(long count, long first) {
    return count == 1 ? ", seq " + first : ", " + count + " decisions, the first at seq " + first;
  }

  private static GateCase.Status failed(boolean fails) {
    return fails ? GateCase.Status.FAILED : GateCase.Status.NOTED;
  }

  private GateCase one(String id, GateCase.Status status, String message, String key) {
    return new GateCase(REPLAY, id, status, message, new GateCase.Details(HELP, policy, key, null));
  }
}
