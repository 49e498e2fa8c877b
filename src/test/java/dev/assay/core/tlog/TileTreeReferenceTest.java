package dev.assay.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.MerkleProof;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.MerkleModel;
import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Logs grown in random steps, against trees computed over all leaves at once. */
class TileTreeReferenceTest {
  private static final LogSigner SIGNER = LogKeys.signer("log.example/a", 1);

  /** A log in memory, every file it ever wrote, and its leaf hashes. */
  private static final class MemoryLog {
    final Map<String, byte[]> files = new HashMap<>();
    final List<byte[]> leaves = new ArrayList<>();
    Checkpoint checkpoint = SIGNER.checkpoint(0, MerkleProof.root(List.of()));

    Optional<byte[]> read(Tile tile) {
      return Optional.ofNullable(files.get(tile.path()));
    }

    void grow(List<byte[]> entries) {
      LogGrowth growth =
          ((LogGrowth.Plan.Planned) LogGrowth.plan(checkpoint, this::read, entries)).growth();
      growth
          .files()
          .forEach(
              (tile, bytes) -> assertThat(files.put(tile.path(), bytes)).as(tile.path()).isNull());
      entries.forEach(e -> leaves.add(MerkleProof.leafHash(e, 0, e.length)));
      checkpoint = SIGNER.checkpoint(growth.newSize(), growth.newRoot());
    }

    TileTree tree() {
      return new TileTree(checkpoint.size(), this::read);
    }
  }

  @Test
  void random_logs_have_the_roots_and_proofs_of_the_reference() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < 6; round++) {
      MemoryLog log = new MemoryLog();
      while (log.leaves.size() < 900) {
        log.grow(entries(log.leaves.size(), 1 + random.nextInt(300)));
        assertThat(log.checkpoint.size()).isEqualTo(log.leaves.size());
        assertThat(log.checkpoint.root()).isEqualTo(MerkleProof.root(log.leaves));
        assertProofs(log, random);
      }
      assertThat(LogAudit.objection(log.checkpoint, null, log::read)).isEmpty();
    }
  }

  private static void assertProofs(MemoryLog log, RandomGenerator random) {
    int size = log.leaves.size();
    for (int i = 0; i < 10; i++) {
      int index = random.nextInt(size);
      assertThat(hashes(log.tree().inclusion(index)))
          .containsExactlyElementsOf(MerkleModel.inclusion(log.leaves, index));
      assertThat(log.tree().find(log.leaves.get(index)))
          .isEqualTo(new TileTree.Search.Done(OptionalLong.of(index)));
      int old = 1 + random.nextInt(size);
      assertThat(hashes(log.tree().consistency(old)))
          .containsExactlyElementsOf(MerkleModel.consistency(log.leaves, old));
    }
    assertThat(hashes(log.tree().consistency(0))).isEmpty();
    assertThat(log.tree().find(new byte[32]))
        .isEqualTo(new TileTree.Search.Done(OptionalLong.empty()));
  }

  @Test
  void the_files_of_a_large_tree_are_those_of_the_document() {
    MemoryLog log = new MemoryLog();
    log.grow(entries(0, 70_000));
    Map<String, Long> counts =
        log.files.keySet().stream()
            .collect(Collectors.groupingBy(p -> p.split("/")[1], Collectors.counting()));
    assertThat(counts)
        .containsOnly(
            Map.entry("0", 274L),
            Map.entry("1", 2L),
            Map.entry("2", 1L),
            Map.entry("entries", 274L));
    assertThat(log.files)
        .containsKeys("tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17")
        .containsKeys("tile/2/000.p/1", "tile/entries/273.p/112");
    assertThat(log.files.get("tile/0/000")).hasSize(8192);
    assertThat(log.checkpoint.root()).isEqualTo(MerkleProof.root(log.leaves));
    assertThat(hashes(log.tree().inclusion(69_999)))
        .containsExactlyElementsOf(MerkleModel.inclusion(log.leaves, 69_999));
    assertThat(LogAudit.objection(log.checkpoint, null, log::read)).isEmpty();
  }

  @Test
  void paths_are_spelled_as_in_the_document() {
    assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(0, 1_234_067, 8).path()).isEqualTo("tile/0/x001/x234/067.p/8");
    assertThat(new Tile(3, 0, 1).path()).isEqualTo("tile/3/000.p/1");
    assertThat(new Tile(Tile.ENTRIES, 1000, 256).path()).isEqualTo("tile/entries/x001/000");
  }

  @Test
  void a_missing_short_or_changed_tile_is_told_by_its_path() {
    MemoryLog log = new MemoryLog();
    log.grow(entries(0, 600));
    for (String path : List.of("tile/0/001", "tile/1/000.p/2", "tile/entries/000")) {
      byte[] whole = log.files.get(path);
      byte[] changed = whole.clone();
      changed[changed.length - 1] ^= 1;
      assertThat(whole).isNotNull();
      log.files.remove(path);
      assertDamaged(log, path);
      log.files.put(path, java.util.Arrays.copyOf(whole, whole.length - 1));
      assertDamaged(log, path);
      log.files.put(path, changed);
      assertThat(LogAudit.objection(log.checkpoint, null, log::read)).isPresent();
      log.files.put(path, whole);
    }
    log.files.remove("tile/0/002.p/88");
    assertThat(LogGrowth.plan(log.checkpoint, log::read, entries(600, 1)))
        .isInstanceOf(LogGrowth.Plan.Damaged.class);
    assertThat(log.tree().root()).isInstanceOf(TileTree.Answer.Damaged.class);
    assertThat(log.tree().find(new byte[32])).isInstanceOf(TileTree.Search.Damaged.class);
  }

  private static void assertDamaged(MemoryLog log, String path) {
    assertThat(LogAudit.objection(log.checkpoint, null, log::read))
        .hasValueSatisfying(r -> assertThat(r.text()).contains("`" + path + "`"));
  }

  @Test
  void a_log_that_was_cut_back_or_forked_is_not_what_was_remembered() {
    MemoryLog one = new MemoryLog();
    MemoryLog other = new MemoryLog();
    one.grow(entries(0, 300));
    other.grow(entries(0, 299));
    other.grow(entries(5000, 1));
    Checkpoint remembered = one.checkpoint;
    other.grow(entries(300, 50));
    assertThat(LogAudit.objection(other.checkpoint, remembered, other::read))
        .hasValueSatisfying(r -> assertThat(r.fault().wire()).isEqualTo("anchor.forked"));
    one.grow(entries(300, 50));
    assertThat(LogAudit.objection(one.checkpoint, remembered, one::read)).isEmpty();
    MemoryLog cut = new MemoryLog();
    cut.grow(entries(0, 200));
    assertThat(LogAudit.objection(cut.checkpoint, remembered, cut::read))
        .hasValueSatisfying(r -> assertThat(r.fault().wire()).isEqualTo("anchor.rolled_back"));
  }

  private static List<byte[]> entries(int from, int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      entries.add(("entry " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return entries;
  }

  private static List<byte[]> hashes(TileTree.Answer answer) {
    return ((TileTree.Answer.Hashes) answer).hashes();
  }
}
