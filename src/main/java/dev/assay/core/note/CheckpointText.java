package dev.assay.core.note;

import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint's first three lines state: who speaks, how many entries a tree has, and the
 * root over them (C2SP tlog-checkpoint).
 */
public final class CheckpointText {
  /** Bytes of a root. */
  public static final int HASH_BYTES = 32;

  private static final int LINES = 3;
  private static final byte[] EMPTY_ROOT = Sha256.digest(new byte[0]);

  private final String origin;
  private final long size;
  private final byte[] root;

  private CheckpointText(String origin, long size, byte[] root) {
    this.origin = origin;
    this.size = size;
    this.root = root;
  }

  /** Gives the text of a checkpoint that we make. */
  public static CheckpointText of(String origin, long size, byte[] root) {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0 || root.length != HASH_BYTES) {
      throw new BugException("a checkpoint has an origin of one line, a size and 32 bytes");
    }
    return new CheckpointText(origin, size, root.clone());
  }

  /** What reading the lines gave. */
  public sealed interface Reading {
    /**
     * The text.
     *
     * @param extensions how many lines follow the three
     */
    record Read(CheckpointText text, int extensions) implements Reading {}

    /** The lines are none. */
    record Refused(NoteRefusal refusal) implements Reading {}
  }

  /** Reads the lines of a note's text: none of them empty, at least the three. */
  public static Reading read(List<String> lines) {
    if (lines.size() < LINES) {
      return refused("fewer than three lines", lines.size());
    }
    int empty = lines.indexOf("");
    if (empty >= 0) {
      return refused("an empty line", empty + 1);
    }
    Optional<Long> size = NoteText.decimal(lines.get(1));
    if (size.isEmpty()) {
      return refused("the size is not a decimal number below 2^63", 2);
    }
    Optional<byte[]> root = Base64Text.decode(lines.get(2), HASH_BYTES);
    if (root.isEmpty()) {
      return refused("the root is not the Base64 of 32 bytes", 3);
    }
    if (size.get() == 0 && !Arrays.equals(root.get(), EMPTY_ROOT)) {
      return refused("the root of no entries is the digest of no bytes", 3);
    }
    return new Reading.Read(
        new CheckpointText(lines.getFirst(), size.get(), root.get()), lines.size() - LINES);
  }

  private static Reading refused(String detail, int line) {
    return new Reading.Refused(NoteRefusal.of(detail, line));
  }

  /** Gives who speaks. */
  public String origin() {
    return origin;
  }

  /** Gives the number of entries. */
  public long size() {
    return size;
  }

  /** Gives the root over the entries, 32 bytes. */
  public byte[] root() {
    return root.clone();
  }

  /** Gives the three lines, each with its line feed: what is signed. */
  public String text() {
    return origin + '\n' + size + '\n' + Base64Text.encode(root) + '\n';
  }

  /** Gives the text as bytes. */
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
