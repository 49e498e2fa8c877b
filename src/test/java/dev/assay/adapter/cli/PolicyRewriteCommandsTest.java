package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRewriteCommandsTest {
  private static final String LEGACY =
      """
      # Who may read what.

      version: "1.0"
      name: old
      deny: [exec] # never
      constraints:
        # documents
        - tool: open_doc # the only one
          params:
            path: { matches: '^/data/' } # below
            # nobody checks it
            mode: {}
      tools:
        allow: [open_doc]
      """;
  private static final String MIGRATED =
      """
      # Who may read what.

      version: "2.0"
      name: old
      tools:
        allow: [open_doc]
        deny: [exec] # never
      schemas:
        # documents
        open_doc: # the only one
          type: object
          additionalProperties: true
          properties:
            path: { type: string, pattern: ^/data/, minLength: 1 } # below
          required: [path]
      """;
  private static final String UNTIDY =
      """
      tools:
          deny: ["exec"]
          allow: ['read', "a_*"]   # short
      version: '2.0'
      """;
  private static final String TIDY =
      """
      version: "2.0"
      tools:
        allow: [read, a_*] # short
        deny: [exec]
      """;

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_migrated_policy_is_printed_with_its_comments_and_what_was_checked() throws IOException {
    CliRun run = CliRun.of("policy", "migrate", write("p.yaml", LEGACY)).endsWith(0);
    assertThat(run.out()).isEqualTo(MIGRATED);
    assertThat(run.err())
        .contains("`deny` stands under `tools`")
        .contains("the constraint of `open_doc` is its schema")
        .contains("equivalence: 5000 calls are decided identically")
        .contains("warning: this comment has no place: # nobody checks it");
    assertThat(names()).containsExactly("p.yaml");
  }

  @Test
  void calls_of_a_trace_are_asked_too() throws IOException {
    Path trace =
        write(
            "golden.jsonl",
            "{\"type\":\"tool_call\",\"tool\":\"open_doc\",\"args\":{\"path\":\"/data/a\"}}\n");
    Path policy = write("p.yaml", LEGACY);
    CliRun run = CliRun.of("policy", "migrate", "--trace", trace, policy).endsWith(0);
    assertThat(run.err()).contains("equivalence: 5001 calls are decided identically");
    CliRun.of("policy", "migrate", "--trace", directory.resolve("gone"), policy).endsWith(2);
  }

  @Test
  void nothing_is_written_by_asking() throws IOException {
    Path policy = write("p.yaml", LEGACY);
    CliRun check = CliRun.of("policy", "migrate", "--check", policy).endsWith(1);
    assertThat(check.out()).isEqualTo(policy + ": would change\n");
    CliRun diff = CliRun.of("policy", "migrate", "--diff", policy).endsWith(0);
    assertThat(diff.out()).startsWith("--- " + policy).contains("\n-version: \"1.0\"\n+version:");
    Json.Obj json = CliRun.of("policy", "migrate", "--check", "--json", policy).document();
    assertThat(json.string("reason_code")).contains("E_POLICY_WOULD_CHANGE");
    assertThat(Files.readString(policy)).isEqualTo(LEGACY);
    assertThat(names()).containsExactly("p.yaml");
  }

  @Test
  void writing_keeps_a_backup_and_the_permissions() throws IOException {
    Path policy = write("p.yaml", LEGACY);
    Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r-----"));
    CliRun run = CliRun.of("policy", "migrate", "--write", policy).endsWith(0);
    assertThat(run.out()).isEqualTo("wrote " + policy + " (backup " + policy + ".bak)\n");
    assertThat(Files.readString(policy)).isEqualTo(MIGRATED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(policy)))
        .isEqualTo("rw-r-----");
    assertThat(Files.readString(directory.resolve("p.yaml.bak"))).isEqualTo(LEGACY);
    assertThat(names()).containsExactly("p.yaml", "p.yaml.bak");
    assertThat(CliRun.of("policy", "migrate", "--write", policy).endsWith(0).out())
        .isEqualTo(policy + ": nothing to change\n");
    assertThat(CliRun.of("policy", "migrate", "--check", policy).endsWith(0).out()).isEmpty();
  }

  @Test
  void a_file_that_may_not_be_written_is_left_alone() throws IOException {
    Path policy = write("p.yaml", LEGACY);
    Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("r--r--r--"));
    CliRun run = CliRun.of("policy", "migrate", "--write", policy).endsWith(3);
    assertThat(run.err()).contains("p.yaml: is read-only");
    assertThat(Files.readString(policy)).isEqualTo(LEGACY);
    assertThat(names()).containsExactly("p.yaml");
  }

  @Test
  void an_older_backup_is_never_overwritten() throws IOException {
    Path policy = write("p.yaml", LEGACY);
    write("p.yaml.bak", "kept");
    Json.Obj json =
        CliRun.of("policy", "migrate", "--write", "--json", policy).endsWith(2).document();
    assertThat(json.string("reason_code")).contains("E_OUTPUT_EXISTS");
    assertThat(Files.readString(policy)).isEqualTo(LEGACY);
    assertThat(Files.readString(directory.resolve("p.yaml.bak"))).isEqualTo("kept");
    CliRun.of("policy", "migrate", "--write", "--no-backup", policy).endsWith(0);
    assertThat(Files.readString(policy)).isEqualTo(MIGRATED);
  }

  @Test
  void one_file_that_cannot_be_written_keeps_the_others_as_they_are() throws IOException {
    Path policy = write("p.yaml", UNTIDY);
    Path kept = write("q.yaml", UNTIDY);
    write("q.yaml.bak", "kept");
    CliRun.of("policy", "fmt", "--write", policy, kept).endsWith(2);
    assertThat(Files.readString(policy)).isEqualTo(UNTIDY);
    assertThat(names()).containsExactly("p.yaml", "q.yaml", "q.yaml.bak");
  }

  @Test
  void a_link_is_followed_and_stays_one() throws IOException {
    Path policy = write("p.yaml", UNTIDY);
    Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), policy);
    CliRun.of("policy", "fmt", "--write", "--no-backup", link).endsWith(0);
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(policy)).isEqualTo(TIDY);
  }

  @Test
  void a_schema_and_a_constraint_for_one_tool_are_a_conflict() throws IOException {
    Path policy = write("p.yaml", LEGACY + "schemas:\n  open_doc: true\n");
    CliRun run = CliRun.of("policy", "migrate", "--write", policy).endsWith(2);
    assertThat(run.err()).contains("tool `open_doc` has a constraint and a schema");
    assertThat(names()).containsExactly("p.yaml");
  }

  @Test
  void formatting_never_migrates() throws IOException {
    Path policy = write("p.yaml", LEGACY);
    CliRun run = CliRun.of("policy", "fmt", policy).endsWith(0);
    assertThat(run.out()).contains("version: \"1.0\"").contains("matches: ^/data/");
  }

  @Test
  void the_normal_form_is_printed_asked_about_and_written() throws IOException {
    Path policy = write("p.yaml", UNTIDY);
    assertThat(CliRun.of("policy", "fmt", policy).endsWith(0).out()).isEqualTo(TIDY);
    CliRun.of("policy", "fmt", "--check", policy).endsWith(1);
    CliRun.of("policy", "fmt", "--write", policy).endsWith(0);
    assertThat(Files.readString(policy)).isEqualTo(TIDY);
    CliRun.of("policy", "fmt", "--check", policy).endsWith(0);
  }

  @Test
  void policies_of_the_examples_are_in_their_normal_form_or_readable_as_they_are()
      throws IOException {
    Path policy = Path.of("examples/mcp-quickstart/policy.yaml");
    String text = CliRun.of("policy", "fmt", policy).endsWith(0).out();
    assertThat(text).contains("path: { type: string, pattern: ^/tmp/assay-demo/.* }");
  }

  @Test
  void options_that_do_not_go_together_are_a_usage_error() throws IOException {
    Path policy = write("p.yaml", TIDY);
    CliRun.of("policy", "fmt", "--write", "--check", policy).endsWith(2);
    CliRun.of("policy", "fmt", "--no-backup", policy).endsWith(2);
    CliRun.of("policy", "fmt", policy, policy).endsWith(2);
    CliRun refused = CliRun.of("policy", "fmt", "--json", write("bad.yaml", "a: [")).endsWith(2);
    assertThat(refused.document().string("reason_code")).contains("E_POLICY_PARSE");
    CliRun.of("policy", "fmt", directory.resolve("gone")).endsWith(2);
  }
}
