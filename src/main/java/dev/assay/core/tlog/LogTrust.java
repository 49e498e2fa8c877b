package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.note.NoteKey;
import dev.assay.core.note.NoteSignature;
import dev.assay.core.problem.BugException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verifier believes about a log: its key, and how many of which witnesses must have signed.
 * Witnesses are told apart by their keys, not by their names, and none of them is the log.
 *
 * @param log the key of the log
 * @param witnesses keys of the witnesses that count
 * @param quorum how many of them must have signed; 0 asks for none
 */
public record LogTrust(NoteKey log, List<NoteKey> witnesses, int quorum) {
  /** More than any witness network has. */
  private static final int MAX_WITNESSES = 64;

  /** Bytes of the time before the signature in a cosignature. */
  private static final int TIME_BYTES = 8;

  /** Copies the keys. */
  public LogTrust {
    witnesses = List.copyOf(witnesses);
    if (quorum < 0 || quorum > witnesses.size()) {
      throw new BugException("a quorum is asked of the witnesses there are");
    }
  }

  /** What reading trust from key files gave. */
  public sealed interface Reading {
    /** The trust. */
    record Read(LogTrust trust) implements Reading {}

    /**
     * A file is refused.
     *
     * @param file 0 for the log's, then the witnesses' in their order
     */
    record Refused(AnchorRefusal refusal, int file) implements Reading {}
  }

  /** What a checkpoint is worth. */
  public sealed interface Standing {
    /**
     * Signed by the log and by enough witnesses.
     *
     * @param witnesses names of all trusted witnesses that signed
     * @param seenAt when the last of the quorum's first had signed; null without a quorum
     */
    record Trusted(List<String> witnesses, @Nullable Instant seenAt) implements Standing {}

    /** Not to be believed. */
    record Refused(AnchorRefusal refusal) implements Standing {}
  }

  /**
   * Reads trust from a file with the log's verifier key and files with one or more witnesses' keys
   * each, one a line.
   */
  public static Reading read(byte[] logFile, List<byte[]> witnessFiles, int quorum) {
    Keys log = keys(logFile, NoteKey.Kind.ED25519, 1);
    AnchorRefusal refusal = log.refusal();
    if (refusal != null) {
      return new Reading.Refused(refusal, 0);
    }
    NoteKey logKey = log.keys().getFirst();
    List<NoteKey> witnesses = new ArrayList<>();
    for (int i = 0; i < witnessFiles.size(); i++) {
      Keys file =
          keys(witnessFiles.get(i), NoteKey.Kind.COSIGNATURE, MAX_WITNESSES - witnesses.size());
      AnchorRefusal bad = file.refusal();
      if (bad != null) {
        return new Reading.Refused(bad, i + 1);
      }
      for (NoteKey key : file.keys()) {
        if (key.isSameKey(logKey) || witnesses.stream().anyMatch(key::isSameKey)) {
          return new Reading.Refused(
              AnchorRefusal.of(
                  AnchorFault.NOT_A_LOG_KEY,
                  "`" + key.name() + "` has the key of the log or of another witness"),
              i + 1);
        }
        witnesses.add(key);
      }
    }
    if (quorum < 0 || quorum > witnesses.size()) {
      return new Reading.Refused(
          AnchorRefusal.of(
              AnchorFault.WITNESS_QUORUM,
              "%d asked for, %d keys given".formatted(quorum, witnesses.size())),
          0);
    }
    return new Reading.Read(new LogTrust(logKey, witnesses, quorum));
  }

  /** The keys of a file, or why it is refused. */
  private record Keys(List<NoteKey> keys, @Nullable AnchorRefusal refusal) {}

  /** Reads lines of verifier keys: at least one, nothing else. */
  private static Keys keys(byte[] file, NoteKey.Kind kind, int max) {
    return switch (NoteLines.open(file, AnchorFault.NOT_A_LOG_KEY)) {
      case NoteLines.Opening.Refused(AnchorRefusal refusal) -> new Keys(List.of(), refusal);
      case NoteLines.Opening.Opened(NoteLines lines) -> keys(lines, kind, max);
    };
  }

  private static Keys keys(NoteLines lines, NoteKey.Kind kind, int max) {
    List<NoteKey> keys = new ArrayList<>();
    while (lines.hasNext()) {
      if (keys.size() == max) {
        return new Keys(keys, lines.refuse("more than " + max + " keys"));
      }
      switch (NoteKey.read(lines.take(), kind)) {
        case NoteKey.Reading.Read(NoteKey key) -> keys.add(key);
        case NoteKey.Reading.Refused(String detail) -> {
          return new Keys(keys, lines.refuseTaken(detail));
        }
      }
    }
    return new Keys(keys, null);
  }

  /**
   * Judges a checkpoint: its origin, the log's signature and the cosignatures. A signature that
   * claims to be by a key we know and does not hold refuses the whole checkpoint.
   */
  public Standing judge(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(log.name())) {
      return refused(
          AnchorFault.ORIGIN_DIFFERS,
          "it says `" + checkpoint.origin() + "`, the key is of `" + log.name() + "`");
    }
    return switch (checkpoint.note().standing(log)) {
      case FORGED -> refused(AnchorFault.SIGNATURE_INVALID, "the log's");
      case UNSIGNED ->
          refused(AnchorFault.LOG_SIGNATURE_ABSENT, "no line is by `" + log.text() + "`");
      case SIGNED -> cosigned(checkpoint);
    };
  }

  private Standing cosigned(Checkpoint checkpoint) {
    List<String> names = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    for (NoteKey witness : witnesses) {
      Optional<Instant> first = Optional.empty();
      for (NoteSignature signature : checkpoint.note().by(witness)) {
        Optional<Instant> time = cosignedAt(witness, checkpoint.note().text(), signature.bytes());
        if (time.isEmpty()) {
          return refused(AnchorFault.SIGNATURE_INVALID, "of witness `" + witness.name() + "`");
        }
        first = first.filter(earlier -> earlier.isBefore(time.get())).or(() -> time);
      }
      first.ifPresent(
          time -> {
            names.add(witness.name());
            times.add(time);
          });
    }
    if (times.size() < quorum) {
      return refused(
          AnchorFault.WITNESS_QUORUM,
          "%d of %d, %d are demanded".formatted(times.size(), witnesses.size(), quorum));
    }
    List<Instant> sorted = times.stream().sorted().toList();
    return new Standing.Trusted(List.copyOf(names), quorum == 0 ? null : sorted.get(quorum - 1));
  }

  private static Optional<Instant> cosignedAt(NoteKey witness, byte[] text, byte[] signature) {
    if (signature.length <= TIME_BYTES) {
      return Optional.empty();
    }
    ByteBuffer parts = ByteBuffer.wrap(signature);
    long seconds = parts.getLong();
    byte[] bare = new byte[parts.remaining()];
    parts.get(bare);
    if (seconds < 0 || !witness.accepts(cosignedMessage(seconds, text), bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Gives what a witness signs: header, time and the note's text (C2SP tlog-cosignature). */
  static byte[] cosignedMessage(long seconds, byte[] text) {
    byte[] head = ("cosignature/v1\ntime " + seconds + '\n').getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
  }

  private static Standing refused(AnchorFault fault, String detail) {
    return new Standing.Refused(AnchorRefusal.of(fault, detail));
  }
}
