package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.adapter.store.disk.PlainDisk;
import dev.assay.app.record.Appending;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.JournalHeader;
import dev.assay.app.record.JournalOpening;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Evidence in files: a journal while a part is recorded, a bundle afterwards ({@code design.md} §3
 * rows 7 and 8). Directories are made with mode 0700, files with 0600, nothing is ever overwritten.
 * Any number of recorders, in this process or others, may share a directory.
 */
public final class FileEvidenceStore implements EvidenceStore {
  /** How bundle names end. */
  static final String BUNDLE_ENDING = ".tar.gz";

  private static final String JOURNAL_ENDING = ".journal";

  /** Two names in one second that agree in 32 bits are rare; this many are not chance. */
  private static final int MAX_ATTEMPTS = 64;

  private final StoreSettings settings;
  private final Disk disk;
  private final JournalSealer sealer;
  private final List<RecoveryOutcome> recoveredAtStart = new ArrayList<>();

  /** Makes a store; touches nothing yet. */
  public FileEvidenceStore(StoreSettings settings) {
    this(settings, new PlainDisk());
  }

  FileEvidenceStore(StoreSettings settings, Disk disk) {
    this.settings = settings;
    this.disk = disk;
    this.sealer = new JournalSealer(disk, settings);
  }

  @Override
  public Optional<Problem> prepare(Instant at) {
    Path directory = directory();
    try {
      disk.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      return Optional.of(unusable("`" + directory + "` is not a directory"));
    } catch (IOException e) {
      return Optional.of(
          StoreProblems.of("evidence.store.directory", "cannot make directory", directory, e));
    }
    if (!Files.isWritable(directory)) {
      return Optional.of(unusable("directory `" + directory + "` is not writable"));
    }
    return settings.place() instanceof StoreSettings.Place.SingleFile file
        ? prepareFile(file.path(), at)
        : Optional.empty();
  }

  private static Problem unusable(String message) {
    return StoreProblems.of(
        "evidence.store.directory", message, "choose another place with --evidence-dir");
  }

  /** A crashed run may have left the journal of this very name: it is finished first. */
  private Optional<Problem> prepareFile(Path file, Instant at) {
    Path journal = journalOf(file);
    if (disk.exists(journal)) {
      Optional<RecoveryOutcome> outcome =
          new JournalRecovery(disk, sealer, at, new HashMap<>()).recover(journal);
      outcome.ifPresent(recoveredAtStart::add);
      if (disk.exists(journal)) {
        return Optional.of(
            StoreProblems.of(
                "evidence.store.exists",
                "`" + journal + "` is in use by another run or cannot be recovered",
                "choose another file with --evidence-out"));
      }
    }
    return disk.exists(file)
        ? Optional.of(
            StoreProblems.of(
                "evidence.store.exists",
                "`" + file + "` exists and is never overwritten",
                "choose another file with --evidence-out"))
        : Optional.empty();
  }

  @Override
  public JournalOpening open(JournalHeader header, Instant at) {
    IOException last = new FileAlreadyExistsException(directory().toString());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Path bundle = bundlePath(header, at, attempt);
      Path journal = journalOf(bundle);
      try {
        if (disk.exists(bundle)) {
          continue;
        }
        return create(journal, new JournalFormat.FirstLine(header, name(bundle)));
      } catch (FileAlreadyExistsException e) {
        last = e;
      } catch (IOException e) {
        return failed(journal, e);
      }
    }
    return failed(directory(), last);
  }

  private static JournalOpening failed(Path path, IOException cause) {
    return new JournalOpening.Failed(
        StoreProblems.of("evidence.store.open", "cannot make journal", path, cause));
  }

  private JournalOpening create(Path path, JournalFormat.FirstLine first) throws IOException {
    DiskFile file = disk.createHeld(path);
    FileJournal journal = new FileJournal(path, file, 0, settings.durability(), sealer);
    if (journal.append(List.of(first.bytes())) instanceof Appending.Failed failure) {
      try (file) {
        disk.delete(path);
      }
      return new JournalOpening.Failed(failure.problem());
    }
    return new JournalOpening.Opened(journal.withRoom());
  }

  @Override
  public List<RecoveryOutcome> recoverAll(Instant at) {
    List<RecoveryOutcome> outcomes = new ArrayList<>(recoveredAtStart);
    recoveredAtStart.clear();
    Map<String, SealedBundle> done = new HashMap<>();
    JournalRecovery recovery = new JournalRecovery(disk, sealer, at, done);
    for (Path path : abandoned(outcomes)) {
      recovery.recover(path).ifPresent(outcomes::add);
    }
    return outcomes;
  }

  /**
   * The journals that may need recovery; first parts first, so that chains can be closed. One that
   * cannot be looked into is an outcome and stops no other.
   */
  private List<Path> abandoned(List<RecoveryOutcome> outcomes) {
    record Candidate(Path path, int part) {}
    List<Candidate> candidates = new ArrayList<>();
    List<Path> journals = List.of();
    try {
      journals = disk.list(directory(), JOURNAL_ENDING);
    } catch (IOException e) {
      outcomes.add(unread(directory(), e));
    }
    for (Path path : journals) {
      if (!isOurs(path)) {
        continue;
      }
      try {
        OptionalInt part = part(path);
        part.ifPresent(index -> candidates.add(new Candidate(path, index)));
      } catch (IOException e) {
        outcomes.add(unread(path, e));
      }
    }
    if (candidates.isEmpty()) {
      return List.of(); // as at most starts: no call site is linked for them (ADR 0005)
    }
    candidates.sort(Comparator.comparingInt(Candidate::part));
    return candidates.stream().map(Candidate::path).toList();
  }

  /** Gives the part a journal says it is; empty when somebody holds it. */
  private OptionalInt part(Path path) throws IOException {
    Optional<DiskFile> held = disk.openHeld(path);
    if (held.isEmpty()) {
      return OptionalInt.empty();
    }
    try (DiskFile file = held.get()) {
      return OptionalInt.of(
          new JournalEvents(file).first().map(first -> first.header().part()).orElse(0));
    }
  }

  private static RecoveryOutcome unread(Path path, IOException cause) {
    return new RecoveryOutcome.Failed(
        path.toString(), StoreProblems.of("evidence.store.recover", "cannot read", path, cause));
  }

  /** In a directory the user chose for one file, only journals of that file are ours to touch. */
  private boolean isOurs(Path journal) {
    return !(settings.place() instanceof StoreSettings.Place.SingleFile file)
        || name(journal).startsWith(BundleFile.stem(name(file.path())));
  }

  private Path directory() {
    return settings.place() instanceof StoreSettings.Place.SingleFile file
        ? BundleFile.directory(file.path())
        : ((StoreSettings.Place.Directory) settings.place()).path();
  }

  private Path bundlePath(JournalHeader header, Instant at, int attempt) {
    if (settings.place() instanceof StoreSettings.Place.SingleFile file) {
      Path path =
          header.part() == 0 ? file.path() : BundleFile.numbered(file.path(), header.part(), ".");
      return attempt == 0 ? path : BundleFile.numbered(path, attempt + 1, "-");
    }
    return directory().resolve(RunIds.utc(at) + '-' + suffix(header, attempt) + BUNDLE_ENDING);
  }

  /** Eight hex digits that follow from the run id. */
  private static String suffix(JournalHeader header, int attempt) {
    String text = header.origin().runId() + (attempt == 0 ? "" : "#" + attempt);
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  private static Path journalOf(Path bundle) {
    return bundle.resolveSibling(BundleFile.stem(name(bundle)) + JOURNAL_ENDING);
  }

  /** Gives the usual bundle name of a journal name. */
  static String bundleOf(String journal) {
    return journal.endsWith(JOURNAL_ENDING)
        ? journal.substring(0, journal.length() - JOURNAL_ENDING.length()) + BUNDLE_ENDING
        : journal + BUNDLE_ENDING;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
