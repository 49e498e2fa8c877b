package dev.assay.app.offline.anchor;

import dev.assay.app.offline.LayerCheck;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.anchor.AnchorVerifier;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;

/** Answers {@code timestamped} or {@code logged} with a receipt and the trust given for it. */
public final class CheckAnchor implements LayerCheck {
  private final Receipt receipt;
  private final AnchorVerifier verifier;

  /** Makes the check of one receipt; the verifier's kind fixes the layer. */
  public CheckAnchor(Receipt receipt, AnchorVerifier verifier) {
    this.receipt = receipt;
    this.verifier = verifier;
  }

  /** The file beside a bundle. */
  public sealed interface Receipt {
    /** It was read. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Given(byte[] bytes) implements Receipt {}

    /** There is none. */
    record Absent() implements Receipt {}

    /** There is one and it cannot be read. */
    record Unreadable(Problem problem) implements Receipt {}
  }

  @Override
  public Question question() {
    return switch (verifier.kind()) {
      case TIMESTAMP -> Question.TIMESTAMPED;
      case LOG -> Question.LOGGED;
    };
  }

  private Reason reason(Reason stamp, Reason log) {
    return question() == Question.TIMESTAMPED ? stamp : log;
  }

  @Override
  public VerdictLayer check(VerifiedBundle bundle) {
    return switch (receipt) {
      case Receipt.Absent _ ->
          new VerdictLayer(
              question(),
              Status.NOT_PRESENT,
              reason(Reason.TIMESTAMP_ABSENT, Reason.LOG_PROOF_ABSENT));
      case Receipt.Unreadable(Problem problem) ->
          refused(Json.object().put("code", problem.code()).put("message", problem.text()).build());
      case Receipt.Given(byte[] bytes) -> layer(verifier.verify(bytes, NameSubject.of(bundle)));
    };
  }

  private VerdictLayer layer(AnchorStanding standing) {
    return switch (standing) {
      case AnchorStanding.Stamped stamped -> confirmed(details(stamped));
      case AnchorStanding.Logged logged -> confirmed(details(logged));
      case AnchorStanding.Refused(var refusal) ->
          refused(
              Json.object()
                  .put("code", refusal.fault().wire())
                  .put("message", refusal.text())
                  .put("line", refusal.line() == 0 ? null : Json.Num.of(refusal.line()))
                  .build());
    };
  }

  private VerdictLayer confirmed(Json.Obj details) {
    return new VerdictLayer(
        question(),
        Status.CONFIRMED,
        reason(Reason.TIMESTAMP_HOLDS, Reason.LOG_PROOF_HOLDS),
        details);
  }

  private VerdictLayer refused(Json.Obj details) {
    return new VerdictLayer(
        question(),
        Status.FAILED,
        reason(Reason.TIMESTAMP_REFUSED, Reason.LOG_PROOF_REFUSED),
        details);
  }

  /** Gives time, accuracy and authority as members of a document. */
  public static Json.Obj details(AnchorStanding.Stamped stamped) {
    return Json.object()
        .put("time", stamped.time().toString())
        .put("accuracy", stamped.accuracy() == null ? null : stamped.accuracy().toString())
        .put("authority", stamped.authority())
        .build();
  }

  /** Gives log, place and witnesses as members of a document. */
  public static Json.Obj details(AnchorStanding.Logged logged) {
    return Json.object()
        .put("log", logged.log())
        .put("index", logged.index())
        .put("size", logged.size())
        .put("witnesses", Json.Arr.ofStrings(logged.witnesses()))
        .put("seen_at", logged.seenAt() == null ? null : logged.seenAt().toString())
        .build();
  }
}
