package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.checkpoint.Checkpoint;
import dev.assay.core.checkpoint.CheckpointNote;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code evidence head} and {@code evidence check-head}, on a published bundle. */
class HeadCommandsTest {
  private static final Json.Obj VECTOR =
      Vectors.cases("evidence/merkle.json", "bundles").get(1); // b2-session, nine lines
  private static final String HEAD = "9:" + VECTOR.string("root").orElseThrow();
  private static final String RUN = "run_session_2026";

  @TempDir Path directory;
  private String bundle = "";

  private record Said(int code, String out, String err) {}

  private static Said run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Said(code, out.toString(), err.toString());
  }

  @BeforeEach
  void a_bundle() throws IOException {
    bundle =
        Files.write(
                directory.resolve("b.tar.gz"),
                Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz"))
            .toString();
  }

  private static ChainHead headAt(int size) {
    return Vectors.objects(VECTOR.get("consistency_to_size")).stream()
        .filter(c -> c.integer("old_size").orElseThrow() == size)
        .map(c -> new ChainHead(size, c.string("old_root").orElseThrow()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_head_of_a_bundle_is_the_published_one() {
    for (List<String> words :
        List.of(
            List.of("evidence", "head", bundle),
            List.of("evidence", "head", "--dir", directory.toString()))) {
      Said said = run(words.toArray(String[]::new));

      assertThat(said.code()).as(said.err()).isZero();
      assertThat(said.out())
          .isEqualTo(bundle + ": bundle of run " + RUN + "\n  head " + HEAD + "\n");
    }
    Json.Obj json =
        (Json.Obj) Vectors.parse(run("evidence", "head", "--json", bundle).out().strip());
    assertThat(json.string("schema")).contains("assay.evidence.head.v1");
    assertThat(json.string("head")).contains(HEAD);
    assertThat(json.integer("size")).contains(9L);
  }

  @Test
  void what_has_no_head_is_refused_with_the_reason() throws IOException {
    Path broken = Files.writeString(directory.resolve("x"), "no bundle");

    assertThat(run("evidence", "head", broken.toString()).code()).isEqualTo(2);
    assertThat(run("evidence", "head", directory.resolve("missing").toString()).err())
        .contains("no such file");
    assertThat(run("evidence", "head").err()).contains("--last");
    assertThat(run("evidence", "head", "--last", bundle).code()).isEqualTo(2);
  }

  @Test
  void a_kept_head_is_held_against_the_bundle() {
    Said same = run("evidence", "check-head", bundle, "--head", headAt(4).text());
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).contains("1 kept head covers, 4 of 9 lines");

    Said other = run("evidence", "check-head", bundle, "--head", "4:" + "0".repeat(64));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("first 4 lines are not those");

    Said cut = run("evidence", "check-head", bundle, "--head", "10:" + "0".repeat(64));
    assertThat(cut.code()).isEqualTo(2);
    assertThat(cut.err()).contains("covers 10 lines and there are only 9");
  }

  @Test
  void checkpoints_count_when_they_are_of_the_run_and_signed_by_the_key() throws IOException {
    SigningKey key = key(1);
    String notes =
        CheckpointNote.signed(Checkpoint.of(RUN, headAt(3)), key).text()
            + "\n"
            + CheckpointNote.unsigned(Checkpoint.of(RUN, new ChainHead(5, "0".repeat(64)))).text()
            + "\n"
            + CheckpointNote.signed(Checkpoint.of("other", new ChainHead(70, "0".repeat(64))), key)
                .text()
            + "\nhalf a no";
    String file = Files.writeString(directory.resolve("kept.txt"), notes).toString();
    String pub = publicKey(key);

    Said signed = run("evidence", "check-head", bundle, "--checkpoints", file, "--key", pub);
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(signed.err())
        .contains("1 pieces of the checkpoint file", "1 checkpoints of this run are not signed");
    Json.Obj json =
        (Json.Obj)
            Vectors.parse(
                run("evidence", "check-head", "--json", bundle, "--checkpoints", file, "--key", pub)
                    .out()
                    .strip());
    assertThat(json.integer("heads_checked")).contains(1L);
    assertThat(json.get("consistent")).isEqualTo(Json.Bool.TRUE);

    assertThat(run("evidence", "check-head", bundle, "--checkpoints", file).err())
        .as("without a key the unsigned one counts, and is wrong")
        .contains("first 5 lines are not those");
    Said foreign =
        run("evidence", "check-head", bundle, "--checkpoints", file, "--key", publicKey(key(2)));
    assertThat(foreign.code()).isEqualTo(2);
    assertThat(foreign.err()).contains("no checkpoint that counts is of run `" + RUN + "`");
  }

  @Test
  void arguments_that_do_not_fit_and_files_that_are_none_are_told() throws IOException {
    String text = Files.writeString(directory.resolve("t"), "x").toString();
    String missing = directory.resolve("missing").toString();

    for (List<String> words :
        List.of(
            List.of(bundle),
            List.of(bundle, "--head", "9"),
            List.of(bundle, "--head", HEAD, "--key", text),
            List.of(bundle, "--checkpoints", missing),
            List.of(bundle, "--checkpoints", text, "--key", missing),
            List.of(bundle, "--checkpoints", text, "--key", text),
            List.of(missing, "--head", HEAD))) {
      String[] all = new String[words.size() + 2];
      all[0] = "evidence";
      all[1] = "check-head";
      System.arraycopy(words.toArray(), 0, all, 2, words.size());

      Said said = run(all);

      assertThat(said.code()).as("%s", words).isEqualTo(2);
      assertThat(said.err()).as("%s", words).startsWith("error: ").contains("next: ");
    }
  }

  private static SigningKey key(int seed) {
    byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + "00".repeat(32));
    Arrays.fill(der, der.length - 32, der.length, (byte) seed);
    String pem = pem("PRIVATE KEY", der);
    return ((KeyReading.Usable) SigningKey.readPem(pem.getBytes(StandardCharsets.US_ASCII))).key();
  }

  private String publicKey(SigningKey key) throws IOException {
    return Files.writeString(
            directory.resolve(key.keyId().substring(7, 15) + ".pem"),
            pem("PUBLIC KEY", key.publicKeyInfo()))
        .toString();
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getEncoder().encodeToString(der), kind);
  }
}
