package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * One question about a bundle and its answer. There is no sum of them and no score. Source: {@code
 * evidence.md} 9.2.
 *
 * @param question what is asked
 * @param status the answer
 * @param reason why
 * @param details what was found, by name: a key, a time; never a value of the bundle's payload
 */
public record VerdictLayer(Question question, Status status, Reason reason, Json.Obj details) {

  /** Gives an answer that has nothing to add to its reason. */
  public VerdictLayer(Question question, Status status, Reason reason) {
    this(question, status, reason, Json.Obj.EMPTY);
  }

  /** The seven questions, from the bundle alone to the world around it. */
  public enum Question {
    /** Whole and self-consistent? */
    STRUCTURE("structure"),
    /** Complete from start to a declared end, metadata original? */
    SEALED("sealed"),
    /** The bundle I was told about? */
    EXPECTED("expected"),
    /** By whom? */
    SIGNED("signed"),
    /** Existed when? */
    TIMESTAMPED("timestamped"),
    /** Published, not forked? */
    LOGGED("logged"),
    /** Did something independent of the recorder see the same? */
    OBSERVED("observed");

    private final String wire;

    Question(String wire) {
      this.wire = wire;
    }

    /** Gives the question of this name; empty when there is none. */
    public static Optional<Question> named(String wire) {
      for (Question question : values()) {
        if (question.wire.equals(wire)) {
          return Optional.of(question);
        }
      }
      return Optional.empty();
    }

    /** Gives the name used in reports and in {@code --require}. */
    public String wire() {
      return wire;
    }
  }

  /** The four answers. */
  public enum Status {
    /** Checked and holds. */
    CONFIRMED("confirmed"),
    /** Checked and does not hold. */
    FAILED("failed"),
    /** The thing to check is not there. */
    NOT_PRESENT("not_present"),
    /** Nobody asked, or there was nothing to check it with. */
    NOT_CHECKED("not_checked");

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }
  }

  /** Why a layer has its status, and what that says and does not say. */
  public enum Reason {
    /** Structure holds. */
    STRUCTURE_HOLDS(
        "the archive is whole and agrees with its own hashes; this does not say who wrote it, when,"
            + " or that nothing is missing"),
    /** Structure is broken. */
    STRUCTURE_BROKEN("the archive contradicts itself or the format"),
    /** Nothing else is asked of a broken archive. */
    STRUCTURE_FIRST("not asked because the structure is broken"),
    /** The seal holds. */
    SEAL_HOLDS(
        "nothing was cut or changed since the seal was written; whoever can write bundles can write"
            + " seals, so this does not say by whom"),
    /** The seal holds and was written after a crash. */
    CLOSED_BY_RECOVERY(
        "nothing was cut or changed since recovery sealed it; what the crash lost is not in it"),
    /** No seal. */
    SEAL_ABSENT("there is no seal: events may be missing at the end"),
    /** An event follows the seal. */
    SEAL_NOT_LAST("an event follows the seal"),
    /** Two seals. */
    SEAL_REPEATED("there is more than one seal"),
    /** The seal's payload lacks members or has wrong ones. */
    SEAL_MALFORMED("the seal is not of the form assay.session_seal.v1"),
    /** Another run. */
    SEAL_RUN_DIFFERS("the seal is of another run or source"),
    /** The number of events differs. */
    SEAL_EVENT_COUNT_DIFFERS("the seal counts another number of events"),
    /** The tree over the event lines differs. */
    SEAL_ROOT_DIFFERS("an event line was changed after sealing"),
    /** First or last time differs. */
    SEAL_TIMES_DIFFER("the seal names another first or last time"),
    /** The counts by kind differ. */
    SEAL_COUNTS_DIFFER("the seal counts decisions or gaps that the events do not show"),
    /** The seal's own envelope was changed. */
    SEAL_ENVELOPE_DIFFERS("the envelope of the seal was changed after sealing"),
    /** The recorder is not the one the manifest names. */
    SEAL_RECORDER_DIFFERS("the manifest or the envelope names another recorder than the seal"),
    /** No expectation. */
    NOTHING_EXPECTED("no expected digest or bundle id was given"),
    /** The expectation is met. */
    EXPECTATION_MET("it is the expected archive or the expected list of observations"),
    /** Another archive. */
    DIGEST_DIFFERS("the archive is not the expected one"),
    /** Another list of observations. */
    BUNDLE_ID_DIFFERS("the bundle id is not the expected one"),
    /** No signature to check. */
    NO_SIGNATURE_GIVEN("no signature was given to check"),
    /** A trusted signature over this archive. */
    SIGNATURE_HOLDS(
        "a trusted key signed a statement about exactly this archive and all of it agrees; this"
            + " does not say when, nor that the recorder told the truth"),
    /** A trusted signature over this archive that rests on a time stamp. */
    SIGNED_BEFORE_REVOCATION(
        "a key that was revoked since signed a statement about exactly this archive and all of it"
            + " agrees; it counts only because a trusted time stamp is over the signature and older"
            + " than the revocation"),
    /** A trusted signature, and no bundle to compare. */
    STATEMENT_SIGNED(
        "a trusted key signed the statement; no bundle was at hand, so nothing says that one with"
            + " this digest exists or is whole"),
    /** A trusted signature that rests on a time stamp, and no bundle to compare. */
    STATEMENT_SIGNED_BEFORE_REVOCATION(
        "a key that was revoked since signed the statement; it counts only because a trusted time"
            + " stamp is over the signature and older than the revocation; no bundle was at hand, so"
            + " nothing says that one with this digest exists or is whole"),
    /** An attestation, and nobody to trust. */
    NO_TRUST_GIVEN("a signature is there, and nothing says whose keys to trust"),
    /** Keys to trust, and no attestation. */
    ATTESTATION_ABSENT("there is no attestation beside the bundle and none was named"),
    /** The attestation is no envelope. */
    ATTESTATION_MALFORMED("the attestation is not a signed envelope of the known form"),
    /** What is signed is no statement about a bundle. */
    STATEMENT_REFUSED("what is signed is not a statement about a bundle that we accept"),
    /** The statement is about something else. */
    STATEMENT_DIFFERS("the statement is about another archive or says something else of this one"),
    /** Nobody trusted signed. */
    KEY_NOT_TRUSTED("no key that you trust made a signature"),
    /** A trusted key is named and did not sign this. */
    SIGNATURE_INVALID("a signature names a trusted key and was not made by it over this statement"),
    /** The key is for something else. */
    KEY_ROLE_DIFFERS("the key that signed is trusted for something else than recording"),
    /** The key is for other runs or producers. */
    KEY_OUT_OF_SCOPE("the key that signed is trusted for other runs or another producer"),
    /** The recording ended outside the key's time. */
    KEY_NOT_IN_FORCE("the recording ended outside the time in which the key is trusted"),
    /** The key is revoked. */
    KEY_REVOKED(
        "the key that signed is revoked and no trusted time shows that the signature is older"),
    /** Some count, not enough. */
    THRESHOLD_NOT_MET("fewer trusted keys signed than are demanded"),
    /** No time stamp to check. */
    NO_TIMESTAMP_GIVEN("no trusted time stamp was given to check; event times are the recorder's"),
    /** A trusted authority stamped this archive. */
    TIMESTAMP_HOLDS(
        "a trusted authority stamped exactly this archive: it existed then; this does not say who"
            + " made it or that event times are true"),
    /** An authority to trust, and no time stamp. */
    TIMESTAMP_ABSENT("there is no time stamp beside the bundle and none was named"),
    /** The time stamp is not to be believed. */
    TIMESTAMP_REFUSED("the time stamp is malformed, of other bytes, or not by a trusted authority"),
    /** No log proof to check. */
    NO_LOG_PROOF_GIVEN("no log proof was given to check"),
    /** A trusted log holds the bundle. */
    LOG_PROOF_HOLDS(
        "a trusted log holds this bundle, under a checkpoint signed by it and the demanded"
            + " witnesses; without witnesses a log can show others another history"),
    /** A log to trust, and no proof. */
    LOG_PROOF_ABSENT("there is no log proof beside the bundle and none was named"),
    /** The proof is not to be believed. */
    LOG_PROOF_REFUSED("the log proof is malformed, of another bundle, or not by the trusted log"),
    /** No independent observer. */
    NO_OBSERVER_GIVEN("nothing independent of the recorder was given to compare with");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Gives the reason in words. */
    public String sentence() {
      return sentence;
    }
  }

  /** Gives {@code status}, {@code reason_code}, {@code says}, and {@code details} if any. */
  public Json.Obj json() {
    Json.ObjBuilder json =
        Json.object()
            .put("status", status.wire())
            .put("reason_code", reason.wire())
            .put("says", reason.sentence());
    if (!details.members().isEmpty()) {
      json.put("details", details);
    }
    return json.build();
  }
}
