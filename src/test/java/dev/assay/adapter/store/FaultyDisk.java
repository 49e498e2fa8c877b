package dev.assay.adapter.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The real disk, of which one chosen step fails, before or after its effect. */
final class FaultyDisk implements Disk {
  /** When a step fails. */
  enum Fault {
    WITHOUT_EFFECT,
    WITH_EFFECT,
    HALF_WRITTEN
  }

  private final Disk disk = new PlainDisk();
  private final int failing;
  private final Fault fault;
  private final boolean andAllLater;
  private int steps;
  private String undeletable = "";
  private boolean forces = true;

  FaultyDisk(int failing, Fault fault, boolean andAllLater) {
    this.failing = failing;
    this.fault = fault;
    this.andAllLater = andAllLater;
  }

  static FaultyDisk counting() {
    return new FaultyDisk(-1, Fault.WITHOUT_EFFECT, false);
  }

  /** Never fails and never waits for the real disk: for tests with many files. */
  static FaultyDisk quick() {
    FaultyDisk disk = counting();
    disk.forces = false;
    return disk;
  }

  /** Fails to delete files whose names end so. */
  static FaultyDisk keeping(String ending) {
    FaultyDisk disk = counting();
    disk.undeletable = ending;
    return disk;
  }

  synchronized int steps() {
    return steps;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private interface Effect {
    void run() throws IOException;
  }

  private synchronized boolean fails() {
    int step = steps++;
    return step == failing || (andAllLater && failing >= 0 && step > failing);
  }

  private <T> T step(Step<T> step) throws IOException {
    if (!fails()) {
      return step.run();
    }
    if (fault == Fault.WITH_EFFECT && step.run() instanceof DiskFile file) {
      file.close();
    }
    throw new IOException("injected");
  }

  private void effect(Effect effect) throws IOException {
    step(
        () -> {
          effect.run();
          return "";
        });
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    return step(() -> new FaultyFile(disk.create(path)));
  }

  @Override
  public DiskFile createHeld(Path path) throws IOException {
    return step(() -> new FaultyFile(disk.createHeld(path)));
  }

  @Override
  public Optional<DiskFile> openHeld(Path path) throws IOException {
    return disk.openHeld(path).map(FaultyFile::new);
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    return step(() -> new FaultyFile(disk.open(path)));
  }

  @Override
  public void createDirectories(Path path) throws IOException {
    effect(() -> disk.createDirectories(path));
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    effect(() -> disk.link(existing, name));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    effect(() -> disk.rename(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!undeletable.isEmpty() && path.toString().endsWith(undeletable)) {
      throw new IOException("injected");
    }
    effect(() -> disk.delete(path));
  }

  @Override
  public void forceDirectory(Path path) throws IOException {
    if (forces) {
      effect(() -> disk.forceDirectory(path));
    }
  }

  @Override
  public List<Path> list(Path directory, String ending) throws IOException {
    return disk.list(directory, ending);
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  private final class FaultyFile implements DiskFile {
    private final DiskFile file;

    FaultyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int length, long at) throws IOException {
      if (fails()) {
        switch (fault) {
          case WITHOUT_EFFECT -> {}
          case WITH_EFFECT -> file.write(bytes, length, at);
          case HALF_WRITTEN -> file.write(bytes, length / 2, at);
        }
        throw new IOException("injected");
      }
      file.write(bytes, length, at);
    }

    @Override
    public int read(byte[] into, int from, int length, long at) throws IOException {
      return step(() -> file.read(into, from, length, at));
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      effect(() -> file.truncate(size));
    }

    @Override
    public void force() throws IOException {
      if (forces) {
        effect(file::force);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
