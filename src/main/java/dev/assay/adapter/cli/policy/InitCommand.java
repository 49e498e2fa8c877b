package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PresetFiles;
import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.adapter.store.document.NewFile;
import dev.assay.app.offline.author.BundleCalls;
import dev.assay.app.offline.author.InferPolicy;
import dev.assay.app.offline.author.StartPolicy;
import dev.assay.core.json.Json;
import dev.assay.core.policy.infer.InferenceSettings;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.trace.TraceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay init}: a first policy, from a preset or from calls that were seen. */
@Command(
    name = "init",
    description = {
      "write a first policy, from a preset or from a trace of tool calls",
      "Writes policy.yaml, with a preset also policy.test.yaml, the cases that show what it means."
          + " A file that is there already is never overwritten."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one file was written",
      "1:the trace has no call that a policy may be learned from",
      "2:wrong arguments, a trace that is refused, or every file is there already",
      "3:a file cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay init --preset hardened --root /srv/app",
      "  assay init --from-trace trace.jsonl --accept write_file",
      "  assay init --from-trace bundle.tar.gz",
      "  assay init --list-presets"
    })
public final class InitCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.init.v1";
  private static final String PROGRAM = "assay " + AssayVersion.NUMBER;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--preset",
      paramLabel = "default|hardened|dev",
      description = "the policy to start from (default: default)")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "the directory the preset is for (default: the working directory)")
  private Optional<Path> root = Optional.empty();

  @Option(names = "--list-presets", description = "list the presets and write nothing")
  private boolean listPresets;

  @Option(
      names = "--from-trace",
      paramLabel = "FILE",
      description = {
        "a trace to learn from, or - for standard input (docs/reference/trace.md); also a decision"
            + " log or a bundle, which hold no arguments"
      })
  private Optional<String> trace = Optional.empty();

  @Option(
      names = "--accept",
      split = ",",
      paramLabel = "TOOL",
      description = "learn this tool though its name says that it changes something")
  private List<String> accepted = List.of();

  @Option(
      names = "--enum-most",
      paramLabel = "N",
      description = "most distinct texts that become an enumeration (default: 8)")
  private Optional<Integer> enumMost = Optional.empty();

  @Option(
      names = "--enum-least",
      paramLabel = "M",
      description = "how often each of them must have been seen (default: 3)")
  private Optional<Integer> enumLeast = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "where to write (default: the working directory)")
  private Path directory = Path.of(".");

  @Override
  public Integer call() throws IOException {
    checkArguments();
    if (listPresets) {
      return list();
    }
    return trace.isPresent() ? infer(trace.get()) : start();
  }

  private void checkArguments() {
    boolean learns = !accepted.isEmpty() || enumMost.isPresent() || enumLeast.isPresent();
    if (trace.isPresent() && (preset.isPresent() || root.isPresent())) {
      throw usage("`--from-trace` goes without `--preset` and `--root`");
    }
    if (trace.isEmpty() && learns) {
      throw usage("`--accept`, `--enum-most` and `--enum-least` go with `--from-trace`");
    }
    if (listPresets && (trace.isPresent() || preset.isPresent() || root.isPresent())) {
      throw usage("`--list-presets` goes alone");
    }
    if (enumMost.orElse(1) < 0 || enumMost.orElse(1) > 64 || enumLeast.orElse(1) < 1) {
      throw usage("`--enum-most` is from 0 to 64, `--enum-least` at least 1");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int list() {
    List<String> lines = new ArrayList<>();
    List<Json> presets = new ArrayList<>();
    for (PresetFiles one : PresetFiles.values()) {
      lines.add(one.word() + "\t" + one.sentence());
      presets.add(Json.object().put("name", one.word()).put("for", one.sentence()).build());
    }
    Json.Obj members = Json.object().put("presets", new Json.Arr(presets)).build();
    return output.finish(CommandAnswer.success(SCHEMA, String.join("\n", lines), members));
  }

  private int start() {
    String name = preset.orElse(PresetFiles.DEFAULT.word());
    for (PresetFiles one : PresetFiles.values()) {
      if (one.word().equals(name)) {
        return start(one);
      }
    }
    throw usage("There is no preset `" + name + "`, see `--list-presets`");
  }

  private int start(PresetFiles chosen) {
    String place = root.orElse(Path.of("")).toAbsolutePath().normalize().toString();
    List<Problem> problems = StartPolicy.problems(place);
    if (!problems.isEmpty()) {
      return refused(CommandReason.INVALID_ARGS, problems);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("policy.yaml", StartPolicy.text(chosen.policy(), place));
    texts.put("policy.test.yaml", StartPolicy.text(chosen.cases(), place));
    return write(texts, Json.object().put("preset", chosen.word()).put("root", place));
  }

  private int infer(String path) throws IOException {
    InferenceSettings settings =
        new InferenceSettings(
            enumMost.orElse(InferenceSettings.DEFAULT.enumMost()),
            enumLeast.orElse(InferenceSettings.DEFAULT.enumLeast()),
            accepted);
    BoundedFile.Reading reading =
        path.equals("-")
            ? BoundedFile.read(System.in, TraceReader.MAX_BYTES)
            : BoundedFile.read(path, TraceReader.MAX_BYTES);
    return switch (reading) {
      case BoundedFile.Reading.Refused refused ->
          refused(
              CommandReason.TRACE_NOT_FOUND,
              List.of(Problem.of("file", refused.why(), Where.document(path))));
      case BoundedFile.Reading.Read(byte[] bytes) when isArchive(bytes) ->
          inferFromBundle(path, settings);
      case BoundedFile.Reading.Read(byte[] bytes) ->
          inferred(path, InferPolicy.infer(bytes, path, settings, PROGRAM));
    };
  }

  /** Whether the bytes are those of a gzip archive, as bundles are. */
  private static boolean isArchive(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private int inferFromBundle(String path, InferenceSettings settings) throws IOException {
    if (path.equals("-")) {
      throw usage("A bundle to learn from is given as a file");
    }
    BundleCalls.Opening opening;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      opening = BundleCalls.read(files, path);
    }
    return switch (opening) {
      case BundleCalls.Opening.Refused(List<Problem> problems) ->
          refused(CommandReason.TRACE_NOT_FOUND, problems);
      case BundleCalls.Opening.Read read ->
          inferred(path, InferPolicy.infer(read, path, settings, PROGRAM));
    };
  }

  private int inferred(String path, InferPolicy.Result result) {
    return switch (result) {
      case InferPolicy.Result.Refused(List<Problem> problems) ->
          refused(CommandReason.TRACE_NOT_FOUND, problems);
      case InferPolicy.Result.Inferred inferred -> {
        if (inferred.allowed() == 0) {
          yield refused(
              CommandReason.NOTHING_LEARNED,
              List.of(
                  Problem.of(
                      CommandReason.NOTHING_LEARNED.code(),
                      "none of the " + inferred.calls() + " calls may be learned from",
                      Where.document(path))));
        }
        output.say(
            "the policy allows "
                + inferred.allowed()
                + " of "
                + inferred.calls()
                + " calls; what it leaves out stands at its end");
        yield write(
            Map.of("policy.yaml", inferred.text()),
            Json.object().put("calls", inferred.calls()).put("allowed", inferred.allowed()));
      }
    };
  }

  private int write(Map<String, String> texts, Json.ObjBuilder members) {
    List<String> lines = new ArrayList<>();
    List<Json> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    boolean created = false;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = directory.resolve(text.getKey()).normalize();
      byte[] content = text.getValue().getBytes(StandardCharsets.UTF_8);
      String word =
          switch (NewFile.create(file, content)) {
            case NewFile.Outcome.Created _ -> "created";
            case NewFile.Outcome.Exists _ -> "skipped";
            case NewFile.Outcome.Failed(Problem problem) -> {
              problems.add(problem);
              yield "failed";
            }
          };
      created |= word.equals("created");
      lines.add(word + " " + file + (word.equals("skipped") ? ", it is there already" : ""));
      files.add(Json.object().put("file", file.toString()).put("outcome", word).build());
    }
    CommandReason reason =
        !problems.isEmpty()
            ? CommandReason.OUTPUT_FAILED
            : created ? CommandReason.NONE : CommandReason.OUTPUT_EXISTS;
    if (created) {
      lines.add("next: assay policy validate " + directory.resolve("policy.yaml").normalize());
    }
    return output.finish(
        new CommandAnswer(
            SCHEMA,
            reason,
            String.join("\n", lines),
            members.put("files", new Json.Arr(files)).build(),
            problems));
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
