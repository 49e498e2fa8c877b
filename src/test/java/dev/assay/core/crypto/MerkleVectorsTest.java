package dev.assay.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code vectors/evidence/merkle.json}: our roots are the published ones at every size, and the
 * published proofs lead to them. The program makes and checks no proofs; the check here is the
 * recursive definition of RFC 9162, section 2.1.
 */
class MerkleVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private final List<Json.Obj> bundles = Vectors.cases("evidence/merkle.json", "bundles");

  private static List<byte[]> lines(Json.Obj bundle) {
    String id = bundle.string("id").orElseThrow();
    return Vectors.text("evidence/bundles/" + id + "/events.ndjson")
        .lines()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static String root(List<byte[]> lines) {
    MerkleTree tree = new MerkleTree();
    lines.forEach(line -> tree.add(line, 0, line.length));
    return HEX.formatHex(tree.root());
  }

  private static byte[] node(byte[] left, byte[] right) {
    byte[] joined = new byte[65];
    joined[0] = 1;
    System.arraycopy(left, 0, joined, 1, 32);
    System.arraycopy(right, 0, joined, 33, 32);
    return Sha256.digest(joined);
  }

  @Test
  void each_list_of_lines_has_its_published_leaves_and_roots() {
    assertThat(bundles).hasSize(3);
    for (Json.Obj bundle : bundles) {
      List<byte[]> lines = lines(bundle);
      List<String> leaves = lines.stream().map(line -> root(List.of(line))).toList();
      assertThat(Json.Arr.ofStrings(leaves)).isEqualTo(bundle.get("leaf_hashes"));
      assertThat(root(lines)).isEqualTo(bundle.string("root").orElseThrow());
      List<Json.Obj> older = Vectors.objects(bundle.get("consistency_to_size"));
      assertThat(older).isNotEmpty();
      for (Json.Obj old : older) {
        int size = old.integer("old_size").orElseThrow().intValue();
        assertThat(root(lines.subList(0, size))).isEqualTo(old.string("old_root").orElseThrow());
      }
    }
  }

  @Test
  void each_published_inclusion_proof_leads_to_our_root_and_each_bad_one_does_not() {
    for (Json.Obj bundle : bundles) {
      List<byte[]> lines = lines(bundle);
      List<Json.Obj> proofs = Vectors.objects(bundle.get("inclusion"));
      assertThat(proofs).hasSameSizeAs(lines);
      for (Json.Obj proof : proofs) {
        int index = proof.integer("index").orElseThrow().intValue();
        String leaf = root(List.of(lines.get(index)));
        assertThat(included(leaf, index, lines.size(), proof)).isEqualTo(root(lines));
      }
    }
    for (Json.Obj bad : negative("inclusion")) {
      int index = bad.integer("index").orElseThrow().intValue();
      int size = bad.integer("size").orElseThrow().intValue();
      assertThat(included(bad.string("leaf").orElseThrow(), index, size, bad))
          .as(bad.string("why").orElseThrow())
          .isNotEqualTo(bad.string("root").orElseThrow());
    }
  }

  /** The root that a proof leads to, or a word saying why it leads nowhere. */
  private static String included(String leaf, int index, int size, Json.Obj proof) {
    List<byte[]> path = new ArrayList<>(proof(proof));
    return index >= size ? "beyond the tree" : climb(HEX.parseHex(leaf), index, size, path);
  }

  private static String climb(byte[] leaf, int index, int size, List<byte[]> path) {
    if (size == 1) {
      return path.isEmpty() ? HEX.formatHex(leaf) : "too long";
    }
    if (path.isEmpty()) {
      return "too short";
    }
    byte[] sibling = path.removeLast();
    int split = Integer.highestOneBit(size - 1);
    boolean left = index < split;
    String below = climb(leaf, left ? index : index - split, left ? split : size - split, path);
    if (below.startsWith("too")) {
      return below;
    }
    byte[] own = HEX.parseHex(below);
    return HEX.formatHex(left ? node(own, sibling) : node(sibling, own));
  }

  @Test
  void each_published_consistency_proof_is_that_of_our_tree_and_each_bad_one_is_not() {
    for (Json.Obj bundle : bundles) {
      List<byte[]> lines = lines(bundle);
      for (Json.Obj old : Vectors.objects(bundle.get("consistency_to_size"))) {
        int size = old.integer("old_size").orElseThrow().intValue();
        assertThat(hex(proof(old))).isEqualTo(consistency(size, lines, true));
      }
    }
    List<byte[]> nine = lines(bundles.get(1));
    for (Json.Obj bad : negative("consistency")) {
      int size = bad.integer("old_size").orElseThrow().intValue();
      boolean same =
          size <= nine.size()
              && hex(proof(bad)).equals(consistency(size, nine, true))
              && root(nine.subList(0, size)).equals(bad.string("old_root").orElseThrow());
      assertThat(same).as(bad.string("why").orElseThrow()).isFalse();
    }
  }

  /** SUBPROOF of RFC 9162, section 2.1.4.1. */
  private static List<String> consistency(int size, List<byte[]> lines, boolean whole) {
    if (size == lines.size()) {
      return whole ? new ArrayList<>() : new ArrayList<>(List.of(root(lines)));
    }
    int split = Integer.highestOneBit(lines.size() - 1);
    List<byte[]> left = lines.subList(0, split);
    List<byte[]> right = lines.subList(split, lines.size());
    List<String> proof =
        size <= split ? consistency(size, left, whole) : consistency(size - split, right, false);
    proof.add(root(size <= split ? right : left));
    return proof;
  }

  @Test
  void each_published_checkpoint_names_our_root_and_carries_a_good_signature() {
    Json.Obj noteKey = Vectors.object("evidence/merkle.json").object("note_key").orElseThrow();
    String[] parts = noteKey.string("verifier_key").orElseThrow().split("\\+", 3);
    byte[] raw = Base64.getDecoder().decode(parts[2]);
    byte[] spki = HEX.parseHex("302a300506032b6570032100" + HEX.formatHex(raw, 1, 33));
    VerifyingKey key = VerifyingKey.read(spki).orElseThrow();
    for (Json.Obj bundle : bundles) {
      String[] note = bundle.string("checkpoint").orElseThrow().split("\n\n", 2);
      String[] text = note[0].split("\n");
      assertThat(text[1]).isEqualTo(Integer.toString(lines(bundle).size()));
      assertThat(HEX.formatHex(Base64.getDecoder().decode(text[2]))).isEqualTo(root(lines(bundle)));
      byte[] signature = Base64.getDecoder().decode(note[1].strip().split(" ")[2]);
      byte[] signed = (note[0] + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] bare = Arrays.copyOfRange(signature, 4, signature.length); // behind the key's hash
      assertThat(key.accepts(signed, bare)).isTrue();
      signed[0] ^= 1;
      assertThat(key.accepts(signed, bare)).isFalse();
    }
  }

  private static List<Json.Obj> negative(String kind) {
    List<Json.Obj> cases =
        Vectors.cases("evidence/merkle.json", "negative").stream()
            .filter(c -> c.string("kind").orElseThrow().equals(kind))
            .toList();
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private static List<byte[]> proof(Json.Obj holder) {
    return ((Json.Arr) holder.get("proof"))
        .items().stream().map(h -> HEX.parseHex(((Json.Str) h).value())).toList();
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HEX::formatHex).toList();
  }
}
