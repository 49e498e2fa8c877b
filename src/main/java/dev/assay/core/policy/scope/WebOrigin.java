package dev.assay.core.policy.scope;

import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port of a web address in one spelling, for whoever compares them as text: the
 * host in lower case and ASCII or as one form of its IP address, the port always written. Says
 * nothing about where the address leads.
 */
public final class WebOrigin {
  private static final String SLASHES = "://";

  private WebOrigin() {}

  /** Says whether readers of a scheme's addresses repair and normalise them as browsers do. */
  public static boolean isOfWeb(String scheme) {
    return WebAddress.defaultPort(scheme.toLowerCase(Locale.ROOT)) >= 0;
  }

  /**
   * Gives the origin of {@code scheme://host}, perhaps with a port; empty for what not every reader
   * takes apart in the same way.
   */
  public static Optional<String> of(String address) {
    WebAddress read = WebAddress.read(address).address();
    return read == null
        ? Optional.empty()
        : Optional.of(read.scheme() + SLASHES + read.host().text() + ":" + read.port());
  }

  /**
   * Gives what {@link #of} gives, for a text in which {@code *} stands for any text; empty for one
   * that could match no origin. A last {@code *} without a port stands for every port as well.
   */
  public static Optional<String> pattern(String glob) {
    int slashes = glob.indexOf(SLASHES);
    if (glob.indexOf('*') < 0 || slashes < 0) {
      return of(glob);
    }
    String scheme = glob.substring(0, slashes).toLowerCase(Locale.ROOT);
    String authority = glob.substring(slashes + SLASHES.length());
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String lower = host.toLowerCase(Locale.ROOT);
    if (!isHostPattern(host)) {
      return Optional.empty();
    }
    if (colon < 0) {
      String port = lower.endsWith("*") ? "" : ":" + WebAddress.defaultPort(scheme);
      return Optional.of(scheme + SLASHES + lower + port);
    }
    return port(authority.substring(colon + 1)).map(port -> scheme + SLASHES + lower + ":" + port);
  }

  /** Letters of other scripts are part of a name only in its ASCII form. */
  private static boolean isHostPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.*".indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
  }

  private static Optional<String> port(String text) {
    if (text.indexOf('*') >= 0) {
      return Optional.of(text).filter(t -> t.matches("[0-9*]{1,9}"));
    }
    int port = text.isEmpty() ? Integer.MAX_VALUE : WebAddress.port(text);
    return port == Integer.MAX_VALUE ? Optional.empty() : Optional.of(Integer.toString(port));
  }
}
