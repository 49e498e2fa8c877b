package dev.assay.core.replay;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.trace.TraceCall;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of a bundle before its calls can be decided again: its policies, where its
 * sessions begin, and the digests that a trace may have arguments for. Takes every event once, in
 * order; holds no more than the policies and one digest for each call. Confined to one thread.
 */
public final class ReplaySurvey {
  private static final String STARTED = "assay.session.started";

  /** Longer than any digest and tool's name together; a text that is longer is neither. */
  private static final int MAX_NAME_CHARS = 256;

  private final RecordedPolicies policies = new RecordedPolicies();
  private final RecordedApprovals approvals = new RecordedApprovals();
  private final Set<String> calls = new HashSet<>();
  private final boolean traced;
  private Optional<TraceIndex> trace = Optional.empty();
  private long sessions;
  private boolean whole;

  /**
   * Makes one.
   *
   * @param traced whether a trace is going to bring arguments
   */
  public ReplaySurvey(boolean traced) {
    this.traced = traced;
  }

  /** Takes an event. */
  public void add(Json.Obj event) {
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    switch (event.string("type").orElse("")) {
      case STARTED -> {
        sessions++;
        whole = data.object("part").flatMap(part -> part.integer("index")).orElse(0L) == 0;
      }
      case RecordedPolicies.TYPE -> policies.add(data);
      case RecordedDecision.TYPE -> want(data);
      case RecordedApprovals.TYPE -> approvals.add(data);
      default -> {}
    }
  }

  private void want(Json.Obj data) {
    String name =
        TraceIndex.name(data.string("tool").orElse(""), data.string("args_digest").orElse(""));
    if (traced && name.length() <= MAX_NAME_CHARS) {
      calls.add(name);
    }
  }

  /** Makes room for a trace, whose calls {@link #take} gets; the key made the recorded digests. */
  public void openTrace(KeyedDigest key) {
    trace = Optional.of(new TraceIndex(key, calls));
  }

  /** Takes a call of the trace. */
  public void take(TraceCall call) {
    trace.ifPresent(index -> index.add(call));
  }

  /**
   * Gives what decides the calls by two policies, each with the files it named as they were then;
   * it wants the same events once more.
   */
  public PolicyComparison comparison(Policy before, Policy after) {
    return new PolicyComparison(
        replayer(Optional.of(before), FilesNow.AS_THEN),
        replayer(Optional.of(after), FilesNow.AS_THEN));
  }

  /**
   * Gives what decides the calls again; it wants the same events once more.
   *
   * @param other the policy to decide by; the recorded one without it
   * @param files what the files say that the policy names
   */
  public Replayer replayer(Optional<Policy> other, FilesNow files) {
    RecordedSession session = new RecordedSession(sessions == 1 && whole, sessions <= 1);
    return new Replayer(new Replayer.By(other, files.same(approvals)), policies, session, trace);
  }
}
