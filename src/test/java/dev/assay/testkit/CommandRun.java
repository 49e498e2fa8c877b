package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program: what it was given, what it said, how it ended. Never answers to standard
 * input unless given some.
 */
public record CommandRun(List<String> words, int exitCode, String out, String err) {
  private static final long LIMIT_SECONDS = 120;

  /** Runs a program to its end in the project's directory. */
  public static CommandRun of(Map<String, String> environment, List<String> words) {
    return of(environment, words, LIMIT_SECONDS);
  }

  /** Runs a program that may take so long. */
  public static CommandRun of(
      Map<String, String> environment, List<String> words, long limitSeconds) {
    try {
      Path out = Files.createTempFile("assay-test", ".out");
      Path err = Files.createTempFile("assay-test", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        environment.forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                builder.environment().remove(name);
              } else {
                builder.environment().put(name, value);
              }
            });
        Process process = builder.start();
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(words + " did not end: " + Files.readString(err));
        }
        return new CommandRun(
            words, process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(words + " could not run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Runs the launcher of this project. */
  public static CommandRun assay(Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of("assay").toAbsolutePath().toString());
    words.addAll(List.of(arguments));
    return of(environment, words);
  }

  /** Expects an exit code, showing everything when it is another. */
  public CommandRun endsWith(int expected) {
    assertThat(exitCode)
        .as("exit code of %s%nout: %s%nerr: %s", words, out, err)
        .isEqualTo(expected);
    return this;
  }

  /** Gives standard output as the one JSON object it must be. */
  public Json.Obj json() {
    assertThat(out).endsWith("\n");
    if (JsonReader.read(out.getBytes(StandardCharsets.UTF_8), JsonLimits.DOCUMENT)
        instanceof JsonReading.Read(Json.Obj document)) {
      return document;
    }
    throw new AssertionError("not a JSON object: " + out);
  }
}
