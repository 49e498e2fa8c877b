package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Bounds of the verifier, other than the usual ones. */
public final class LimitsOption {
  private static final int MAX_BYTES = 1 << 16;
  private static final String CODE = "evidence.limits";

  @Option(
      names = "--limits",
      paramLabel = "FILE|JSON",
      description = "other limits, such as {\"max_events\": 1000000}; unknown names are refused")
  private @Nullable String limits;

  /** What the option came to. */
  public sealed interface Reading {
    /** The limits to use. */
    record Read(BundleLimits limits) implements Reading {}

    /** It is refused. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Says whether there are other limits than the usual. */
  public boolean given() {
    return limits != null;
  }

  /** Gives the file that is named, if one is. */
  List<String> files() {
    return limits == null || isObject(limits) ? List.of() : List.of(limits);
  }

  private static boolean isObject(String text) {
    return text.stripLeading().startsWith("{");
  }

  /** Reads the option; what begins with a brace is the object itself. */
  public Reading read() {
    String text = limits;
    if (text == null) {
      return new Reading.Read(BundleLimits.DEFAULT);
    }
    if (isObject(text)) {
      return read(text.getBytes(StandardCharsets.UTF_8), "--limits", CommandReason.INVALID_ARGS);
    }
    return switch (NamedFile.read(text, MAX_BYTES, "file of limits")) {
      case NamedFile.Reading.Missing(Problem problem) ->
          new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new Reading.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Read(byte[] bytes) -> read(bytes, text, CommandReason.CFG_PARSE);
    };
  }

  private static Reading read(byte[] bytes, String name, CommandReason reason) {
    return switch (JsonReader.read(bytes, JsonLimits.DOCUMENT)) {
      case JsonReading.Refused refused ->
          refused(
              reason,
              name,
              Problem.of(
                  CODE,
                  "not strict JSON: " + refused.fault().sentence(),
                  JsonSources.at(bytes, refused.offset())));
      case JsonReading.Read(Json.Obj overrides) ->
          switch (BundleLimits.DEFAULT.with(overrides)) {
            case BundleLimits.Reading.Read(BundleLimits limits) -> new Reading.Read(limits);
            case BundleLimits.Reading.Refused(List<Problem> problems) ->
                new Reading.Refused(
                    reason, problems.stream().map(problem -> problem.in(name)).toList());
          };
      case JsonReading.Read _ ->
          refused(reason, name, Problem.of(CODE, "not a JSON object", Where.NOWHERE));
    };
  }

  private static Reading refused(CommandReason reason, String name, Problem problem) {
    return new Reading.Refused(reason, List.of(problem.in(name)));
  }
}
