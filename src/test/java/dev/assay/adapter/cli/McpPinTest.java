package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.ListingServer;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mcp pin} against a scripted server that runs as a process. */
class McpPinTest {
  private static final String TWO_PAGES =
      """
      {"instructions":"be careful","pages":[[{"name":"read","description":"reads"}],\
      [{"name":"write","description":"writes, see read_file"},{"name":"read_file"}]]}""";

  @TempDir Path work;
  private Path script;
  private Path lock;

  @BeforeEach
  void names() {
    script = work.resolve("server.json");
    lock = work.resolve("assay.lock.json");
  }

  private CliRun pin(String... options) {
    List<Object> words = new ArrayList<>(List.of("mcp", "pin", "--lock", lock, "--label", "s"));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(ListingServer.server(script));
    return CliRun.of(words.toArray());
  }

  private void server(String json) throws IOException {
    Files.writeString(script, json);
  }

  private byte[] locked() throws IOException {
    return Files.readAllBytes(lock);
  }

  private static List<String> standings(CliRun run) {
    return Vectors.objects(run.document().get("tools")).stream()
        .map(t -> t.string("name").orElseThrow() + " " + t.string("standing").orElseThrow())
        .toList();
  }

  @Test
  void an_unknown_server_is_written_with_all_its_pages() throws IOException {
    server(TWO_PAGES);

    CliRun run = pin().endsWith(0);

    assertThat(run.out())
        .contains("server listing 1  protocol 2025-11-25", "instructions  new  be careful")
        .contains("  read  added\n      reads\n", "names read_file")
        .contains("written: 3 tools of `s` are approved");
    Json.Obj tools =
        ((Json.Obj) Vectors.parse(locked()))
            .object("servers")
            .flatMap(servers -> servers.object("s"))
            .flatMap(server -> server.object("tools"))
            .orElseThrow();
    assertThat(tools.members().keySet()).containsExactly("read", "read_file", "write");
    assertThat(new String(locked(), StandardCharsets.UTF_8)).doesNotContain("\n");
  }

  @Test
  void what_did_not_change_is_left_alone() throws IOException {
    server(TWO_PAGES);
    pin().endsWith(0);
    byte[] before = locked();
    server(
        """
        {"instructions":"be careful","pages":[[{"name":"read_file"},{"description":"reads","name":"read"},\
        {"name":"write","description":"writes, see read_file"}]]}""");

    assertThat(pin("--check").endsWith(0).out()).contains("holds: 3 tools of `s` are as approved");
    pin().endsWith(0);
    assertThat(locked()).isEqualTo(before);
  }

  @Test
  void a_change_is_shown_and_written_only_when_approved() throws IOException {
    server(TWO_PAGES);
    pin().endsWith(0);
    byte[] before = locked();
    server(
        """
        {"instructions":"be quick","pages":[[{"name":"read","description":"reads all"},\
        {"name":"write","description":"writes, see read_file"},{"name":"mail"}]]}""");

    CliRun shown = pin("--json").endsWith(1);
    assertThat(standings(shown)).containsExactly("mail added", "read changed", "write same");
    assertThat(shown.document().get("removed")).isEqualTo(Vectors.parse("[\"read_file\"]"));
    assertThat(shown.document().get("instructions_changed")).isEqualTo(Json.Bool.TRUE);
    assertThat(shown.document().string("reason_code")).contains("E_PIN_REVIEW");
    assertThat(pin().endsWith(1).out())
        .contains("instructions  changed  be quick", "  read_file  removed", "was not written");
    pin("--check").endsWith(1);
    assertThat(locked()).isEqualTo(before);

    pin("--approve").endsWith(0);
    pin("--check").endsWith(0);
  }

  @Test
  void hidden_text_wants_a_look_the_first_time_too() throws IOException {
    server(
        """
        {"instructions":"x\\u200by","pages":[[{"name":"read","description":"reads\\u202e"}]]}""");

    CliRun run = pin().endsWith(1);

    assertThat(run.out())
        .contains("hidden: 1 characters of no width in /instructions")
        .contains("hidden: 1 characters that turn the reading direction in /description")
        .doesNotContain("\u200b", "\u202e");
    assertThat(run.err()).contains("text hides in what the server says");
    assertThat(lock).doesNotExist();
    pin("--approve").endsWith(0);
    assertThat(standings(pin("--check", "--json").endsWith(0))).containsExactly("read same");
  }

  @Test
  void other_servers_of_a_lock_stay() throws IOException {
    server(TWO_PAGES);
    pin().endsWith(0);
    CliRun.of(words("--label", "other")).endsWith(0);

    Json.Obj servers = ((Json.Obj) Vectors.parse(locked())).object("servers").orElseThrow();
    assertThat(servers.members().keySet()).containsExactly("other", "s");
  }

  private Object[] words(String... options) {
    List<Object> words = new ArrayList<>(List.of("mcp", "pin", "--lock", lock));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(ListingServer.server(script));
    return words.toArray();
  }

  @Test
  void news_of_other_tools_while_they_are_listed_starts_the_listing_again() throws IOException {
    server("{\"announce\":2,\"pages\":[[{\"name\":\"a\"}],[{\"name\":\"b\"}]]}");

    assertThat(standings(pin("--json").endsWith(0))).containsExactly("a added", "b added");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"pages\":[[{\"name\":\"a\"}]],\"circle\":1} | 3 | go round in a circle",
        "{\"pages\":[[{\"name\":\"a\"}]],\"cursor\":\"\"} | 3 | `nextCursor` is not a text",
        "{\"pages\":[[{\"name\":\"a\"}]],\"cursor\":7} | 3 | `nextCursor` is not a text",
        "{\"pages\":[[{\"name\":\"a\"}]],\"announce\":1000} | 3 | goes on changing its tools",
        "{\"pages\":[7]} | 3 | has no list of tools",
        "{\"exit\":1} | 3 | ended before it said what it offers",
        "{\"pages\":[[{\"name\":\"a\"}],[{\"name\":\"a\"}]]} | 1 | tool `a` is listed twice",
        "{\"pages\":[[{\"description\":\"x\"}]]} | 1 | have no usable name",
        "{\"pages\":[[{\"name\":\"a\",\"inputSchema\":{\"maximum\":9007199254740993}}]]} | 1 |"
            + " has a number or a look-alike member that no digest fixes"
      })
  void what_no_lock_can_hold_is_refused(String json, int code, String message) throws IOException {
    server(json);

    assertThat(pin("--approve").endsWith(code).err()).contains(message);
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_silent_server_is_ended_in_time() throws IOException {
    server("{\"silent\":1}");

    assertThat(pin("--timeout", "1").endsWith(3).err())
        .contains("did not say what it offers within 1 seconds, give it more with --timeout");
  }

  @Test
  void a_file_that_is_no_lock_is_never_overwritten() throws IOException {
    server(TWO_PAGES);
    Files.writeString(lock, "{\"schema\":\n1}");

    assertThat(pin("--approve").endsWith(2).err())
        .contains("assay.lock.json:2:1: `schema` must be `assay.lock.v1`");
    assertThat(Files.readString(lock)).isEqualTo("{\"schema\":\n1}");
  }

  @Test
  void arguments_that_do_not_fit_are_user_errors() throws IOException {
    server(TWO_PAGES);
    assertThat(pin("--check").endsWith(2).err()).contains("there is no lock file");
    assertThat(pin("--check", "--approve").endsWith(2).err()).contains("exclude each other");
    assertThat(pin("--timeout", "0").endsWith(2).err()).contains("from 1 to 3600");
    assertThat(pin("--client-capability", "magic").endsWith(2).err()).contains("no client cap");
    assertThat(CliRun.of("mcp", "pin", "--label", "a b", "--", "true").endsWith(2).err())
        .contains("label `a b` is not usable");
    assertThat(CliRun.of("mcp", "pin", "--lock", lock, "--", "no-such-server").endsWith(2).err())
        .contains("the server command `no-such-server` was not found");
    lock = work.resolve("no/such/directory/lock.json");
    assertThat(pin().endsWith(3).err()).contains("cannot write lock file");
    lock = work;
    assertThat(pin().endsWith(2).err()).contains("is a directory");
  }
}
