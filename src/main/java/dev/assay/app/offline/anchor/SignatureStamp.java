package dev.assay.app.offline.anchor;

import dev.assay.app.offline.anchor.CheckAnchor.Receipt;
import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a time stamp over the one signature of an attestation says about when it was made. A stamp
 * over the archive says nothing about a signature: who steals a key can sign an old archive.
 */
public sealed interface SignatureStamp {
  /** There is no time stamp over the signature. */
  record Absent() implements SignatureStamp {}

  /** There is one, and nobody is trusted about time. */
  record NotChecked() implements SignatureStamp {}

  /** A trusted authority saw exactly this signature. */
  record Seen(AnchorStanding.Stamped stamped) implements SignatureStamp {}

  /** There is one that is not to be believed; it changes nothing, and people are told. */
  record Refused(String code, String message) implements SignatureStamp {}

  /**
   * Judges a stamp.
   *
   * @param receipt the file that should be over the signature
   * @param envelope the attestation
   * @param trust whom to believe about time, or null for nobody
   */
  static SignatureStamp judge(Receipt receipt, byte[] envelope, @Nullable TimeStampTrust trust) {
    return switch (receipt) {
      case Receipt.Absent _ -> new Absent();
      case Receipt.Unreadable(var problem) ->
          trust == null ? new NotChecked() : new Refused(problem.code(), problem.text());
      case Receipt.Given(byte[] stamp) ->
          trust == null ? new NotChecked() : judge(stamp, envelope, trust);
    };
  }

  private static SignatureStamp judge(byte[] stamp, byte[] envelope, TimeStampTrust trust) {
    return switch (SoleSignature.read(envelope)) {
      case SoleSignature.Reading.Refused refused -> refused(refused.by(AnchorFault.NOT_STAMPABLE));
      case SoleSignature.Reading.Read(SoleSignature signature) ->
          switch (trust.verify(stamp, signature.digest())) {
            case AnchorStanding.Stamped stamped -> new Seen(stamped);
            case AnchorStanding.Refused(AnchorRefusal refusal) -> refused(refusal);
            case AnchorStanding.Logged _ ->
                throw new BugException("a time stamp is stamped or refused");
          };
    };
  }

  private static SignatureStamp refused(AnchorRefusal refusal) {
    return new Refused(refusal.fault().wire(), refusal.text());
  }

  /** Gives the latest time at which the signature was made; without a trusted stamp, any. */
  default Instant latest() {
    return switch (this) {
      case Seen(AnchorStanding.Stamped stamped) -> stamped.latest();
      case Absent _, NotChecked _, Refused _ -> Instant.MAX;
    };
  }

  /** Says whether it was looked at, so that a verdict tells of it whatever else it says. */
  default boolean isJudged() {
    return switch (this) {
      case Seen _, Refused _ -> true;
      case Absent _, NotChecked _ -> false;
    };
  }

  /** Gives {@code standing} and what belongs to it, as a member of a verdict. */
  default Json.Obj json() {
    return switch (this) {
      case Absent _ -> said("absent", "no time stamp over the signature lies beside it").build();
      case NotChecked _ ->
          said("not_checked", "trust an authority about time with `--tsa-cert`").build();
      case Refused(String code, String message) ->
          said("refused", message).put("code", code).build();
      case Seen(AnchorStanding.Stamped stamped) -> {
        Json.ObjBuilder seen = Json.object().put("standing", "holds");
        CheckAnchor.details(stamped).members().forEach(seen::put);
        yield seen.build();
      }
    };
  }

  private static Json.ObjBuilder said(String standing, String message) {
    return Json.object().put("standing", standing).put("message", message);
  }
}
