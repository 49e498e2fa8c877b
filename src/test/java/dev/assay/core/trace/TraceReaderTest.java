package dev.assay.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {
  private static final String CALL = "{\"type\":\"tool_call\",\"tool\":\"read\",\"args\":{}}\n";

  @Test
  void a_line_is_a_call_with_its_place() {
    Traces.Result result =
        Traces.read(
            "\n{\"type\":\"tool_call\",\"v\":1,\"session\":\"s1\",\"seq\":3,\"id\":\"7\","
                + "\"time\":\"2026-01-02T03:04:05.006Z\",\"server\":\"fs\",\"tool\":\"read_file\","
                + "\"args\":{\"path\":\"/srv/a\"},\"decision\":\"allow\",\"reason\":\"policy_allow\","
                + "\"result\":{\"is_error\":false}}\r\n");
    assertThat(result.reading()).isEqualTo(new TraceReading.Read(1));
    TraceCall call = result.calls().getFirst();
    assertThat(call.where().text()).isEqualTo("t.jsonl:2");
    assertThat(call.tool()).isEqualTo("read_file");
    assertThat(call.arguments())
        .isEqualTo(new TraceArguments.Given((Json.Obj) Vectors.parse("{\"path\":\"/srv/a\"}")));
    assertThat(call.session()).contains("s1");
    assertThat(call.time()).contains(Instant.parse("2026-01-02T03:04:05.006Z"));
    assertThat(call.decision()).contains("allow");
  }

  @Test
  void arguments_that_are_left_out_are_not_no_arguments() {
    Traces.Result result =
        Traces.read(
            "{\"type\":\"tool_call\",\"tool\":\"a\",\"args_digest\":\"hmac-sha256:k:00\"}\n"
                + "{\"type\":\"tool_call\",\"tool\":\"b\"}");
    assertThat(result.calls())
        .extracting(TraceCall::arguments)
        .containsExactly(
            new TraceArguments.Withheld(Optional.of("hmac-sha256:k:00")),
            new TraceArguments.Withheld(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"tool_call","tool":                             | trace.not_json t.jsonl:1:28:
          {"é":1,"é":2}                                           | trace.not_json t.jsonl:1:8: duplicate
          [1]                                                     | trace.not_object t.jsonl:1:
          {"tool":"a"}                                            | trace.missing t.jsonl:1: `type`
          {"type":"tool_call"}                                    | trace.missing t.jsonl:1: `tool`
          {"type":"episode_start","tool":"a"}                     | trace.type t.jsonl:1:
          {"specversion":"1.0","type":"assay.tool.outcome"}       | trace.type t.jsonl:1: this is an event
          {"specversion":"1.0","type":"assay.tool.decision"}      | trace.missing t.jsonl:1: this decision
          {"type":"tool_call","tool":"a","v":2}                   | trace.version t.jsonl:1:
          {"type":"tool_call","tool":"a","params":{}}             | trace.other_name t.jsonl:1: there is `params`
          {"type":"tool_call","tool":"a","args":null}             | trace.wrong_type t.jsonl:1: `args` is an object
          {"type":"tool_call","tool":"a","args":{},"args_digest":""} | trace.wrong_type t.jsonl:1: `args` and
          {"type":"tool_call","tool":"a","session":1}             | trace.wrong_type t.jsonl:1: `session`
          {"type":"tool_call","tool":"a","time":"yesterday"}      | trace.wrong_type t.jsonl:1: `time`
          {"type":"tool_call","tool":"a","decision":"perhaps"}    | trace.wrong_type t.jsonl:1: `decision`
          """)
  void a_line_that_is_no_call_refuses_the_trace_with_its_place(String line, String problem) {
    Traces.Result result = Traces.read(line + "\n" + CALL);
    assertThat(result.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void everything_wrong_is_said_at_once_up_to_a_bound() {
    assertThat(Traces.read("[]\n" + CALL + "{}\n").problems()).hasSize(2);
    assertThat(Traces.read("[]\n".repeat(1_000)).problems()).hasSize(TraceReader.MAX_PROBLEMS);
  }

  @Test
  void a_trace_without_a_call_is_none() {
    assertThat(Traces.read("").problems()).singleElement().asString().startsWith("trace.empty");
    assertThat(Traces.read("\n \t\r\n").problems()).hasSize(1);
  }

  @Test
  void a_line_beyond_the_bound_is_refused_and_the_next_one_is_read() {
    byte[] longest = filled(TraceReader.MAX_LINE_BYTES);
    assertThat(Traces.read(longest, 65_536).calls()).hasSize(2);
    byte[] beyond = filled(TraceReader.MAX_LINE_BYTES + 1);
    Traces.Result result = Traces.read(beyond, 65_536);
    assertThat(result.problems())
        .singleElement()
        .asString()
        .startsWith("trace.line_length t.jsonl:1: ");
    assertThat(result.calls()).singleElement().extracting(c -> c.where().line()).isEqualTo(2);
  }

  /** A first line of so many bytes, blanks within the object, and an ordinary second one. */
  private static byte[] filled(int bytes) {
    String start = CALL.strip().substring(0, CALL.strip().length() - 1);
    return (start + " ".repeat(bytes - start.length() - 1) + "}\n" + CALL)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void more_text_than_a_trace_may_have_is_not_read_on() {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) '\n');
    TraceReader reader = new TraceReader("t.jsonl", _ -> {});
    int pieces = 1;
    while (reader.feed(piece, 0, piece.length)) {
      pieces++;
    }
    assertThat(pieces).isEqualTo(TraceReader.MAX_BYTES / piece.length + 1);
    assertThat(((TraceReading.Refused) reader.finish()).problems())
        .singleElement()
        .extracting(p -> p.code())
        .isEqualTo("trace.too_long");
  }
}
