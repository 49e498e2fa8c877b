package dev.assay.adapter.cli.evidence.head;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.checkpoint.CheckpointNote;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Heads that somebody kept: as options, or as checkpoints in a file. */
sealed interface KeptHeads {
  /** Checkpoints of a year of a busy gate stay below this. */
  int MAX_FILE_BYTES = 64 << 20;

  /** No public key of ours comes near this. */
  int MAX_KEY_BYTES = 1 << 16;

  /** The heads could not be read. */
  record Unreadable(Problem problem) implements KeptHeads {}

  /**
   * What was read.
   *
   * @param given as options
   * @param notes from the file
   * @param damaged how many pieces of the file are no note
   * @param key that must have signed the notes, or null for any
   */
  record Read(
      List<ChainHead> given, List<CheckpointNote> notes, int damaged, @Nullable VerifyingKey key)
      implements KeptHeads {
    /** Gives every size that may have to be compared. */
    List<Long> sizes() {
      List<Long> sizes = new ArrayList<>();
      given.forEach(head -> sizes.add(head.size()));
      notes.forEach(note -> sizes.add(note.checkpoint().head().size()));
      return sizes;
    }

    /** Gives the heads of a run; notes that the key did not sign say nothing and do not count. */
    List<ChainHead> of(String run) {
      List<ChainHead> heads = new ArrayList<>(given);
      for (CheckpointNote note : notes) {
        if (note.checkpoint().run().equals(run) && (key == null || note.isSignedBy(key))) {
          heads.add(note.checkpoint().head());
        }
      }
      return heads;
    }

    /** Gives how many notes of a run do not count. */
    long ignored(String run) {
      return key == null
          ? 0
          : notes.stream()
              .filter(n -> n.checkpoint().run().equals(run) && !n.isSignedBy(key))
              .count();
    }
  }

  /** Reads what the options name. */
  static KeptHeads read(List<ChainHead> given, @Nullable Path checkpoints, @Nullable Path key) {
    try {
      VerifyingKey checking = key == null ? null : key(key);
      if (checkpoints == null) {
        return new Read(given, List.of(), 0, checking);
      }
      String text = new String(contents(checkpoints, MAX_FILE_BYTES), StandardCharsets.UTF_8);
      CheckpointNote.Series series = CheckpointNote.readAll(text);
      return new Read(given, series.notes(), series.damaged(), checking);
    } catch (Unusable e) {
      return unreadable(e.path, e.why);
    }
  }

  private static KeptHeads unreadable(Path path, String why) {
    return new Unreadable(Problem.of("evidence.head", why, Where.document(path.toString())));
  }

  private static VerifyingKey key(Path path) throws Unusable {
    return switch (VerifyingKey.readPem(contents(path, MAX_KEY_BYTES))) {
      case VerifyingKeyReading.Usable(VerifyingKey key) -> key;
      case VerifyingKeyReading.Unusable(Problem problem) ->
          throw new Unusable(path, problem.message());
    };
  }

  private static byte[] contents(Path path, int limit) throws Unusable {
    return switch (BoundedFile.read(path, limit)) {
      case BoundedFile.Reading.Read(byte[] bytes) -> bytes;
      case BoundedFile.Reading.Refused(_, String why) -> throw new Unusable(path, why);
    };
  }

  /** A file that is of no use here; never leaves this type. */
  final class Unusable extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Path path;
    private final String why;

    private Unusable(Path path, String why) {
      super(why);
      this.path = path;
      this.why = why;
    }
  }
}
