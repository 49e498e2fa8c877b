package dev.assay.core.policy.scope;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an absolute URL that say where it leads. Only what every reader takes apart in the
 * same way is one: {@code scheme://host}, perhaps a port, then a path. Backslashes, blanks, control
 * characters, user information, a missing or third slash are refused instead of repaired.
 *
 * <p>Source: {@code policy-language.md} 3; the URL standard for numbers that are addresses.
 */
final class WebAddress {
  private static final int MAX_CHARS = 8_192;
  private static final int NO_PORT = -1;

  static final Objection MALFORMED =
      new Objection(
          "malformed",
          "must be an absolute URL such as `https://host/path`, without blanks, control characters"
              + " and `\\`");
  static final Objection USER_INFO =
      new Objection("userinfo", "must not have a name or password before the host");
  static final Objection NO_HOST =
      new Objection("host", "must have a host name in lower case or its `xn--` form");
  static final Objection BAD_PORT = new Objection("port", "must have a port from 0 to 65535");

  private final String scheme;
  private final Host host;
  private final int port;

  private WebAddress(String scheme, Host host, int port) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
  }

  /** An address, or why it is none: one of the two is null. */
  record Reading(@Nullable WebAddress address, @Nullable Objection objection) {}

  static Reading read(String text) {
    int colon = text.length() > MAX_CHARS || !isClean(text) ? -1 : text.indexOf(':');
    String scheme = colon < 1 ? "" : scheme(text, colon);
    if (scheme.isEmpty() || !text.startsWith("//", colon + 1)) {
      return new Reading(null, MALFORMED);
    }
    int from = colon + 3;
    int to = from;
    while (to < text.length() && "/?#".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return authority(scheme, text.substring(from, to));
  }

  private static Reading authority(String scheme, String authority) {
    if (authority.isEmpty()) {
      return new Reading(null, MALFORMED);
    }
    if (authority.indexOf('@') >= 0) {
      return new Reading(null, USER_INFO);
    }
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String name = colon < 0 ? authority : authority.substring(0, colon);
    Host host = Host.read(name);
    if (host == null) {
      return new Reading(null, NO_HOST);
    }
    String digits = colon < 0 ? "" : authority.substring(colon + 1);
    int port = digits.isEmpty() ? defaultPort(scheme) : port(digits);
    return port == Integer.MAX_VALUE
        ? new Reading(null, BAD_PORT)
        : new Reading(new WebAddress(scheme, host, port), null);
  }

  /** Gives the port that digits write, {@link Integer#MAX_VALUE} when it is none. */
  static int port(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || digits.length() > 5) {
        return Integer.MAX_VALUE;
      }
      port = port * 10 + c - '0';
    }
    return port > 65_535 ? Integer.MAX_VALUE : port;
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == '\\' || c == 0xfeff) {
        return false;
      }
    }
    return true;
  }

  /** Gives the scheme in lower case; empty when it is none. */
  private static String scheme(String text, int end) {
    StringBuilder scheme = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
      boolean letter = lower >= 'a' && lower <= 'z';
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return "";
      }
      scheme.append(lower);
    }
    return scheme.toString();
  }

  /** Gives the port that a scheme has without saying so, or -1 when it has none. */
  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> NO_PORT;
    };
  }

  String scheme() {
    return scheme;
  }

  Host host() {
    return host;
  }

  /** Gives the port, that of the scheme when none is written; -1 when there is none. */
  int port() {
    return port;
  }
}
