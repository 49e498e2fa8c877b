package dev.assay.core.policy.message;

import dev.assay.core.policy.scope.WebOrigin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first segment of a URI or of a glob, scheme and authority, in the one spelling in which the
 * two are compared. What stands in another spelling for the same host is brought to it or is none.
 */
final class UriBeginning {
  private UriBeginning() {}

  /** Gives the beginning of a URI, or null when readers could take it for another one. */
  static @Nullable String ofUri(String beginning) {
    return isOfWeb(beginning) ? orNull(WebOrigin.of(beginning)) : settled(beginning);
  }

  /** Gives the beginning of a glob, or null when no compared URI has such a one. */
  static @Nullable String ofGlob(String beginning) {
    return isOfWeb(beginning) ? orNull(WebOrigin.pattern(beginning)) : settled(beginning);
  }

  static boolean isOfWeb(String beginning) {
    int colon = beginning.indexOf(':');
    return colon > 0 && WebOrigin.isOfWeb(beginning.substring(0, colon));
  }

  /** An empty port and the root label of a host are the same place in another spelling. */
  private static @Nullable String settled(String beginning) {
    boolean authority = beginning.startsWith("//", beginning.indexOf(':') + 1);
    boolean loose = authority && (beginning.endsWith(":") || beginning.endsWith("."));
    return loose ? null : beginning;
  }

  private static @Nullable String orNull(Optional<String> origin) {
    return origin.isPresent() ? origin.get() : null;
  }
}
