package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** One command run inside the test: how it ended and what it said. */
record CliRun(int exitCode, String out, String err) {
  static CliRun of(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      texts[i] = words[i].toString();
    }
    int code =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(texts);
    return new CliRun(code, out.toString(), err.toString());
  }

  CliRun endsWith(int code) {
    assertThat(exitCode).as("out: %s%nerr: %s", out, err).isEqualTo(code);
    return this;
  }

  Json.Obj document() {
    return read(out);
  }

  static Json.Obj read(String text) {
    return switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DOCUMENT)) {
      case JsonReading.Read(Json.Obj object) -> object;
      case JsonReading.Read _, JsonReading.Refused _ -> throw new AssertionError(text);
    };
  }
}
