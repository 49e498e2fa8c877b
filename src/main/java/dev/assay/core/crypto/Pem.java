package dev.assay.core.crypto;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One PEM block (RFC 7468) with nothing around it. Says what the text is when it is something else;
 * never repeats a part of it.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final String SPACE = "\\s+";

  private Pem() {}

  /** What a file of keys may be asked for. */
  enum Wanted {
    /** An unencrypted PKCS#8 private key. */
    PRIVATE_KEY("PRIVATE KEY", "a PKCS#8 private key"),
    /** A SubjectPublicKeyInfo. */
    PUBLIC_KEY("PUBLIC KEY", "a public key");

    private final String label;
    private final String name;

    Wanted(String label, String name) {
      this.label = label;
      this.name = name;
    }
  }

  /** What became of the text. */
  sealed interface Reading {
    /** The contents of the block; nothing is known of them yet. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Read(byte[] der) implements Reading {}

    /** It is not one block of the wanted kind. */
    record Refused(Problem problem) implements Reading {}
  }

  static Reading read(byte[] pem, Wanted wanted) {
    String text = new String(pem, StandardCharsets.ISO_8859_1).strip();
    if (text.isEmpty()) {
      return refused("the file is empty", hint(wanted));
    }
    int begin = text.indexOf(BEGIN);
    int labelEnd = begin < 0 ? -1 : text.indexOf(DASHES, begin + BEGIN.length());
    if (labelEnd < 0) {
      return refused("not " + wanted.name + " in PEM", hint(wanted));
    }
    if (text.indexOf(BEGIN, labelEnd) >= 0) {
      return refused("holds more than one PEM block", "give each key a file of its own");
    }
    String label = text.substring(begin + BEGIN.length(), labelEnd);
    if (!label.equals(wanted.label)) {
      return other(label, wanted);
    }
    String end = "-----END " + label + DASHES;
    if (begin != 0 || !text.endsWith(end) || text.length() < labelEnd + 5 + end.length()) {
      return refused(
          "the PEM block is cut or has other text around it", "get the whole file again");
    }
    String body = text.substring(labelEnd + 5, text.length() - end.length());
    return Base64Text.decode(body.replaceAll(SPACE, ""))
        .<Reading>map(Reading.Read::new)
        .orElseGet(
            () -> refused("the PEM block is cut or is not base64", "get the whole file again"));
  }

  private static Reading other(String label, Wanted wanted) {
    if (label.equals("ENCRYPTED PRIVATE KEY")) {
      return refused("the key is encrypted", "store it as an unencrypted PKCS#8 file, mode 0600");
    }
    if (label.endsWith("CERTIFICATE")) {
      return refused(
          "holds a certificate, not a key",
          wanted == Wanted.PUBLIC_KEY
              ? "take its key out with `openssl x509 -pubkey -noout`"
              : hint(wanted));
    }
    if (label.endsWith("PRIVATE KEY")) {
      return wanted == Wanted.PUBLIC_KEY
          ? refused(
              "holds a private key where a public one belongs",
              "give the public half, `openssl pkey -pubout`, and keep the private one to its"
                  + " owner")
          : refused(
              "not a PKCS#8 private key in PEM", "convert it with `openssl pkcs8 -topk8 -nocrypt`");
    }
    if (label.equals("PUBLIC KEY")) {
      return refused("holds a public key where a private one belongs", hint(wanted));
    }
    return refused("not " + wanted.name + " in PEM", hint(wanted));
  }

  private static String hint(Wanted wanted) {
    return switch (wanted) {
      case PRIVATE_KEY -> "make one with `openssl genpkey -algorithm ed25519`";
      case PUBLIC_KEY -> "take it from the private key with `openssl pkey -pubout`";
    };
  }

  private static Reading refused(String message, @Nullable String hint) {
    return new Reading.Refused(new Problem("key.unusable", message, Where.NOWHERE, hint));
  }
}
