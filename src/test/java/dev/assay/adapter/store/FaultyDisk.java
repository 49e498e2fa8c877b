package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.adapter.store.disk.PlainDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The real disk, of which one chosen step fails, before or after its effect; or at which the
 * process ends, so that no later step of any thread reaches the disk.
 */
final class FaultyDisk implements Disk {
  /** When a step fails. */
  enum Fault {
    WITHOUT_EFFECT,
    WITH_EFFECT,
    HALF_WRITTEN,
    /** Only of a force: what was written since the last one is gone, as when pages are dropped. */
    LOST
  }

  /** What the process does when the step fails. */
  enum Then {
    GOES_ON,
    GOES_ON_WITHOUT_DISK,
    DIES
  }

  /** The end of the process: nothing that could catch it may go on. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    private Died(String step) {
      super("the process ended at step " + step, null, false, false);
    }
  }

  private final Disk disk = new PlainDisk();
  private final int failing;
  private final Fault fault;
  private final Then then;
  private String only = "";
  private String undeletable = "";
  private boolean forces = true;
  private volatile boolean unreadable;
  private volatile boolean lost;

  // guarded by this
  private final List<String> sequence = new ArrayList<>();
  private final List<DiskFile> open = new ArrayList<>();

  FaultyDisk(int failing, Fault fault, Then then) {
    this.failing = failing;
    this.fault = fault;
    this.then = then;
  }

  FaultyDisk(int failing, Fault fault, boolean andAllLater) {
    this(failing, fault, andAllLater ? Then.GOES_ON_WITHOUT_DISK : Then.GOES_ON);
  }

  static FaultyDisk counting() {
    return new FaultyDisk(-1, Fault.WITHOUT_EFFECT, Then.GOES_ON);
  }

  /** Never fails and never waits for the real disk: for tests with many files. */
  static FaultyDisk quick() {
    return counting().withoutWaiting();
  }

  /** Fails to delete files whose names end so. */
  static FaultyDisk keeping(String ending) {
    FaultyDisk disk = counting();
    disk.undeletable = ending;
    return disk;
  }

  /** Fails one write, counted from 0, and nothing else. */
  static FaultyDisk failingWrites(int write, Fault fault) {
    FaultyDisk disk = new FaultyDisk(write, fault, Then.GOES_ON);
    disk.only = "write";
    return disk;
  }

  /** Fails one force, counted from 0, and nothing else. */
  static FaultyDisk failingForces(int force, Fault fault) {
    FaultyDisk disk = new FaultyDisk(force, fault, Then.GOES_ON);
    disk.only = "force";
    return disk;
  }

  /** Fails every force of journals, from the first one on. */
  static FaultyDisk neverForcing() {
    FaultyDisk disk = new FaultyDisk(0, Fault.WITHOUT_EFFECT, Then.GOES_ON_WITHOUT_DISK);
    disk.only = "force";
    return disk;
  }

  /** Counts and fails forces, but does not wait for the real disk. */
  FaultyDisk withoutWaiting() {
    forces = false;
    return this;
  }

  /** Says whether a force dropped what was written. */
  boolean lost() {
    return lost;
  }

  void failReading(boolean fails) {
    unreadable = fails;
  }

  synchronized int steps() {
    return sequence.size();
  }

  /** The kind of each step, in order. */
  synchronized List<String> kinds() {
    return List.copyOf(sequence);
  }

  /** Closes everything, as the operating system does for a process that ended. */
  synchronized void endProcess() throws IOException {
    for (DiskFile file : open) {
      file.close();
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private interface Effect {
    void run() throws IOException;
  }

  /** Says whether this step fails; throws when the process ended before. */
  private synchronized boolean fails(String kind) {
    if (!only.isEmpty() && !only.equals(kind)) {
      return false;
    }
    int step = sequence.size();
    sequence.add(kind);
    boolean later = failing >= 0 && step > failing;
    if (later && then == Then.DIES) {
      throw new Died(kind);
    }
    return step == failing || (later && then == Then.GOES_ON_WITHOUT_DISK);
  }

  private IOException failure(String kind) {
    if (then == Then.DIES) {
      throw new Died(kind);
    }
    return new IOException("injected");
  }

  private <T> T step(String kind, Step<T> step) throws IOException {
    if (!fails(kind)) {
      return step.run();
    }
    if (fault == Fault.WITH_EFFECT) {
      T made = step.run();
      if (made instanceof DiskFile file) {
        file.close();
      } else if (made instanceof Optional<?> held && held.isPresent()) {
        ((DiskFile) held.get()).close();
      }
    }
    throw failure(kind);
  }

  private void effect(String kind, Effect effect) throws IOException {
    step(
        kind,
        () -> {
          effect.run();
          return "";
        });
  }

  private synchronized DiskFile opened(DiskFile file) {
    open.add(file);
    return new FaultyFile(file);
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    return step("create", () -> opened(disk.create(path)));
  }

  @Override
  public DiskFile createHeld(Path path) throws IOException {
    return step("createHeld", () -> opened(disk.createHeld(path)));
  }

  @Override
  public Optional<DiskFile> openHeld(Path path) throws IOException {
    return step("openHeld", () -> disk.openHeld(path).map(this::opened));
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    return step("open", () -> opened(disk.open(path)));
  }

  @Override
  public void createDirectories(Path path) throws IOException {
    effect("createDirectories", () -> disk.createDirectories(path));
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    effect("link", () -> disk.link(existing, name));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    effect("rename", () -> disk.rename(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!undeletable.isEmpty() && path.toString().endsWith(undeletable)) {
      throw new IOException("injected");
    }
    effect("delete", () -> disk.delete(path));
  }

  @Override
  public void forceDirectory(Path path) throws IOException {
    effect(
        "forceDirectory",
        () -> {
          if (forces) {
            disk.forceDirectory(path);
          }
        });
  }

  @Override
  public List<Path> list(Path directory, String ending) throws IOException {
    return step("list", () -> disk.list(directory, ending));
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  private final class FaultyFile implements DiskFile {
    private final DiskFile file;
    private long kept;
    private volatile long written;

    FaultyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int length, long at) throws IOException {
      if (fails("write")) {
        switch (fault) {
          case WITHOUT_EFFECT, LOST -> {}
          case WITH_EFFECT -> file.write(bytes, length, at);
          case HALF_WRITTEN -> file.write(bytes, length / 2, at);
        }
        throw failure("write");
      }
      file.write(bytes, length, at);
      written = Math.max(written, at + length);
    }

    @Override
    public int read(byte[] into, int from, int length, long at) throws IOException {
      return step("read", () -> file.read(into, from, length, at));
    }

    @Override
    public int readAlongside(byte[] into, int from, int length, long at) throws IOException {
      if (unreadable) {
        throw new IOException("injected");
      }
      return file.readAlongside(into, from, length, at);
    }

    @Override
    public long size() throws IOException {
      return step("size", file::size);
    }

    @Override
    public void truncate(long size) throws IOException {
      effect("truncate", () -> file.truncate(size));
    }

    @Override
    public void force() throws IOException {
      long upTo = written;
      if (fault == Fault.LOST && fails("force")) {
        file.write(new byte[(int) (upTo - kept)], (int) (upTo - kept), kept);
        lost = true;
        throw failure("force");
      }
      kept = upTo;
      if (fault == Fault.LOST) {
        if (forces) {
          file.force();
        }
        return;
      }
      effect(
          "force",
          () -> {
            if (forces) {
              file.force();
            }
          });
    }

    @Override
    public void close() throws IOException {
      effect("close", file::close);
    }
  }
}
