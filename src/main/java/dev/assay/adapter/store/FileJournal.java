package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.app.record.Appending;
import dev.assay.app.record.HeadReading;
import dev.assay.app.record.Journal;
import dev.assay.app.record.PartSeal;
import dev.assay.app.record.SealOrder;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The journal of one part as a file beside the future bundle.
 *
 * <p>A failed write may leave bytes behind: they are cut off before the next append, and a reader
 * that comes first sees a torn tail.
 */
final class FileJournal implements Journal {
  private static final int FIRST_BYTES = 8 * 1024;
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  /** Below this length a journal grows record by record. */
  static final int ROOM_FROM = 64 * 1024;

  private static final long NO_ROOM = Long.MAX_VALUE;
  private static final byte[] FILLING = filling();

  private final Path path;
  private final DiskFile file;
  private final JournalSync sync;
  private final JournalSealer sealer;
  private final JournalHead head;

  // guarded by the recorder's lock while appending, handed over when the part is sealed
  private long end;
  private boolean leftovers;
  private byte[] records = new byte[FIRST_BYTES];

  /** Up to here the file is filled with empty lines; {@link #NO_ROOM} when it is never filled. */
  private long room = NO_ROOM;

  /** Goes on behind the last good record of an open and held file. */
  FileJournal(Path path, DiskFile file, long end, Durability durability, JournalSealer sealer) {
    this.path = path;
    this.file = file;
    this.end = end;
    this.sync = new JournalSync(file, durability);
    this.sealer = sealer;
    this.head = new JournalHead(file);
  }

  private static byte[] filling() {
    byte[] filling = new byte[256 * 1024];
    Arrays.fill(filling, JournalFormat.FILLER);
    return filling;
  }

  /**
   * Lets the file grow ahead of its records from now on. Not for a journal that is being recovered:
   * what stands behind its last good record must not be overwritten before a gap tells of it.
   */
  FileJournal withRoom() {
    room = end;
    return this;
  }

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  Path path() {
    return path;
  }

  /** Gives the offset behind the last record. */
  long end() {
    return end;
  }

  DiskFile file() {
    return file;
  }

  @Override
  public Appending append(List<byte[]> lines) {
    try {
      write(lines);
    } catch (IOException e) {
      return new Appending.Failed(
          StoreProblems.of("evidence.store.append", "cannot append to", path, e));
    }
    sync.appended(end);
    return new Appending.Written(end);
  }

  private void write(List<byte[]> lines) throws IOException {
    int length = JournalFormat.size(lines);
    if (records.length < length) {
      records = new byte[Math.max(length, 2 * records.length)];
    }
    JournalFormat.write(lines, records);
    cutLeftovers();
    makeRoom(length);
    leftovers = true;
    file.write(records, length, end);
    end += length;
    leftovers = false;
    if (records.length > MAX_KEPT_BYTES) {
      records = new byte[FIRST_BYTES];
    }
  }

  /**
   * Makes the file longer in large steps: a record written into pages that are there already costs
   * a quarter of one that the file has to grow for, and forcing it need not bring a new length to
   * the disk. A session of a few calls never comes to this. When it fails the record is tried
   * anyway.
   */
  private void makeRoom(int length) {
    if (end < ROOM_FROM || end + length <= room) {
      return;
    }
    long from = Math.max(end, room);
    try {
      file.write(FILLING, FILLING.length, from);
      room = from + FILLING.length;
    } catch (IOException e) {
      room = NO_ROOM; // a full disk: what may stand there is empty lines, as in any journal
    }
  }

  /** Removes what a failed write may have left. */
  void cutLeftovers() throws IOException {
    if (leftovers) {
      file.truncate(end);
      leftovers = false;
      room = Math.min(room, end);
    }
  }

  @Override
  public Optional<Problem> awaitDurable(long position) {
    return sync.awaitForced(position);
  }

  @Override
  public Optional<Problem> doubt() {
    return sync.failure();
  }

  @Override
  public PartSeal seal(SealOrder order) {
    JournalSealer.Sealing sealing = sealHeld(order);
    try {
      file.close();
    } catch (IOException e) {
      // closing gives the lock up either way, and the bundle does not depend on it
      return result(sealing);
    }
    return result(sealing);
  }

  /** Seals and goes on holding the file. */
  JournalSealer.Sealing sealHeld(SealOrder order) {
    stop();
    return sealer.seal(this, order);
  }

  @Override
  public HeadReading head() {
    try {
      return head.upTo(sync.written());
    } catch (IOException e) {
      return new HeadReading.Unknown(
          StoreProblems.of("evidence.store.head", "cannot read back", path, e));
    }
  }

  /** Ends the flushing thread. */
  void stop() {
    room = NO_ROOM;
    sync.stop();
  }

  private PartSeal result(JournalSealer.Sealing sealing) {
    if (sealing instanceof JournalSealer.Sealing.Sealed sealed) { // no type switch: ADR 0005
      return new PartSeal.Sealed(sealed.bundle());
    }
    Problem problem =
        sealing instanceof JournalSealer.Sealing.Malformed malformed
            ? malformed.problem()
            : ((JournalSealer.Sealing.Failed) sealing).problem();
    return new PartSeal.Failed(problem, path.toString());
  }
}
