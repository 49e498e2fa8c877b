package dev.assay.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoServerTest {
  @TempDir private Path directory;

  @Test
  void it_answers_the_handshake_in_the_revision_asked_for() throws IOException {
    assertThat(
            ask(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-03-26\"}}"))
        .contains("\"protocolVersion\":\"2025-03-26\"")
        .contains("\"id\":1");
  }

  @Test
  void it_answers_an_unknown_revision_with_its_newest() throws IOException {
    assertThat(
            ask(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"9999-01-01\"}}"))
        .contains("\"protocolVersion\":\"2025-11-25\"");
  }

  @Test
  void it_lists_both_tools() throws IOException {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
        .contains("\"read_file\"")
        .contains("\"list_directory\"");
  }

  @Test
  void it_reads_a_file_below_its_directory() throws IOException {
    Files.writeString(directory.resolve("safe.txt"), "safe content");
    assertThat(ask(call("read_file", directory + "/safe.txt")))
        .contains("\"text\":\"safe content\"")
        .contains("\"isError\":false");
  }

  @Test
  void it_lists_names_in_order() throws IOException {
    Files.writeString(directory.resolve("b.txt"), "");
    Files.createDirectory(directory.resolve("a"));
    assertThat(ask(call("list_directory", directory.toString())))
        .contains("[DIR] a\\n[FILE] b.txt");
  }

  @Test
  void it_follows_neither_dots_nor_links_out_of_its_directory() throws IOException {
    Path inside = Files.createDirectory(directory.resolve("inside"));
    Files.writeString(directory.resolve("secret.txt"), "outside content");
    Files.createSymbolicLink(inside.resolve("link"), directory.resolve("secret.txt"));
    for (String path : List.of(inside + "/../secret.txt", inside + "/link", "/etc/passwd")) {
      assertThat(askIn(inside, call("read_file", path)))
          .contains("\"isError\":true")
          .doesNotContain("outside content");
    }
  }

  @Test
  void it_refuses_what_is_not_a_request() throws IOException {
    assertThat(ask("{")).contains("-32700").doesNotContain("\"id\"");
    assertThat(ask("[]")).contains("-32600");
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}")).contains("-32601");
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}")).contains("-32602");
  }

  @Test
  void it_does_not_answer_notifications() throws IOException {
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")).isEmpty();
  }

  private static String call(String tool, String path) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{\"path\":\""
        + path
        + "\"}}}";
  }

  private String ask(String line) throws IOException {
    return askIn(directory, line);
  }

  private static String askIn(Path directory, String line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        DemoServer.run(
            List.of(directory.toString()),
            new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
