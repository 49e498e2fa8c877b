package dev.assay.core.attest;

import dev.assay.core.attest.DocumentCheck.Opening;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DSSE envelope before any cryptography: one spelling of everything, bounded sizes, no
 * unknown members. So no byte of an envelope can change without being noticed, not even one that no
 * signature is over. Source: {@code evidence.md} 5.3; DSSE v1.0.2, envelope.
 */
public final class EnvelopeReader {
  /** Nobody signs one statement more often. */
  static final int MAX_SIGNATURES = 16;

  /** A statement about a bundle is smaller than 2 KiB. */
  static final int MAX_PAYLOAD_BYTES = 1 << 20;

  /** A payload of the largest size in base64, and its signatures. */
  public static final int MAX_BYTES = 3 << 19;

  /** More than any signature of a kind we check: DER of two numbers of 33 bytes. */
  private static final int MAX_SIGNATURE_BYTES = 72;

  private static final int MAX_KEY_ID = 200;
  private static final String CODE = "attestation.malformed";

  private EnvelopeReader() {}

  /** What became of the bytes. */
  sealed interface Reading {
    /** The envelope can be judged. */
    record Read(SignedEnvelope envelope) implements Reading {}

    /** It is none. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads an envelope around one type of payload.
   *
   * @param payloadType the only type that is accepted
   * @param signs what such an envelope signs, for messages
   */
  static Reading read(byte[] text, String payloadType, String signs) {
    if (text.length == 0) {
      return refused("the attestation is empty");
    }
    if (text.length > MAX_BYTES) {
      return refused("the attestation is longer than " + MAX_BYTES + " bytes");
    }
    return switch (DocumentCheck.open(text, CODE, "the attestation")) {
      case Opening.Refused refused -> new Reading.Refused(List.of(refused.problem()));
      case Opening.Opened(Json.Obj envelope, DocumentCheck check) ->
          read(envelope, check, payloadType, signs);
    };
  }

  private static Reading refused(String message) {
    return new Reading.Refused(List.of(Problem.of(CODE, message, Where.NOWHERE)));
  }

  private static Reading read(
      Json.Obj envelope, DocumentCheck check, String payloadType, String signs) {
    check.onlyMembers(envelope, "", List.of("payload", "payloadType", "signatures"));
    String type = check.string(envelope, "", "payloadType");
    if (type != null && !type.equals(payloadType)) {
      check.refuse(
          "/payloadType",
          "`payloadType` must be `" + payloadType + "`",
          "this signs something else than " + signs);
    }
    byte[] payload = payload(check.string(envelope, "", "payload"), check);
    List<SignedEnvelope.Entry> signatures =
        signatures(check.array(envelope, "", "signatures"), check);
    return check.clean() && payload != null
        ? new Reading.Read(new SignedEnvelope(payloadType, payload, signatures))
        : new Reading.Refused(check.problems());
  }

  private static byte @Nullable [] payload(@Nullable String text, DocumentCheck check) {
    if (text == null) {
      return null;
    }
    byte[] payload = Base64Text.decode(text).orElse(null);
    if (payload == null) {
      check.refuse("/payload", "`payload` is not standard base64 with padding");
    } else if (payload.length > MAX_PAYLOAD_BYTES) {
      check.refuse("/payload", "`payload` is longer than 1 MiB");
    }
    return payload;
  }

  private static List<SignedEnvelope.Entry> signatures(
      Json.@Nullable Arr entries, DocumentCheck check) {
    List<SignedEnvelope.Entry> signatures = new ArrayList<>();
    if (entries == null) {
      return signatures;
    }
    if (entries.items().isEmpty()) {
      check.refuse("/signatures", "there is no signature");
    }
    if (entries.items().size() > MAX_SIGNATURES) {
      check.refuse("/signatures", "there are more than " + MAX_SIGNATURES + " signatures");
      return signatures;
    }
    for (int i = 0; i < entries.items().size(); i++) {
      String pointer = "/signatures/" + i;
      if (entries.items().get(i) instanceof Json.Obj entry) {
        signature(entry, pointer, check, signatures);
      } else {
        check.refuse(pointer, "`" + DocumentCheck.path(pointer) + "` must be an object");
      }
    }
    return signatures;
  }

  private static void signature(
      Json.Obj entry, String pointer, DocumentCheck check, List<SignedEnvelope.Entry> to) {
    check.onlyMembers(entry, pointer, List.of("keyid", "sig"));
    String keyId = entry.get("keyid") == null ? "" : check.string(entry, pointer, "keyid");
    if (keyId != null && keyId.length() > MAX_KEY_ID) {
      check.refuse(pointer + "/keyid", "`keyid` is longer than " + MAX_KEY_ID + " characters");
    }
    String text = check.string(entry, pointer, "sig");
    byte[] signature = text == null ? null : Base64Text.decode(text).orElse(null);
    if (text != null && signature == null) {
      check.refuse(pointer + "/sig", "`sig` is not standard base64 with padding");
    }
    if (signature != null && signature.length > MAX_SIGNATURE_BYTES) {
      check.refuse(pointer + "/sig", "`sig` is longer than a signature of a known kind");
    }
    if (keyId != null && signature != null) {
      to.add(new SignedEnvelope.Entry(keyId, signature));
    }
  }
}
