package dev.assay.adapter.anchor;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.tlog.Checkpoint;
import dev.assay.core.tlog.ConsistencyProof;
import dev.assay.core.tlog.EntryBundle;
import dev.assay.core.tlog.LogAudit;
import dev.assay.core.tlog.LogGrowth;
import dev.assay.core.tlog.LogLeaf;
import dev.assay.core.tlog.LogProof;
import dev.assay.core.tlog.LogSigner;
import dev.assay.core.tlog.LogTrust;
import dev.assay.core.tlog.Tile;
import dev.assay.core.tlog.TileTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transparency log as the files of C2SP tlog-tiles: {@code checkpoint}, {@code tile/…}, and the
 * log's verifier key in {@code verifier-key}.
 *
 * <p>INVARIANT: the checkpoint is replaced last, when every file it stands on is on the disk, and
 * files it stands on are never written again. A crash leaves the old log whole; the same append,
 * done again, finishes.
 */
public final class LogDirectory {
  /** The signed tree head. */
  public static final String CHECKPOINT = "checkpoint";

  /** The key that verifies it, one line. */
  public static final String VERIFIER_KEY = "verifier-key";

  private static final String LOCK = ".lock";
  private static final int MAX_NOTE_BYTES = 64 * 1024;
  private static final int MAX_HASHES_BYTES = Tile.FULL_WIDTH * 32;
  private static final int MAX_ENTRIES_BYTES = Tile.FULL_WIDTH * (EntryBundle.MAX_ENTRY_BYTES + 2);

  private final Path directory;
  private final LogDisk disk;

  /** Makes access to the log in a directory. */
  public LogDirectory(Path directory) {
    this(directory, new PlainLogDisk());
  }

  LogDirectory(Path directory, LogDisk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /** What came of an operation on a log. */
  public sealed interface Outcome {
    /** A new log is there. */
    record Begun(Checkpoint checkpoint) implements Outcome {}

    /** Every bundle is in the log. */
    record Appended(Checkpoint checkpoint, List<Entry> entries) implements Outcome {
      /** Copies the entries. */
      public Appended {
        entries = List.copyOf(entries);
      }
    }

    /** The log only grew since. */
    record Continued(ConsistencyProof proof) implements Outcome {}

    /** Nothing contradicts the checkpoint. */
    record Sound(Checkpoint checkpoint) implements Outcome {}

    /** The log or what was given for it is refused. */
    record Refused(Problem problem) implements Outcome {}

    /** The disk is in the way. */
    record Unavailable(Problem problem) implements Outcome {}
  }

  /**
   * A bundle in the log.
   *
   * @param subject the bundle
   * @param proof that it is in the log
   * @param added whether it was not there before
   */
  public record Entry(AnchorSubject subject, LogProof proof, boolean added) {}

  /** An operation that the disk can interrupt. */
  private interface Steps {
    Outcome run() throws IOException;
  }

  /** Begins an empty log; refused when the directory has one. */
  public Outcome begin(LogSigner signer) {
    return guarded(
        () -> {
          disk.createDirectories(directory);
          return held(
              () -> {
                if (disk.read(directory.resolve(CHECKPOINT), MAX_NOTE_BYTES).isPresent()) {
                  return new Outcome.Refused(
                      Problem.of(
                          "anchor.log_exists",
                          "there is a log in `" + directory + "` already",
                          Where.NOWHERE));
                }
                String key = signer.verifier().text() + '\n';
                replace(directory.resolve(VERIFIER_KEY), key.getBytes(StandardCharsets.UTF_8));
                Checkpoint empty = signer.checkpoint(0, Sha256.digest(new byte[0]));
                replace(directory.resolve(CHECKPOINT), empty.bytes());
                return new Outcome.Begun(empty);
              });
        });
  }

  /** Appends the bundles that are not in the log, and proves all of them. */
  public Outcome append(List<AnchorSubject> subjects, LogSigner signer) {
    return guarded(
        () ->
            held(
                () -> {
                  Checkpoint last = checkpoint(new LogTrust(signer.verifier(), List.of(), 0));
                  Map<AnchorSubject, Long> places = places(subjects, last);
                  List<byte[]> entries = new ArrayList<>();
                  Set<AnchorSubject> added = new LinkedHashSet<>(subjects);
                  added.removeAll(places.keySet());
                  for (AnchorSubject subject : added) {
                    places.put(subject, last.size() + entries.size());
                    entries.add(LogLeaf.canonicalBytes(subject));
                  }
                  Checkpoint now = entries.isEmpty() ? last : grow(last, entries, signer);
                  List<Entry> proven = new ArrayList<>();
                  for (AnchorSubject subject : subjects) {
                    long place = place(places, subject);
                    proven.add(new Entry(subject, proof(place, now), added.contains(subject)));
                  }
                  return new Outcome.Appended(now, proven);
                }));
  }

  private static long place(Map<AnchorSubject, Long> places, AnchorSubject subject) {
    Long place = places.get(subject);
    return place == null ? -1 : place;
  }

  /** Proves a bundle under the log's present checkpoint. */
  public Outcome prove(AnchorSubject subject) {
    return guarded(
        () -> {
          Checkpoint now = checkpoint(null);
          Map<AnchorSubject, Long> places = places(List.of(subject), now);
          long place = place(places, subject);
          if (place < 0) {
            throw new RefusedLog(AnchorRefusal.of(AnchorFault.NOT_IN_LOG), null);
          }
          return new Outcome.Appended(now, List.of(new Entry(subject, proof(place, now), false)));
        });
  }

  /** Proves that the log only grew since a checkpoint. */
  public Outcome since(Checkpoint old) {
    return guarded(
        () -> {
          Checkpoint now = checkpoint(null);
          if (old.size() > now.size()) {
            throw new RefusedLog(
                AnchorRefusal.of(
                    AnchorFault.ROLLED_BACK,
                    "%d entries now, %d remembered".formatted(now.size(), old.size())),
                null);
          }
          List<byte[]> hashes = hashes(tree(now).consistency(old.size()));
          ConsistencyProof proof = new ConsistencyProof(old.size(), hashes, now);
          AnchorRefusal objection = proof.objection(old);
          if (objection != null) {
            throw new RefusedLog(objection, null);
          }
          return new Outcome.Continued(proof);
        });
  }

  /** Goes through all entries and tiles, and holds them against a remembered checkpoint. */
  public Outcome audit(LogTrust trust, @Nullable Checkpoint remembered) {
    return guarded(
        () -> {
          Checkpoint now = checkpoint(trust);
          Optional<AnchorRefusal> objection = LogAudit.objection(now, remembered, this::tile);
          if (objection.isPresent()) {
            throw new RefusedLog(objection.get(), null);
          }
          return new Outcome.Sound(now);
        });
  }

  /** Thrown and caught in this class only. */
  private static final class RefusedLog extends IOException {
    private static final long serialVersionUID = 1;
    private final transient AnchorRefusal refusal;
    private final @Nullable String file;

    RefusedLog(AnchorRefusal refusal, @Nullable String file) {
      super(refusal.text());
      this.refusal = refusal;
      this.file = file;
    }
  }

  private Outcome guarded(Steps steps) {
    try {
      return steps.run();
    } catch (RefusedLog e) {
      String name = e.file == null ? directory.toString() : directory.resolve(e.file).toString();
      return new Outcome.Refused(e.refusal.problem(name));
    } catch (IOException e) {
      return unavailable("it cannot be read or written");
    }
  }

  private Outcome unavailable(String why) {
    return new Outcome.Unavailable(
        Problem.of("anchor.unavailable", "log `" + directory + "`: " + why, Where.NOWHERE));
  }

  private Outcome held(Steps steps) throws IOException {
    Optional<Closeable> lock = disk.lock(directory.resolve(LOCK));
    if (lock.isEmpty()) {
      return unavailable("somebody else is writing to it");
    }
    try (Closeable _ = lock.get()) {
      return steps.run();
    }
  }

  private Checkpoint checkpoint(@Nullable LogTrust trust) throws IOException {
    byte[] bytes =
        disk.read(directory.resolve(CHECKPOINT), MAX_NOTE_BYTES)
            .orElseThrow(
                () ->
                    new RefusedLog(
                        AnchorRefusal.of(AnchorFault.NOT_A_CHECKPOINT, "there is none"),
                        CHECKPOINT));
    return switch (Checkpoint.read(bytes)) {
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) ->
          throw new RefusedLog(refusal, CHECKPOINT);
      case Checkpoint.Reading.Read(Checkpoint checkpoint) -> {
        if (trust != null
            && trust.judge(checkpoint) instanceof LogTrust.Standing.Refused(AnchorRefusal r)) {
          throw new RefusedLog(r, CHECKPOINT);
        }
        yield checkpoint;
      }
    };
  }

  private TileTree tree(Checkpoint checkpoint) {
    return new TileTree(checkpoint.size(), this::tile);
  }

  /** A tile as far as it can be read; what cannot is missing. */
  private Optional<byte[]> tile(Tile tile) {
    int max = tile.level() == Tile.ENTRIES ? MAX_ENTRIES_BYTES : MAX_HASHES_BYTES;
    try {
      return disk.read(directory.resolve(tile.path()), max);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Map<AnchorSubject, Long> places(List<AnchorSubject> subjects, Checkpoint checkpoint)
      throws IOException {
    Map<AnchorSubject, Long> places = new LinkedHashMap<>();
    for (AnchorSubject subject : subjects) {
      switch (tree(checkpoint).find(LogLeaf.hash(subject))) {
        case TileTree.Search.Damaged(AnchorRefusal refusal) -> throw new RefusedLog(refusal, null);
        case TileTree.Search.Done(OptionalLong index) ->
            index.ifPresent(place -> places.put(subject, place));
      }
    }
    return places;
  }

  private LogProof proof(long index, Checkpoint checkpoint) throws IOException {
    TileTree tree = tree(checkpoint);
    if (!Arrays.equals(hashes(tree.root()).getFirst(), checkpoint.root())) {
      throw new RefusedLog(AnchorRefusal.of(AnchorFault.LOG_DAMAGED, "another root"), null);
    }
    return new LogProof(index, hashes(tree.inclusion(index)), checkpoint);
  }

  private static List<byte[]> hashes(TileTree.Answer answer) throws IOException {
    return switch (answer) {
      case TileTree.Answer.Damaged(AnchorRefusal refusal) -> throw new RefusedLog(refusal, null);
      case TileTree.Answer.Hashes(List<byte[]> hashes) -> hashes;
    };
  }

  private Checkpoint grow(Checkpoint last, List<byte[]> entries, LogSigner signer)
      throws IOException {
    LogGrowth growth =
        switch (LogGrowth.plan(last, this::tile, entries)) {
          case LogGrowth.Plan.Damaged(AnchorRefusal refusal) -> throw new RefusedLog(refusal, null);
          case LogGrowth.Plan.Planned(LogGrowth planned) -> planned;
        };
    Set<Path> touched = new LinkedHashSet<>();
    for (Map.Entry<Tile, byte[]> file : growth.files().entrySet()) {
      Path path = directory.resolve(file.getKey().path());
      Path parent = path.getParent();
      if (parent != null) {
        disk.createDirectories(parent);
      }
      place(path, file.getValue());
      for (Path up = path.getParent(); up != null && !up.equals(directory); up = up.getParent()) {
        touched.add(up);
      }
    }
    for (Path path : touched) {
      disk.forceDirectory(path);
    }
    disk.forceDirectory(directory);
    Checkpoint now = signer.checkpoint(growth.newSize(), growth.newRoot());
    replace(directory.resolve(CHECKPOINT), now.bytes());
    return now;
  }

  private void place(Path path, byte[] bytes) throws IOException {
    Path partial = path.resolveSibling(path.getFileName() + ".partial");
    disk.write(partial, bytes);
    disk.rename(partial, path);
  }

  private void replace(Path path, byte[] bytes) throws IOException {
    place(path, bytes);
    disk.forceDirectory(directory);
  }
}
