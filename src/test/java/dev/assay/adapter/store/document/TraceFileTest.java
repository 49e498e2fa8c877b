package dev.assay.adapter.store.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  private static final String LINE = "{\"type\":\"tool_call\",\"tool\":\"a\",\"args\":{}}\n";

  @TempDir private Path directory;

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_trace_comes_from_a_file_or_from_input() throws IOException {
    String text = LINE.repeat(4_000); // more than one piece
    Path file = Files.writeString(directory.resolve("t.jsonl"), text);
    List<TraceCall> calls = new ArrayList<>();
    assertThat(TraceFile.read(file.toString(), input(""), calls::add))
        .isEqualTo(new TraceReading.Read(4_000));
    assertThat(calls).hasSize(4_000);
    assertThat(calls.getLast().where().text()).isEqualTo(file + ":4000");
    assertThat(TraceFile.read("-", input(text), calls::add))
        .isEqualTo(new TraceReading.Read(4_000));
  }

  @Test
  void a_file_that_cannot_be_read_is_refused_by_its_name() {
    for (String name : List.of(directory.toString(), directory + "/none", "nul\0")) {
      TraceReading reading = TraceFile.read(name, input(LINE), _ -> {});
      assertThat(((TraceReading.Refused) reading).problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.where().document()).isEqualTo(name));
    }
  }
}
