package dev.assay.core.anchor;

import java.util.Locale;

/** The rules a receipt can break. */
public enum AnchorFault {
  /** The size is bounded before anything is parsed. */
  TOO_LARGE("larger than any such file may be", "get the file again from its source"),
  /** DER with definite lengths, one value, nothing behind it. */
  NOT_DER("not one DER value", "keep the response exactly as the authority sent it"),
  /** DER of another kind. */
  NOT_A_QUERY("not a time-stamp request", "make one with `assay evidence timestamp request`"),
  /** DER of another kind. */
  NOT_A_RESPONSE(
      "not a time-stamp response", "keep the whole response, not only the token inside it"),
  /** The authority said no. */
  NOT_GRANTED("the authority did not grant a time stamp", "ask again or ask another authority"),
  /** Digests other than SHA-256, or weak ones in the signature. */
  WEAK_DIGEST(
      "the token uses a digest that is not accepted", "ask for a token with SHA-256 or stronger"),
  /** A token about something else. */
  IMPRINT_DIFFERS(
      "the time stamp is of other bytes", "check that the time stamp belongs to this bundle"),
  /** A response to another request. */
  NONCE_DIFFERS("the response answers another request", "use the request that was sent"),
  /** Another policy than the one asked for. */
  POLICY_DIFFERS(
      "the response is under another policy than was asked for", "ask for the policy you accept"),
  /** A token has one signer. */
  SIGNER_COUNT("the token does not have exactly one signature", "ask another authority"),
  /** Nothing to check the signature with. */
  CERTIFICATE_ABSENT(
      "the certificate of the authority is missing or there are too many of them",
      "name the authority's certificate with `--tsa-cert`"),
  /** The signed attribute names another certificate. */
  CERTIFICATE_DIFFERS(
      "the token does not name its certificate in a signed attribute", "ask another authority"),
  /** Extended key usage. */
  KEY_PURPOSE(
      "the certificate is not for time stamping only", "ask for a token by a time-stamp key"),
  /** Validity at the time of the token. */
  CERTIFICATE_EXPIRED(
      "a certificate was not valid at the time of the token", "ask for a new time stamp"),
  /** No way to a trusted certificate. */
  UNTRUSTED(
      "the certificate does not lead to a trusted one",
      "give the authority's root with `--tsa-cert` if you trust it"),
  /** The signature over the token. */
  SIGNATURE_INVALID("the signature does not hold", "get the file again from its source"),
  /** A PEM file without usable certificates. */
  NOT_CERTIFICATES("not a file of certificates in PEM", "name a PEM file with X.509 certificates"),
  /** A verifier key as C2SP signed-note spells it. */
  NOT_A_LOG_KEY("not a verifier key", "name a file with one line `<name>+<8 hex digits>+<base64>`"),
  /** A key that cannot sign a log. */
  KEY_UNFIT("the key cannot sign a log", "make an Ed25519 key"),
  /** Names go into signature lines. */
  NAME_UNFIT("not a name for a log or witness", "use a name without spaces and plus signs"),
  /** Form of a signed note. */
  NOT_A_NOTE("not a signed note", "get the file again from its source"),
  /** Form of a checkpoint. */
  NOT_A_CHECKPOINT("not a checkpoint of a log", "get the file again from its source"),
  /** Form of an inclusion proof. */
  NOT_A_LOG_PROOF("not a log proof", "make one with `assay evidence log prove`"),
  /** Form of a consistency proof. */
  NOT_A_CONSISTENCY_PROOF(
      "not a consistency proof", "make one with `assay evidence log prove --since`"),
  /** A checkpoint of some other log. */
  ORIGIN_DIFFERS("the checkpoint is of another log", "name the key of the log it is of"),
  /** No signature by the log's key. */
  LOG_SIGNATURE_ABSENT(
      "the checkpoint is not signed by the log", "name the key of the log it is of"),
  /** Too few witnesses. */
  WITNESS_QUORUM(
      "too few of the trusted witnesses signed the checkpoint", "get cosignatures and append them"),
  /** The proof does not lead to the checkpoint. */
  INCLUSION_FAILS(
      "the archive is not the entry the proof is about",
      "check that the proof belongs to this bundle"),
  /** Two checkpoints of one log that have no common history. */
  FORKED(
      "the log shows another history than the remembered checkpoint",
      "keep both checkpoints: together they prove that the log misbehaved"),
  /** A tree that shrank. */
  ROLLED_BACK(
      "the log is smaller than the remembered checkpoint",
      "keep both checkpoints: the log was cut back or an old copy is shown"),
  /** Files of a log directory that contradict its checkpoint. */
  LOG_DAMAGED("the files of the log contradict its checkpoint", "restore the log from a copy"),
  /** The archive was never appended. */
  NOT_IN_LOG("the archive is not in the log", "append it with `assay evidence log append`"),
  /** An envelope without one signature that a time stamp could be over. */
  NOT_STAMPABLE(
      "a time stamp is over the one signature of an attestation",
      "sign the bundle with exactly one key"),
  /** An envelope that cannot be exported. */
  NOT_EXPORTABLE(
      "cannot be expressed in a sigstore bundle", "sign the bundle with exactly one key");

  private final String sentence;
  private final String nextStep;

  AnchorFault(String sentence, String nextStep) {
    this.sentence = sentence;
    this.nextStep = nextStep;
  }

  /** Gives the stable name used in reports. */
  public String wire() {
    return "anchor." + name().toLowerCase(Locale.ROOT);
  }

  /** Gives the rule in words. */
  public String sentence() {
    return sentence;
  }

  /** Gives what to do about it. */
  public String nextStep() {
    return nextStep;
  }
}
