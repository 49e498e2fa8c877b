package dev.assay.core.gate;

import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.SessionFinding;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.problem.Where;
import dev.assay.core.replay.RecordedDecision;
import dev.assay.core.report.ReportText;
import dev.assay.core.report.SarifLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cases about what bundles have on record: calls that were denied, calls that a dry run forwarded
 * though the policy denies them, records that are missing, and what did not hold when a session
 * ended.
 *
 * <p>Each stands on the line of the policy that it rests on, if that policy is the one that
 * decided; otherwise on its first line, because another policy has other entries. What is the same
 * is one case with a count, so its size is bounded and a call that is denied a thousand times is
 * said once; nothing that changes from recording to recording is in a key. Whoever hands over
 * events answers for the bundles: cases count only when all of them were verified. Confined to one
 * thread.
 */
public final class RecordedCases {
  /** What was denied and not forwarded. */
  public static final String DENIED = "denied";

  /** What a dry run forwarded though the policy denies it. */
  public static final String WOULD_DENY = "would-deny";

  /** What is missing on the record. */
  public static final String GAP = "gap";

  /** What did not hold when a session ended. */
  public static final String FINDING = "finding";

  /** What is said about the bundles themselves. */
  public static final String BUNDLE = "bundle";

  /** Kinds of events that are told apart; with what is said of the rest they fit into one log. */
  private static final int MAX_GROUPS = SarifLog.MAX_RESULTS - 2;

  /** Code points of a name; names are untrusted. */
  private static final int MAX_NAME = 200;

  private static final String HELP_DENIED =
      "`assay policy explain` says which rule decides a call; change what the agent asks for, or the"
          + " policy when the call is meant";

  private static final String HELP_GAP =
      "nobody can say what the missing records held; see why the recorder could not write";

  private static final String HELP_FINDING =
      "the entry asks this of every session; see what the agent left out";

  private final Policy policy;
  private final String file;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private String bundle = "";
  private boolean decided = true;
  private long silent;
  private long elsewhere;
  private long unlisted;

  /**
   * What one event says.
   *
   * @param status how serious it is
   * @param text what is said of it
   * @param help what to do about it
   * @param same what makes it the same in another recording
   * @param where the entry it rests on
   */
  private record Told(
      String check,
      String id,
      GateCase.Status status,
      String text,
      String help,
      List<String> same,
      Where where) {}

  /** Events that say the same; the first stands for them. */
  private record Group(Told told, String bundle, long seq, long count) {}

  /** Makes one; {@code file} is the document of the policy, as the user named it. */
  public RecordedCases(Policy policy, String file) {
    this.policy = policy;
    this.file = file;
  }

  /** Begins the next bundle. */
  public void begin(String name) {
    end();
    bundle = ReportText.bounded(name, MAX_NAME);
    decided = false;
  }

  /** Ends the last bundle; without a decision in it there is nothing to be denied. */
  private void end() {
    silent += decided ? 0 : 1;
    decided = true;
  }

  /** Takes an event of the bundle. */
  public void event(long seq, Json.Obj event) {
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    switch (event.string("type").orElse("")) {
      case RecordedDecision.TYPE -> {
        decided = true;
        decision(data).ifPresent(told -> add(told, seq));
      }
      case EvidenceGap.TYPE -> add(gap(data), seq);
      case SessionFinding.TYPE -> add(finding(data), seq);
      default -> {}
    }
  }

  private void add(Told told, long seq) {
    List<String> same = new ArrayList<>(List.of(told.check, told.id));
    same.addAll(told.same);
    String key = CanonicalJson.canonicalText(Json.Arr.ofStrings(same));
    Group old = groups.get(key);
    if (old != null) {
      groups.put(key, new Group(old.told, old.bundle, old.seq, old.count + 1));
    } else if (groups.size() < MAX_GROUPS) {
      groups.put(key, new Group(told, bundle, seq, 1));
    } else {
      unlisted++;
    }
  }

  private Optional<Told> decision(Json.Obj data) {
    Optional<RecordedDecision> read = RecordedDecision.read(data);
    if (read.isEmpty()) {
      return Optional.of(
          new Told(
              BUNDLE,
              "unreadable-decision",
              GateCase.Status.WARNED,
              "a decision is recorded in a form that this program does not know, so it may be a"
                  + " denial",
              "",
              List.of(),
              Where.NOWHERE));
    }
    RecordedDecision decision = read.get();
    return decision.denial().map(denial -> denied(decision, denial));
  }

  private Told denied(RecordedDecision decision, RecordedDenial denial) {
    String tool = ReportText.bounded(decision.tool(), MAX_NAME);
    String rule = ReportText.bounded(denial.matchedRule(), MAX_NAME);
    String reason = denial.reason().consoleReason();
    String by = rule.isEmpty() ? "" : " by `" + rule + "`";
    return new Told(
        decision.dryRun() ? WOULD_DENY : DENIED,
        reason,
        GateCase.Status.WARNED,
        "`"
            + tool
            + "` "
            + (decision.dryRun() ? "would be denied and was forwarded: " : "was denied: ")
            + reason
            + by,
        HELP_DENIED,
        List.of(tool, rule),
        entry(decision.policyDigest(), decision.tool(), denial));
  }

  private static Told gap(Json.Obj data) {
    String reason = "unknown";
    for (EvidenceGap.Reason known : EvidenceGap.Reason.values()) {
      if (data.string("reason").equals(Optional.of(known.wire()))) {
        reason = known.wire();
      }
    }
    return new Told(
        GAP,
        reason,
        GateCase.Status.FAILED,
        "records are missing: " + reason,
        HELP_GAP,
        List.of(),
        Where.NOWHERE);
  }

  private Told finding(Json.Obj data) {
    String rule = data.string("rule").orElse("");
    String shown = ReportText.bounded(rule, MAX_NAME);
    // a session's findings are of the entries that refuse calls, so they have the same places
    RecordedDenial asked = new RecordedDenial(ReasonCode.E_SEQUENCE, rule, "");
    return new Told(
        FINDING,
        "session",
        GateCase.Status.WARNED,
        "`" + shown + "` did not hold: " + data.string("finding").orElse(""),
        HELP_FINDING,
        List.of(shown),
        entry(data.string("policy_digest").orElse(""), "", asked));
  }

  private Where entry(String digest, String tool, RecordedDenial denial) {
    if (!digest.equals(policy.digest())) {
      elsewhere++;
      return Where.NOWHERE;
    }
    return policy.entryOf(tool, denial);
  }

  /** Gives the cases, in the order in which they were met. */
  public List<GateCase> cases() {
    end();
    List<GateCase> cases = new ArrayList<>();
    for (Group group : groups.values()) {
      Told told = group.told;
      String first = "seq " + group.seq + " of `" + group.bundle + "`";
      cases.add(
          new GateCase(
              told.check,
              told.id,
              told.status,
              told.text
                  + (group.count == 1 ? ", " : ", " + group.count + " times, the first at ")
                  + first,
              new GateCase.Details(
                  told.help,
                  new GateCase.Anchor(file, Math.max(1, told.where.line())),
                  CanonicalJson.canonicalText(Json.Arr.ofStrings(told.same)),
                  null)));
    }
    if (unlisted > 0) {
      cases.add(
          about("unlisted", GateCase.Status.WARNED, unlisted + " further events are not listed"));
    }
    if (silent > 0) {
      String holds = silent == 1 ? "a bundle holds" : silent + " bundles hold";
      cases.add(
          about(
              "nothing-recorded",
              GateCase.Status.NOTED,
              holds + " no decision, so nothing in it can be denied"));
    }
    return cases;
  }

  private GateCase about(String id, GateCase.Status status, String message) {
    GateCase.Details at = GateCase.Details.at(new GateCase.Anchor(file, 1), "");
    return new GateCase(BUNDLE, id, status, message, at);
  }

  /** Gives how many events were decided by another policy than the file's. */
  public long elsewhere() {
    return elsewhere;
  }
}
