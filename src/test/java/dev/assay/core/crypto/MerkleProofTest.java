package dev.assay.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.MerkleModel;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code vectors/evidence/merkle.json}, and every tree of up to 40 leaves. */
class MerkleProofTest {
  private static final String FILE = "evidence/merkle.json";

  @TestFactory
  Stream<DynamicTest> published_proofs_are_made_and_accepted() {
    return Vectors.cases(FILE, "bundles").stream()
        .map(c -> DynamicTest.dynamicTest(c.string("id").orElseThrow(), () -> published(c)));
  }

  private static void published(Json.Obj tree) {
    List<byte[]> leaves = hashes(tree, "leaf_hashes");
    byte[] root = hash(tree, "root");
    assertThat(MerkleProof.root(leaves)).isEqualTo(root);
    for (Json.Obj proof : Vectors.objects(tree.get("inclusion"))) {
      int index = (int) (long) proof.integer("index").orElseThrow();
      List<byte[]> path = hashes(proof, "proof");
      assertThat(MerkleModel.inclusion(leaves, index)).containsExactlyElementsOf(path);
      assertThat(MerkleProof.includes(leaves.get(index), index, leaves.size(), path, root))
          .isTrue();
    }
    for (Json.Obj proof : Vectors.objects(tree.get("consistency_to_size"))) {
      int old = (int) (long) proof.integer("old_size").orElseThrow();
      List<byte[]> path = hashes(proof, "proof");
      assertThat(MerkleModel.consistency(leaves, old)).containsExactlyElementsOf(path);
      assertThat(MerkleProof.continues(old, hash(proof, "old_root"), leaves.size(), root, path))
          .isTrue();
    }
  }

  @TestFactory
  Stream<DynamicTest> published_forgeries_are_refused() {
    return Vectors.cases(FILE, "negative").stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.string("why").orElseThrow(), () -> assertThat(holds(c)).isFalse()));
  }

  private static boolean holds(Json.Obj c) {
    long size = c.integer("size").orElseThrow();
    List<byte[]> proof = hashes(c, "proof");
    byte[] root = hash(c, "root");
    return c.string("kind").orElseThrow().equals("inclusion")
        ? MerkleProof.includes(hash(c, "leaf"), c.integer("index").orElseThrow(), size, proof, root)
        : MerkleProof.continues(
            c.integer("old_size").orElseThrow(), hash(c, "old_root"), size, root, proof);
  }

  @Test
  void every_leaf_of_every_small_tree_is_included_at_its_own_place_only() {
    for (int size = 1; size <= 40; size++) {
      List<byte[]> leaves = leaves(size);
      byte[] root = MerkleProof.root(leaves);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = MerkleModel.inclusion(leaves, index);
        for (int claimed = 0; claimed < size; claimed++) {
          assertThat(MerkleProof.includes(leaves.get(index), claimed, size, path, root))
              .isEqualTo(claimed == index);
        }
      }
    }
  }

  @Test
  void every_prefix_of_every_small_tree_is_continued_and_a_changed_one_is_not() {
    for (int size = 1; size <= 40; size++) {
      List<byte[]> leaves = leaves(size);
      byte[] root = MerkleProof.root(leaves);
      for (int old = 1; old <= size; old++) {
        byte[] oldRoot = MerkleProof.root(leaves.subList(0, old));
        List<byte[]> proof = MerkleModel.consistency(leaves, old);
        assertThat(MerkleProof.continues(old, oldRoot, size, root, proof)).isTrue();
        byte[] forged = oldRoot.clone();
        forged[7] ^= 1;
        assertThat(MerkleProof.continues(old, forged, size, root, proof)).isFalse();
        for (int node = 0; node < proof.size(); node++) {
          List<byte[]> bent = new ArrayList<>(proof);
          byte[] changed = bent.get(node).clone();
          changed[0] ^= 1;
          bent.set(node, changed);
          assertThat(MerkleProof.continues(old, oldRoot, size, root, bent)).isFalse();
        }
      }
    }
  }

  @Test
  void sizes_and_nodes_that_make_no_sense_are_refused() {
    byte[] hash = new byte[32];
    assertThat(MerkleProof.rootOf(hash, -1, 1, List.of())).isEmpty();
    assertThat(MerkleProof.rootOf(hash, 0, 0, List.of())).isEmpty();
    assertThat(MerkleProof.rootOf(hash, 0, Long.MAX_VALUE, List.of())).isEmpty();
    assertThat(MerkleProof.rootOf(hash, 0, 2, List.of(new byte[31]))).isEmpty();
    assertThat(MerkleProof.rootOf(new byte[31], 0, 1, List.of())).isEmpty();
    assertThat(MerkleProof.continues(0, hash, 3, hash, List.of())).isFalse();
    assertThat(MerkleProof.continues(3, hash, 3, hash, List.of(hash))).isFalse();
  }

  private static List<byte[]> leaves(int size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(MerkleProof.leafHash(new byte[] {(byte) i}, 0, 1));
    }
    return leaves;
  }

  private static byte[] hash(Json.Obj object, String name) {
    return HexFormat.of().parseHex(object.string(name).orElseThrow());
  }

  private static List<byte[]> hashes(Json.Obj object, String name) {
    List<byte[]> hashes = new ArrayList<>();
    for (Json item : ((Json.Arr) object.get(name)).items()) {
      hashes.add(HexFormat.of().parseHex(((Json.Str) item).value()));
    }
    return hashes;
  }
}
