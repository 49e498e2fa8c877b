package dev.assay.core.policy.scope;

import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code hosts}: a name, every name below one ({@code *.example.net}, not {@code
 * example.net} itself), or an IP address.
 */
final class HostPattern {
  private static final String BELOW = "*.";

  private final String text;
  private final Host host;
  private final boolean below;

  private HostPattern(String text, Host host, boolean below) {
    this.text = text;
    this.host = host;
    this.below = below;
  }

  /** Reads an entry; null when it is no host. */
  static @Nullable HostPattern read(String text) {
    boolean below = text.startsWith(BELOW);
    boolean bareV6 = text.indexOf(':') >= 0 && !text.startsWith("[");
    Host host = Host.read(below ? text.substring(2) : bareV6 ? "[" + text + "]" : text);
    return host == null || (below && host.isLiteral()) ? null : new HostPattern(text, host, below);
  }

  /** Gives what the entry names, without a star before it. */
  Host host() {
    return host;
  }

  boolean matches(Host candidate) {
    return below ? candidate.name().endsWith("." + host.name()) : host.isSame(candidate);
  }

  @Override
  public String toString() {
    return text;
  }
}
