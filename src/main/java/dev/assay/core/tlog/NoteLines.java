package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text that came from outside, read one after the other: UTF-8 without control
 * characters, every line ended.
 */
final class NoteLines {
  /** Room for sixteen signatures of five kilobytes each would be 80; ours and Ed25519 need 3. */
  static final int MAX_BYTES = 64 * 1024;

  private final AnchorFault fault;
  private final List<String> lines;
  private int next;

  private NoteLines(AnchorFault fault, List<String> lines) {
    this.fault = fault;
    this.lines = lines;
  }

  /** Cuts the text into lines, or says why it is none. */
  static Opening open(byte[] bytes, AnchorFault fault) {
    if (bytes.length > MAX_BYTES) {
      return refused(AnchorRefusal.of(AnchorFault.TOO_LARGE, "more than " + MAX_BYTES + " bytes"));
    }
    if (!Utf8.isValid(bytes, 0, bytes.length)) {
      return refused(AnchorRefusal.of(fault, "not UTF-8"));
    }
    int line = 1;
    for (byte b : bytes) {
      if (b >= 0 && b < 0x20 && b != '\n') {
        return refused(new AnchorRefusal(fault, "a control character", line));
      }
      line += b == '\n' ? 1 : 0;
    }
    if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
      return refused(new AnchorRefusal(fault, "the last line is not ended", line));
    }
    String text = new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    return new Opening(new NoteLines(fault, new ArrayList<>(List.of(text.split("\n", -1)))), null);
  }

  private static Opening refused(AnchorRefusal refusal) {
    return new Opening(null, refusal);
  }

  /** Either the lines or a refusal. */
  record Opening(@Nullable NoteLines lines, @Nullable AnchorRefusal refusal) {}

  boolean hasNext() {
    return next < lines.size();
  }

  /** Gives the next line without taking it; empty text at the end. */
  String peek() {
    return hasNext() ? lines.get(next) : "";
  }

  String take() {
    String line = peek();
    next++;
    return line;
  }

  /** Takes {@code <word> <decimal>}; empty when the line is not of that form. */
  Optional<Long> takeNumber(String word) {
    String line = peek();
    if (!line.startsWith(word + ' ')) {
      return Optional.empty();
    }
    Optional<Long> number = decimal(line.substring(word.length() + 1));
    next += number.isPresent() ? 1 : 0;
    return number;
  }

  /** Takes lines of one hash each up to an empty line, and that line; null when one is no hash. */
  @Nullable List<byte[]> takeHashes(int max) {
    List<byte[]> hashes = new ArrayList<>();
    while (!peek().isEmpty()) {
      Optional<byte[]> hash = StrictBase64.decode(peek(), Checkpoint.HASH_BYTES);
      if (hash.isEmpty() || hashes.size() == max) {
        return null;
      }
      hashes.add(hash.get());
      next++;
    }
    next++;
    return hashes;
  }

  /** Gives the bytes from the next line to the end. */
  byte[] rest() {
    return (String.join("\n", lines.subList(Math.min(next, lines.size()), lines.size())) + '\n')
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Gives the number of the next line, from 1. */
  int line() {
    return next + 1;
  }

  /** Refuses the line that comes next. */
  AnchorRefusal refuse(String detail) {
    return new AnchorRefusal(fault, detail, line());
  }

  /** Refuses the line taken last. */
  AnchorRefusal refuseTaken(String detail) {
    return new AnchorRefusal(fault, detail, next);
  }

  /** Moves a refusal of the rest to its line in the whole text. */
  AnchorRefusal shift(AnchorRefusal inner) {
    return inner.line() == 0
        ? inner
        : new AnchorRefusal(inner.fault(), inner.detail(), inner.line() + next);
  }

  /** Reads a decimal number without leading zeros below 2^63. */
  static Optional<Long> decimal(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 19;
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
