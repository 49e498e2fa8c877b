package dev.assay.core.lint.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version that a pack asks for: {@code x.y} or {@code x.y.z}, after {@code >=} or {@code =} or
 * nothing, which is {@code >=}. Source: {@code evidence.md} 6.3.
 */
record RequiredVersion(boolean exact, List<Integer> parts) {
  /** The release of the reference implementation whose packs this program runs. */
  static final String SPOKEN_RELEASE = "3.30.0";

  /** The version of the checks that the reference implementation runs. */
  static final String ENGINE = "1.2";

  private static final int MAX_DIGITS = 6;

  /** Reads the text, or gives nothing when it is no version. */
  static Optional<RequiredVersion> read(String text) {
    String bare = text.strip();
    boolean exact = bare.startsWith("=");
    if (exact || bare.startsWith(">=")) {
      bare = bare.substring(exact ? 1 : 2).strip();
    }
    String[] words = bare.split("\\.", -1);
    if (words.length < 2 || words.length > 3) {
      return Optional.empty();
    }
    List<Integer> parts = new ArrayList<>();
    for (String word : words) {
      boolean number =
          !word.isEmpty()
              && word.length() <= MAX_DIGITS
              && word.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!number) {
        return Optional.empty();
      }
      parts.add(Integer.parseInt(word));
    }
    return Optional.of(new RequiredVersion(exact, parts));
  }

  /** Tells whether a version satisfies it. */
  boolean isMetBy(String version) {
    String[] have = version.split("\\.", -1);
    for (int i = 0; i < parts.size(); i++) {
      int part = i < have.length ? Integer.parseInt(have[i]) : 0;
      if (part != parts.get(i)) {
        return !exact && part > parts.get(i);
      }
    }
    return true;
  }
}
