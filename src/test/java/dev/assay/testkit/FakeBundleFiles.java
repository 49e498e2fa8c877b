package dev.assay.testkit;

import dev.assay.app.offline.BundleFiles;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Archives in memory; a path can be given other bytes for each reading, or fail half way. */
public final class FakeBundleFiles implements BundleFiles {
  private final Map<String, List<byte[]>> archives = new HashMap<>();
  private final List<String> failing = new ArrayList<>();

  public FakeBundleFiles with(String path, byte[]... readings) {
    archives.put(path, new ArrayList<>(List.of(readings)));
    return this;
  }

  /** Reading this path ends with an error after half of the bytes. */
  public FakeBundleFiles failingHalfWay(String path) {
    failing.add(path);
    return this;
  }

  @Override
  public Delivery deliver(String path, Passes passes, Chunks to) {
    List<byte[]> readings = archives.get(path);
    if (readings == null) {
      return new Delivery.Unavailable(
          Problem.of("evidence.unreadable", "there is no such file", Where.document(path)));
    }
    byte[] archive = readings.size() > 1 ? readings.removeFirst() : readings.getFirst();
    boolean fails = failing.contains(path);
    to.accept(archive, 0, fails ? archive.length / 2 : archive.length);
    return fails
        ? new Delivery.Interrupted(
            Problem.of("evidence.unreadable", "reading failed", Where.document(path)))
        : new Delivery.Delivered();
  }
}
