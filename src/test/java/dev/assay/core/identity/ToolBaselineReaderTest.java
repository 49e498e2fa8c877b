package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.identity.ToolBaselineReader.Reading;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Baselines of privileged calls, in both their forms. */
class ToolBaselineReaderTest {
  private static final String DIGEST = "sha256:" + "a1".repeat(32);
  private static final ObservedTool TOOL =
      ObservedTool.of(Vectors.parse("{\"name\":\"t\",\"title\":\"T\"}"), "s", Optional.empty())
          .orElseThrow();

  private static Reading read(String text) {
    return ToolBaselineReader.read(text.getBytes(StandardCharsets.UTF_8), "s");
  }

  private static String declared(String tools) {
    return "{\"schema\":\"assay.declared_mcp_manifest.v0\",\"note\":1,\n\"tools\":" + tools + "}";
  }

  private static List<String> problems(String text) {
    return ((Reading.Refused) read(text))
        .problems().stream().map(p -> p.where().line() + ":" + p.message()).toList();
  }

  private static ToolBaseline.Entry entry(Reading reading) {
    return ((Reading.Read) reading).baseline().tool("t").orElseThrow();
  }

  @Test
  void a_declared_manifest_holds_what_its_digest_covers() {
    ToolBaseline.Entry entry =
        entry(read(declared("[{\"name\":\"t\",\"tool_digest\":\"" + TOOL.toolDigest() + "\"}]")));

    assertThat(entry.holds(TOOL)).isTrue();
    assertThat(entry.definitionDigest()).isEmpty();
    assertThat(entry.holds(tool("{\"name\":\"t\",\"title\":\"other\"}"))).isTrue();
    assertThat(entry.holds(tool("{\"name\":\"t\",\"description\":\"other\"}"))).isFalse();
  }

  private static ObservedTool tool(String json) {
    return ObservedTool.of(Vectors.parse(json), "s", Optional.empty()).orElseThrow();
  }

  @Test
  void a_lock_holds_what_both_its_digests_cover() {
    ToolListing listing = new ToolListing("s");
    listing.add((Json.Arr) Vectors.parse("[{\"name\":\"t\",\"title\":\"T\"}]"));
    LockedServer server = listing.identity(LockedServer.instructionsDigest(""));
    byte[] lock = ToolLock.EMPTY.with("s", server).canonicalBytes();
    ToolBaseline.Entry entry = entry(ToolBaselineReader.read(lock, "s"));

    assertThat(entry.holds(TOOL)).isTrue();
    assertThat(entry.holds(tool("{\"name\":\"t\",\"title\":\"other\"}"))).isFalse();
    assertThat(ToolBaselineReader.read(lock, "elsewhere")).isInstanceOf(Reading.Unlocked.class);
  }

  @Test
  void a_number_that_no_digest_fixes_is_held_by_nothing() {
    ObservedTool inexact = tool("{\"name\":\"t\",\"inputSchema\":{\"maximum\":9007199254740993}}");

    assertThat(new ToolBaseline.Entry(inexact.toolDigest(), Optional.empty()).holds(inexact))
        .isFalse();
  }

  @Test
  void what_names_no_definition_is_refused_with_its_place() {
    assertThat(problems(declared("[]"))).singleElement().asString().contains("at least one tool");
    assertThat(problems(declared("7"))).hasSize(1);
    assertThat(
            problems(
                declared(
                    "[7,{\"name\":\"t\",\"tool_digest\":\"md5:1\"},{\"name\":\" \"},"
                        + "{\"name\":\"u\",\"tool_digest\":\"%s\"},{\"name\":\"u\",\"tool_digest\":\"%s\"}]"
                            .formatted(DIGEST, DIGEST))))
        .hasSize(4)
        .allMatch(text -> text.startsWith("2:"))
        .anyMatch(text -> text.contains("twice"));
  }

  @Test
  void anything_else_is_read_as_a_lock_and_refused_as_one() {
    assertThat(problems("{\"schema\":\"assay.declared_mcp_manifest.v1\",\"tools\":[]}"))
        .anyMatch(text -> text.contains("assay.lock.v1"));
    assertThat(problems(declared("[],\"tools\":[]"))).hasSize(1);
    assertThat(problems("")).hasSize(1);
  }
}
