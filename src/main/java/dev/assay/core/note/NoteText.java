package dev.assay.core.note;

import dev.assay.core.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A text of lines that came from outside: at most 64 KiB of UTF-8 without control characters, every
 * line ended.
 *
 * @param lines without their ends; at least one
 */
public record NoteText(List<String> lines) {
  /** Room for sixteen signatures of five kilobytes each would be 80; ours and Ed25519 need 3. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Digits of 2^63. */
  private static final int MAX_DIGITS = 19;

  /** Copies the lines. */
  public NoteText {
    lines = List.copyOf(lines);
  }

  /** What reading a text gave. */
  public sealed interface Reading {
    /** The lines. */
    record Read(NoteText text) implements Reading {}

    /** The bytes are none. */
    record Refused(NoteRefusal refusal) implements Reading {}
  }

  /** Cuts bytes into lines, or says why they are none. */
  public static Reading read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return new Reading.Refused(
          new NoteRefusal(NoteRefusal.Rule.TOO_LARGE, "more than " + MAX_BYTES + " bytes", 0));
    }
    if (!Utf8.isValid(bytes, 0, bytes.length)) {
      return refused("not UTF-8", 0);
    }
    int line = 1;
    for (byte b : bytes) {
      if (b >= 0 && b < 0x20 && b != '\n') {
        return refused("a control character", line);
      }
      line += b == '\n' ? 1 : 0;
    }
    if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
      return refused("the last line is not ended", line);
    }
    String text = new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    return new Reading.Read(new NoteText(List.of(text.split("\n", -1))));
  }

  private static Reading refused(String detail, int line) {
    return new Reading.Refused(NoteRefusal.of(detail, line));
  }

  /** Reads a decimal number without leading zeros below 2^63; empty for everything else. */
  public static Optional<Long> decimal(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits || (text.length() > 1 && text.charAt(0) == '0')) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
