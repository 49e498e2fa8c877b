package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.RecordedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {
  private static final String TRACE =
      """
      {"type":"tool_call","tool":"read_file","args":{"path":"/srv/app/docs/a.md"}}
      {"type":"tool_call","tool":"read_file","args":{"path":"/srv/app/src/b.c","head":10}}
      {"type":"tool_call","tool":"http_get","args":{"url":"https://api.example.org/v1?q=1"}}
      {"type":"tool_call","tool":"write_file","args":{"path":"/srv/app/out.txt","content":"x"}}
      {"type":"tool_call","tool":"read_file","args":{"path":"/srv/app/../../etc/passwd"}}
      {"type":"tool_call","tool":"secrets.list","args":{},"decision":"deny"}
      """;

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String policy() throws IOException {
    return Files.readString(directory.resolve("policy.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "hardened", "dev"})
  void a_preset_says_what_its_cases_show(String preset) throws IOException {
    CliRun run =
        CliRun.of("init", "--preset", preset, "--root", "/home/me/project", "--dir", directory)
            .endsWith(0);
    assertThat(run.out())
        .contains("created " + directory.resolve("policy.yaml"))
        .contains("created " + directory.resolve("policy.test.yaml"));
    assertThat(policy())
        .contains("unconstrained_tools: deny")
        .contains("/home/me/project/**")
        .doesNotContain("/srv/app");
    CliRun valid =
        CliRun.of("policy", "validate", "--fail-on", "warning", directory.resolve("policy.yaml"))
            .endsWith(0);
    assertThat(valid.err()).isEmpty();
    CliRun.of("policy", "test", directory.resolve("policy.test.yaml")).endsWith(0);
    CliRun.of("policy", "fmt", "--check", directory.resolve("policy.yaml")).endsWith(0);
  }

  @Test
  void the_presets_are_three_policies_and_are_listed() throws IOException {
    CliRun list = CliRun.of("init", "--list-presets").endsWith(0);
    assertThat(list.out().lines().map(line -> line.split("\t")[0]))
        .containsExactly("default", "hardened", "dev");
    CliRun.of("init", "--root", "/a", "--dir", directory.resolve("x")).endsWith(0);
    CliRun.of("init", "--root", "/a", "--preset", "dev", "--dir", directory.resolve("y"))
        .endsWith(0);
    assertThat(directory.resolve("x/policy.yaml"))
        .content()
        .isNotEqualTo(Files.readString(directory.resolve("y/policy.yaml")));
  }

  @Test
  void nothing_is_ever_overwritten() throws IOException {
    write("policy.yaml", "mine");
    CliRun run = CliRun.of("init", "--root", "/a", "--dir", directory).endsWith(0);
    assertThat(run.out())
        .contains("skipped " + directory.resolve("policy.yaml"))
        .contains("created " + directory.resolve("policy.test.yaml"));
    assertThat(policy()).isEqualTo("mine");
    CliRun again = CliRun.of("init", "--json", "--root", "/a", "--dir", directory).endsWith(2);
    assertThat(again.document().string("reason_code")).contains("E_OUTPUT_EXISTS");
    assertThat(Files.list(directory).map(f -> f.getFileName().toString()))
        .containsExactlyInAnyOrder("policy.yaml", "policy.test.yaml");
  }

  @Test
  void a_directory_that_a_glob_cannot_say_is_refused() {
    for (String root : List.of("/", "/a*", "/a/%2e", "/a[1]")) {
      CliRun run = CliRun.of("init", "--root", root, "--dir", directory).endsWith(2);
      assertThat(run.err()).contains("cannot stand in a policy");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_bundle_and_its_decision_log_show_which_tools_were_called() throws IOException {
    RecordedCalls session = new RecordedCalls(recorded(), false);
    for (String tool : List.of("look", "look", "denied", "write_file")) {
      session.call(new ToolCall(tool, Json.object().put("secret", "do-not-show").build()));
    }
    Path bundle = Files.write(directory.resolve("bundle.tar.gz"), session.archive());
    Path out = directory.resolve("of-bundle");
    CliRun run = CliRun.of("init", "--from-trace", bundle, "--dir", out).endsWith(0);
    assertThat(run.err()).contains("the policy allows 2 of 4 calls");
    String policy = Files.readString(out.resolve("policy.yaml"));
    assertThat(policy)
        .contains("from bundle.tar.gz, 4 calls", "allow:\n    - look\n", "look: true # 2 calls")
        .contains("this accepts any", "denied when they were recorded (1)", "#    write_file: true")
        .doesNotContain("do-not-show");
    CliRun.of("policy", "validate", out.resolve("policy.yaml")).endsWith(0);

    StringBuilder log = new StringBuilder();
    for (Json.Obj event : session.events) {
      if (event.string("type").orElseThrow().equals("assay.tool.decision")) {
        log.append(JsonText.compact(event)).append('\n');
      }
    }
    Path lines = write("decisions.ndjson", log.toString());
    Path of = directory.resolve("of-log");
    CliRun.of("init", "--from-trace", lines, "--dir", of).endsWith(0);
    assertThat(body(Files.readString(of.resolve("policy.yaml")))).isEqualTo(body(policy));
  }

  private static String body(String policy) {
    return policy.substring(policy.indexOf("version:"));
  }

  private static Policy recorded() {
    String yaml = "version: \"2.0\"\ntools: { deny: [denied] }\n";
    return switch (PolicyReader.read(yaml.getBytes(UTF_8), "p.yaml", false)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  @Test
  void a_bundle_that_does_not_verify_teaches_nothing() throws IOException {
    RecordedCalls session = new RecordedCalls(recorded(), false);
    Path none = Files.write(directory.resolve("none.tar.gz"), session.archive());
    assertThat(CliRun.of("init", "--from-trace", none, "--dir", directory).endsWith(2).err())
        .contains("the bundle has no call in it");
    session.call(new ToolCall("look", Json.Obj.EMPTY));
    byte[] archive = session.archive();
    Path cut = Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(archive, 300));
    CliRun.of("init", "--from-trace", cut, "--dir", directory).endsWith(2);
    assertThat(directory.resolve("policy.yaml")).doesNotExist();
  }

  @Test
  void a_trace_gives_the_policy_that_allows_it() throws IOException {
    Path trace = write("trace.jsonl", TRACE);
    CliRun run = CliRun.of("init", "--from-trace", trace, "--dir", directory).endsWith(0);
    assertThat(run.err()).contains("the policy allows 3 of 6 calls");
    assertThat(policy())
        .isEqualTo(
            Files.readString(Path.of("src/test/resources/init/policy.yaml"))
                .replace("DIGEST", digest(policy())));
    CliRun.of("policy", "fmt", "--check", directory.resolve("policy.yaml")).endsWith(0);
    CliRun asked =
        CliRun.of(
                "policy", "explain", "--policy", directory.resolve("policy.yaml"), "--trace", trace)
            .endsWith(1);
    assertThat(asked.out())
        .contains("trace.jsonl:1: ALLOW read_file reason=policy_allow")
        .contains("trace.jsonl:4: DENY write_file reason=tool_not_allowed by tools.allow")
        .contains("trace.jsonl:5: DENY read_file reason=path_constraint_violation by paths at ")
        .endsWith("3 allowed, 3 denied, 0 not judged: the trace leaves their arguments out\n");
  }

  private static String digest(String policy) {
    int at = policy.indexOf("sha256:");
    return policy.substring(at, at + 71);
  }

  @Test
  void a_tool_that_changes_something_is_learned_when_accepted() throws IOException {
    Path trace = write("trace.jsonl", TRACE);
    CliRun run =
        CliRun.of("init", "--from-trace", trace, "--accept", "write_file", "--dir", directory)
            .endsWith(0);
    assertThat(run.err()).contains("the policy allows 4 of 6 calls");
    assertThat(policy()).contains("    - write_file\n").doesNotContain("Review");
  }

  @Test
  void a_trace_that_is_refused_or_teaches_nothing_writes_nothing() throws IOException {
    Path none =
        write("none.jsonl", "{\"type\":\"tool_call\",\"tool\":\"exec\",\"args\":{\"c\":\"ls\"}}\n");
    assertThat(reason(1, "--from-trace", none)).isEqualTo("E_NOTHING_LEARNED");
    assertThat(reason(2, "--from-trace", write("bad.jsonl", "{}\n")))
        .isEqualTo("E_TRACE_NOT_FOUND");
    assertThat(reason(2, "--from-trace", directory.resolve("gone"))).isEqualTo("E_TRACE_NOT_FOUND");
    assertThat(directory.resolve("policy.yaml")).doesNotExist();
    CliRun.of("init", "--from-trace", none, "--preset", "dev").endsWith(2);
    CliRun.of("init", "--accept", "a").endsWith(2);
    CliRun.of("init", "--preset", "strict").endsWith(2);
  }

  private String reason(int code, Object option, Object value) {
    Json.Obj document =
        CliRun.of("init", "--json", "--dir", directory, option, value).endsWith(code).document();
    return document.string("reason_code").orElse("");
  }
}
