package dev.assay.core.lint;

import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What makes a finding the same finding in another run. Nothing in it depends on the working
 * directory. Source: {@code evidence.md} 6.2.
 *
 * @param finding over rule, event and pack
 * @param line over rule, file, line and pack, bare hex; only for findings of packs
 */
public record Fingerprints(String finding, @Nullable String line) {
  private static final String EVENTS = "events.ndjson";

  static Fingerprints builtIn(String rule, EventPlace place) {
    return new Fingerprints(text(rule + ":" + where(place)), null);
  }

  /** The digest is the engine digest; the file name stands for a finding about no event. */
  static Fingerprints ofPack(
      String rule, @Nullable EventPlace place, String digest, String bundleFileName) {
    String uri = place == null ? bundleFileName : EVENTS;
    long line = place == null ? 1 : place.line();
    return new Fingerprints(
        text(rule + ":" + where(place) + ":" + digest),
        Sha256.hex(bytes(rule + ":" + uri + ":" + line + ":" + digest)));
  }

  private static String where(@Nullable EventPlace place) {
    return place == null ? "global" : place.seq() + ":" + place.line();
  }

  private static String text(String input) {
    return Sha256.text(bytes(input));
  }

  private static byte[] bytes(String input) {
    return input.getBytes(StandardCharsets.UTF_8);
  }
}
