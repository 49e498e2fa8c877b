package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mcp tool keygen}, {@code sign} and {@code verify}. */
class McpToolTest {
  @TempDir Path work;
  private Path tools;
  private Path keys;
  private Path signed;

  @BeforeEach
  void files() throws IOException {
    tools = work.resolve("tools.json");
    keys = work.resolve("keys");
    signed = work.resolve("signed.json");
    Files.writeString(
        tools,
        "{\"tools\":[{\"name\":\"a\"},{\"name\":\"b\",\"description\":\"d\"}],\"_meta\":{}}");
    CliRun.of("mcp", "tool", "keygen", "--out", keys).endsWith(0);
  }

  private CliRun sign(Object... options) {
    Object[] words = new Object[6 + options.length];
    List<Object> first =
        List.of("mcp", "tool", "sign", tools, "--key", keys.resolve("private_key.pem"));
    System.arraycopy(first.toArray(), 0, words, 0, 6);
    System.arraycopy(options, 0, words, 6, options.length);
    return CliRun.of(words);
  }

  private CliRun verify(Path file) {
    return CliRun.of(
        "mcp", "tool", "verify", file, "--pubkey", keys.resolve("public_key.pem"), "--json");
  }

  private static List<String> standings(CliRun run) {
    return Vectors.objects(run.document().get("tools")).stream()
        .map(t -> t.string("name").orElseThrow() + " " + t.string("signature").orElseThrow())
        .toList();
  }

  @Test
  void a_new_key_is_readable_by_its_owner_only_and_never_overwritten() throws IOException {
    Path key = keys.resolve("private_key.pem");
    String before = Files.readString(key);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(CliRun.of("mcp", "tool", "keygen", "--out", keys).endsWith(2).err())
        .contains("private_key.pem` exists");
    assertThat(Files.readString(key)).isEqualTo(before);
    String id =
        CliRun.of("mcp", "tool", "keygen", "--out", keys, "--force", "--json")
            .endsWith(0)
            .document()
            .string("key_id")
            .orElseThrow();
    assertThat(id).matches("sha256:[0-9a-f]{64}");
    assertThat(Files.readString(key)).isNotEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void every_tool_of_a_list_is_signed_and_verifies() throws IOException {
    sign("--out", signed).endsWith(0);

    assertThat(standings(verify(signed).endsWith(0))).containsExactly("a trusted", "b trusted");
    assertThat(((Json.Obj) Vectors.parse(Files.readAllBytes(signed))).get("_meta")).isNotNull();
    assertThat(Files.readString(signed)).endsWith("}\n");
    assertThat(sign("--out", signed).endsWith(2).err()).contains("signed.json` exists");
    sign("--in-place").endsWith(0);
    assertThat(standings(verify(tools).endsWith(0))).containsExactly("a trusted", "b trusted");
  }

  @Test
  void what_changed_or_is_not_signed_is_a_finding() throws IOException {
    sign("--out", signed).endsWith(0);
    Files.writeString(signed, Files.readString(signed).replace("\"d\"", "\"e\""));

    assertThat(standings(verify(signed).endsWith(1))).containsExactly("a trusted", "b invalid");
    CliRun unsigned = verify(tools).endsWith(1);
    assertThat(standings(unsigned)).containsExactly("a unsigned", "b unsigned");
    assertThat(unsigned.document().string("reason_code")).contains("E_TOOL_SIGNATURE");
  }

  @Test
  void a_trust_policy_says_whose_signatures_count() throws IOException {
    sign("--out", signed, "--embed-pubkey").endsWith(0);
    Path trust = work.resolve("trust.yaml");
    Files.writeString(trust, "require_signed: false\n");
    CliRun nobody = CliRun.of("mcp", "tool", "verify", signed, "--trust-policy", trust, "--json");
    assertThat(standings(nobody.endsWith(1)))
        .containsExactly("a key_not_trusted", "b key_not_trusted");
    CliRun.of("mcp", "tool", "verify", tools, "--trust-policy", trust).endsWith(0);

    String id =
        ((Json.Obj) Vectors.parse(Files.readAllBytes(signed)))
            .get("tools")
            .toString()
            .replaceAll("(?s).*?(sha256:[0-9a-f]{64}).*?(sha256:[0-9a-f]{64}).*", "$2");
    Files.writeString(
        trust,
        """
        require_signed: true
        trusted_keys: [{ key_id: "%s", public_key_path: keys/public_key.pem }]
        """
            .formatted(id));
    CliRun.of("mcp", "tool", "verify", signed, "--trust-policy", trust).endsWith(0);
  }

  @Test
  void files_that_do_not_fit_are_user_errors() throws IOException {
    Path trust = work.resolve("trust.yaml");
    assertThat(CliRun.of("mcp", "tool", "verify", tools, "--trust-policy", trust).endsWith(2).err())
        .contains("trust.yaml` does not exist");
    Files.writeString(trust, "require_signed: true\n");
    assertThat(CliRun.of("mcp", "tool", "verify", tools, "--trust-policy", trust).endsWith(2).err())
        .contains("no key is trusted");
    assertThat(CliRun.of("mcp", "tool", "verify", tools).endsWith(2).err()).contains("--pubkey");
    assertThat(verify(work.resolve("none.json")).endsWith(2).err()).contains("does not exist");
    Files.writeString(tools, "{\"tools\":[1]}");
    assertThat(verify(tools).endsWith(2).err()).contains("an element that is no tool");
    Files.writeString(tools, "{\"a\":1,\n\"a\":2}");
    assertThat(verify(tools).endsWith(2).err())
        .contains("tools.json:2:1: the file is not strict JSON");
    Files.writeString(tools, "{\"name\":\"t\",\"inputSchema\":{\"maximum\":9007199254740993}}");
    assertThat(sign("--out", signed).endsWith(2).err()).contains("no signature fixes");
    Files.setPosixFilePermissions(
        keys.resolve("private_key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(sign("--out", signed).endsWith(2).err()).contains("open to others");
  }
}
