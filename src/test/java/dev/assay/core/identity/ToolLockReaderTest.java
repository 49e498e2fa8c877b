package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolLockReaderTest {
  private static final String D = "sha256:" + "0".repeat(64);

  private static List<String> problems(String text) {
    return switch (ToolLockReader.read(text.getBytes(StandardCharsets.UTF_8))) {
      case ToolLockReading.Read read -> throw new AssertionError("read: " + read.lock());
      case ToolLockReading.Refused refused ->
          refused.problems().stream().map(Problem::text).toList();
    };
  }

  private static String server(String setDigest, String tools) {
    return """
        {"schema":"assay.lock.v1","servers":{"s":{"set_digest":"%s","instructions_digest":"%s","tools":%s}}}"""
        .formatted(setDigest, LockedServer.instructionsDigest(""), tools);
  }

  @Test
  void white_space_and_order_of_members_do_not_matter() {
    String text =
        "{\n \"servers\": {\"s\": {\"tools\": {}, \"instructions_digest\": \""
            + LockedServer.instructionsDigest("")
            + "\",\n \"set_digest\": \""
            + Listings.of(List.of()).identity(LockedServer.instructionsDigest("")).setDigest()
            + "\"}},\n \"schema\": \"assay.lock.v1\"}\n";

    assertThat(ToolLockReader.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ToolLockReading.Read.class);
  }

  @Test
  void every_problem_is_told_with_its_place() {
    assertThat(
            problems(
                """
                {
                  "schema": "assay.lock.v2",
                  "servers": {
                    "": {"set_digest": 1, "instructions_digest": "sha256:AB", "tols": {}},
                    "t": 3
                  }
                }"""))
        .containsExactly(
            "line 2:13: `schema` must be `assay.lock.v1`",
            "line 4:9: a label has 1 to 64 characters",
            "line 4:63: unknown member `tols`, did you mean `tools`?",
            "line 4:9: `tools` is missing here",
            "line 4:50: `instructions_digest` must be `sha256:` and 64 lower-case hex digits",
            "line 4:24: `set_digest` must be `sha256:` and 64 lower-case hex digits",
            "line 5:10: a server is an object");
  }

  @Test
  void a_tool_added_by_hand_is_noticed_by_the_set_digest() {
    LockedServer empty = Listings.of(List.of()).identity(LockedServer.instructionsDigest(""));
    String tool = "{\"t\":{\"tool_digest\":\"%s\",\"definition_digest\":\"%s\"}}".formatted(D, D);

    assertThat(problems(server(empty.setDigest(), tool)))
        .singleElement()
        .asString()
        .contains("`set_digest` is not that of the names and instructions in the lock");
  }

  @Test
  void tools_are_named_objects_of_two_digests() {
    assertThat(problems(server(D, "{\"a\":1,\" \":{},\"b\":{\"tool_digest\":\"x\"}}")))
        .satisfiesExactly(
            a -> assertThat(a).endsWith("a tool is an object"),
            b -> assertThat(b).endsWith("a tool has a name"),
            b -> assertThat(b).endsWith("`tool_digest` is missing here"),
            b -> assertThat(b).endsWith("`definition_digest` is missing here"),
            c -> assertThat(c).endsWith("`definition_digest` is missing here"),
            c -> assertThat(c).contains("`tool_digest` must be"));
  }

  @Test
  void what_is_no_object_is_refused_with_its_place() {
    assertThat(problems("[]"))
        .containsExactly(
            "line 1:1: the lock is not a JSON object, make it again with `assay mcp pin`");
    assertThat(problems("{\"schema\":\n\"a\",\"schema\":1}"))
        .containsExactly(
            "line 2:5: the lock is not strict JSON: duplicate member name, make it again with"
                + " `assay mcp pin`");
    assertThat(problems("{\"schema\":\"assay.lock.v1\",\"servers\":[]}"))
        .containsExactly("line 1:37: `servers` must be an object");
    assertThat(problems("{}"))
        .containsExactly(
            "line 1:1: `schema` is missing here", "line 1:1: `servers` is missing here");
  }

  @Test
  void a_document_beyond_its_bound_is_refused_unread() {
    byte[] text = new byte[ToolLockReader.MAX_BYTES + 1];
    Arrays.fill(text, (byte) ' ');

    assertThat(ToolLockReader.read(text)).isInstanceOf(ToolLockReading.Refused.class);
  }

  @Test
  void problems_are_bounded() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 500; i++) {
      text.append("\"m").append(i).append("\":1,");
    }
    text.setCharAt(text.length() - 1, '}');

    assertThat(problems(text.toString())).hasSize(ToolLockReader.MAX_PROBLEMS);
  }
}
