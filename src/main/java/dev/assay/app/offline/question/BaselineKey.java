package dev.assay.app.offline.question;

import dev.assay.core.json.ActingCharacters;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;

/**
 * The name of a baseline, which becomes a file name: not empty, at most {@value #MAX_BYTES} bytes,
 * no slash or backslash, no {@code ..}, no leading dot, nothing that does not print.
 *
 * @param text the name
 */
public record BaselineKey(String text) {
  /** What every file system takes, with the ending. */
  private static final int MAX_BYTES = 200;

  /** What became of a text. */
  public sealed interface Reading {
    /** It is a key. */
    record Read(BaselineKey key) implements Reading {}

    /** It is none. */
    record Refused(Problem problem) implements Reading {}
  }

  /** Reads a key. */
  public static Reading read(String text) {
    boolean fits =
        !text.isEmpty()
            && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
            && !text.startsWith(".")
            && !text.contains("..")
            && text.codePoints().allMatch(BaselineKey::isPlain);
    return fits
        ? new Reading.Read(new BaselineKey(text))
        : new Reading.Refused(
            new Problem(
                "baseline.key",
                "the key is empty, too long, starts with a dot, or holds `..`, a slash, a"
                    + " backslash or a character that does not print",
                Where.NOWHERE,
                "choose a plain name, such as nightly"));
  }

  private static boolean isPlain(int c) {
    return c != '/' && c != '\\' && !ActingCharacters.acts(c);
  }

  /** Gives the name of its file. */
  public String fileName() {
    return text + ".tar.gz";
  }
}
