package dev.assay.core.policy.scope;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The host of an address: a name in its ASCII form, or an IP address.
 *
 * <p>A name with other letters is turned to ASCII only when every reader turns it to the same: its
 * letters are lower case, in NFKC, and none of those that versions of IDNA treat differently. What
 * would have to be mapped first is no host here.
 */
final class Host {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  /** Kept by one version of IDNA, replaced or dropped by another. */
  private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

  private final String name;
  private final @Nullable IpAddress address;

  private Host(String name, @Nullable IpAddress address) {
    this.name = name;
    this.address = address;
  }

  /** Reads a host as it stands in an address; null when it is none. */
  static @Nullable Host read(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]")
          ? of(IpAddress.v6(lower(text.substring(1, text.length() - 1))))
          : null;
    }
    String whole = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] labels = whole.split("\\.", -1);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < labels.length; i++) {
      String label = label(labels[i]);
      if (label == null) {
        return null;
      }
      name.append(i == 0 ? "" : ".").append(label);
      if (name.length() > MAX_NAME) {
        return null;
      }
      labels[i] = label;
    }
    return IpAddress.endsInNumber(labels[labels.length - 1])
        ? of(IpAddress.v4(name.toString()))
        : new Host(name.toString(), null);
  }

  private static @Nullable Host of(@Nullable IpAddress address) {
    return address == null ? null : new Host("", address);
  }

  /** Gives a label in lower case and ASCII, or null when it is none. */
  private static @Nullable String label(String text) {
    if (text.isEmpty() || text.length() > MAX_LABEL) {
      return null;
    }
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!plain && c < 0x80) {
        return null;
      }
      ascii &= plain;
    }
    String lower = lower(text);
    if (ascii) {
      return lower;
    }
    String encoded = isUnambiguous(lower) ? "xn--" + Punycode.encode(lower) : null;
    return encoded == null || encoded.length() > MAX_LABEL ? null : encoded;
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }

  private static boolean isUnambiguous(String label) {
    if (!Normalizer.isNormalized(label, Normalizer.Form.NFKC)) {
      return false;
    }
    for (int i = 0; i < label.length(); ) {
      int c = label.codePointAt(i);
      boolean mark =
          Character.getType(c) == Character.NON_SPACING_MARK
              || Character.getType(c) == Character.COMBINING_SPACING_MARK;
      boolean letter = Character.isLetterOrDigit(c) || (mark && i > 0) || c == '-' || c == '_';
      if (!letter
          || DEVIATIONS.indexOf(c) >= 0
          || Character.toLowerCase(c) != c
          || Character.isIdentifierIgnorable(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Gives the name in ASCII; empty for an IP address. */
  String name() {
    return name;
  }

  /** Gives the one spelling of it: the name in ASCII, or one form of the address. */
  String text() {
    return address == null ? name : address.text();
  }

  boolean isLiteral() {
    return address != null;
  }

  /** Whether text alone says that it is not on the public network. */
  boolean isPrivate() {
    return address != null
        ? address.isPrivate()
        : name.equals("localhost") || name.endsWith(".localhost");
  }

  /** Whether both are the same name or the same address. */
  boolean isSame(Host other) {
    return address != null ? address.equals(other.address) : name.equals(other.name);
  }
}
