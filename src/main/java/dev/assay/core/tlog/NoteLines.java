package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.note.CheckpointText;
import dev.assay.core.note.NoteRefusal;
import dev.assay.core.note.NoteText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of a text that came from outside, taken one after the other. */
final class NoteLines {
  private final AnchorFault fault;
  private final List<String> lines;
  private int next;

  private NoteLines(AnchorFault fault, List<String> lines) {
    this.fault = fault;
    this.lines = lines;
  }

  /** What opening a text gave. */
  sealed interface Opening {
    /** Its lines. */
    record Opened(NoteLines lines) implements Opening {}

    /** It is none. */
    record Refused(AnchorRefusal refusal) implements Opening {}
  }

  /** Cuts the text into lines, or says why it is none. */
  static Opening open(byte[] bytes, AnchorFault fault) {
    return switch (NoteText.read(bytes)) {
      case NoteText.Reading.Read(NoteText text) ->
          new Opening.Opened(new NoteLines(fault, text.lines()));
      case NoteText.Reading.Refused(NoteRefusal refusal) ->
          new Opening.Refused(refusal(fault, refusal));
    };
  }

  /** Says what is wrong with a note in the words of anchors. */
  static AnchorRefusal refusal(AnchorFault fault, NoteRefusal refusal) {
    AnchorFault named =
        switch (refusal.rule()) {
          case TOO_LARGE -> AnchorFault.TOO_LARGE;
          case FORM -> fault;
        };
    return new AnchorRefusal(named, refusal.detail(), refusal.line());
  }

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
    Optional<Long> number = NoteText.decimal(line.substring(word.length() + 1));
    next += number.isPresent() ? 1 : 0;
    return number;
  }

  /** Takes lines of one hash each up to an empty line, and that line; null when one is no hash. */
  @Nullable List<byte[]> takeHashes(int max) {
    List<byte[]> hashes = new ArrayList<>();
    while (!peek().isEmpty()) {
      Optional<byte[]> hash = Base64Text.decode(peek(), CheckpointText.HASH_BYTES);
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
}
