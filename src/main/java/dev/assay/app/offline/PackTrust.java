package dev.assay.app.offline;

import dev.assay.core.attest.PackEnvelope;
import dev.assay.core.attest.SignatureFinding;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;

/** Whose rule packs run. */
public sealed interface PackTrust {
  /** Nobody asked: signatures beside packs are not looked at. */
  record NotAsked() implements PackTrust {}

  /**
   * A signature beside a pack must be by one of these keys.
   *
   * @param keys the trust set
   * @param required whether a pack file without a signature is refused too
   */
  record Asked(TrustSet keys, boolean required) implements PackTrust {}

  /** What is known of who signed a pack. */
  sealed interface Standing {
    /** Comes with the program. */
    record BuiltIn() implements Standing {}

    /** Nobody asked. */
    record NotChecked() implements Standing {}

    /** There is no signature, and none is required. */
    record Unsigned() implements Standing {}

    /** Trusted keys signed exactly this file. */
    record Signed(List<String> keyIds) implements Standing {
      /** Copies the ids. */
      public Signed {
        keyIds = List.copyOf(keyIds);
      }
    }

    /** The pack must not run. */
    record Refused(List<Problem> problems) implements Standing {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Judges a pack file. A signature that is there and does not count refuses the pack even when
   * none is required.
   */
  default Standing judge(PackFiles.Found.Bytes pack) {
    return switch (this) {
      case NotAsked _ ->
          pack.beside() instanceof PackFiles.Beside.BuiltIn
              ? new Standing.BuiltIn()
              : new Standing.NotChecked();
      case Asked asked ->
          switch (pack.beside()) {
            case PackFiles.Beside.BuiltIn _ -> new Standing.BuiltIn();
            case PackFiles.Beside.Absent _ ->
                asked.required()
                    ? refused(
                        pack,
                        "has no signature, and signed packs are required",
                        "sign it with `assay evidence attest --pack FILE --key KEY`")
                    : new Standing.Unsigned();
            case PackFiles.Beside.Unreadable(Problem problem) ->
                new Standing.Refused(List.of(problem));
            case PackFiles.Beside.Given(byte[] envelope) ->
                judge(pack, PackEnvelope.verify(envelope, pack.yaml(), asked.keys()));
          };
    };
  }

  private static Standing judge(PackFiles.Found.Bytes pack, PackEnvelope.Verdict verdict) {
    return switch (verdict) {
      case PackEnvelope.Verdict.Signed(List<SignatureFinding> signatures) ->
          new Standing.Signed(
              signatures.stream()
                  .filter(signature -> signature.standing().counts())
                  .map(SignatureFinding::keyId)
                  .distinct()
                  .toList());
      case PackEnvelope.Verdict.Malformed(List<Problem> problems) ->
          new Standing.Refused(
              problems.stream().map(p -> p.in(pack.document() + PackEnvelope.ENDING)).toList());
      case PackEnvelope.Verdict.Refused(SignatureFinding.Standing standing) ->
          refused(
              pack,
              "has a signature that does not count: " + standing.wire(),
              "trust the publisher's key with the role `pack`, or get the pack again");
      case PackEnvelope.Verdict.Differs _ ->
          refused(
              pack,
              "is not the file that was signed",
              "get pack and signature again, as they were");
    };
  }

  private static Standing refused(PackFiles.Found.Bytes pack, String why, String hint) {
    return new Standing.Refused(
        List.of(
            new Problem(
                "pack.signature", "the pack " + why, Where.document(pack.document()), hint)));
  }
}
