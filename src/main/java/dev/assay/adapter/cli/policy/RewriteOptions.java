package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.store.document.ReplacedFile;
import dev.assay.app.offline.author.Rewriting;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.LineDiff;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the commands share that write policies anew: the new text is printed, shown as a difference,
 * asked about, or written. Nothing is written unless asked, and nothing at all when one of the
 * files cannot be.
 */
final class RewriteOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--check", description = "write nothing, exit code 1 when a file would change")
  private boolean check;

  @Option(names = "--diff", description = "show what would change instead of the whole text")
  private boolean diff;

  @Option(names = "--write", description = "write the files, each with a backup NAME.bak")
  private boolean write;

  @Option(names = "--no-backup", description = "keep no backup of what is written over")
  private boolean noBackup;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "policies")
  private List<Path> files = List.of();

  /** A file and what it shall be. */
  private record Rewritten(Path file, Rewriting.Written text) {
    ReplacedFile replaced(boolean keepsBackup) {
      byte[] before = text.before().getBytes(StandardCharsets.UTF_8);
      return new ReplacedFile(file, before, keepsBackup);
    }
  }

  /** Does what the options ask for and gives the exit code. */
  int run(String schema, Function<PolicyFile.Result.Read, Rewriting> rewrite) {
    if (write && (check || diff)) {
      throw new ParameterException(
          spec.commandLine(), "`--write` goes without `--check`, `--diff`");
    }
    if (noBackup && !write) {
      throw new ParameterException(spec.commandLine(), "`--no-backup` goes with `--write`");
    }
    if (files.size() > 1 && !write && !check && !diff && !output.isJson()) {
      throw new ParameterException(
          spec.commandLine(), "Several files go with `--check`, `--diff` or `--write`");
    }
    List<Rewritten> rewritten = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    for (Path file : files) {
      switch (PolicyFile.read(file)) {
        case PolicyFile.Result.NotRead(Problem problem) -> {
          problems.add(problem);
          reason = CommandReason.MISSING_CONFIG;
        }
        case PolicyFile.Result.Read read -> {
          switch (rewrite.apply(read)) {
            case Rewriting.Written text -> rewritten.add(new Rewritten(file, text));
            case Rewriting.Refused refused -> {
              problems.addAll(refused.problems());
              reason = reason == CommandReason.NONE ? reason(refused.problems()) : reason;
            }
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      return output.finish(CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY));
    }
    return write ? write(schema, rewritten) : show(schema, rewritten);
  }

  private static CommandReason reason(List<Problem> problems) {
    return problems.getFirst().code().startsWith("trace.")
        ? CommandReason.TRACE_NOT_FOUND
        : CommandReason.POLICY_PARSE;
  }

  private int show(String schema, List<Rewritten> rewritten) {
    StringBuilder text = new StringBuilder();
    List<Json> documents = new ArrayList<>();
    boolean changes = false;
    for (Rewritten one : rewritten) {
      Rewriting.Written written = one.text;
      changes |= written.changes();
      say(written);
      String difference =
          diff
              ? LineDiff.unified(
                  written.document(), written.document(), written.before(), written.after())
              : "";
      if (diff) {
        text.append(difference);
      } else if (check) {
        text.append(written.changes() ? written.document() + ": would change\n" : "");
      } else {
        text.append(written.after());
      }
      documents.add(
          document(written)
              .put("diff", diff ? difference : null)
              .put("text", diff || check ? null : written.after())
              .build());
    }
    CommandReason reason =
        check && changes ? CommandReason.POLICY_WOULD_CHANGE : CommandReason.NONE;
    if (!output.isJson()) {
      return output.finishDocument(text.toString(), reason);
    }
    return output.finish(answer(schema, reason, "", documents, List.of()));
  }

  private int write(String schema, List<Rewritten> rewritten) {
    List<Problem> problems = new ArrayList<>();
    CommandReason reason = CommandReason.NONE;
    List<Rewritten> changing = rewritten.stream().filter(one -> one.text.changes()).toList();
    for (Rewritten one : changing) {
      var obstacle = one.replaced(!noBackup).obstacle();
      if (obstacle.isPresent()) {
        reason = refusal(obstacle.get(), reason, problems);
      }
    }
    List<String> lines = new ArrayList<>();
    List<Json> documents = new ArrayList<>();
    for (Rewritten one : rewritten) {
      Json.ObjBuilder document = document(one.text);
      boolean asked = one.text.changes() && problems.isEmpty();
      if (asked) {
        byte[] after = one.text.after().getBytes(StandardCharsets.UTF_8);
        switch (one.replaced(!noBackup).replace(after)) {
          case ReplacedFile.Outcome.Replaced(var backup) -> {
            say(one.text);
            String beside = backup.map(b -> " (backup " + b + ")").orElse("");
            lines.add("wrote " + one.text.document() + beside);
            document.put("written", true).put("backup", backup.map(Path::toString).orElse(null));
          }
          case ReplacedFile.Outcome refused -> reason = refusal(refused, reason, problems);
        }
      } else if (!one.text.changes()) {
        lines.add(one.text.document() + ": nothing to change");
      }
      documents.add(document.build());
    }
    return output.finish(answer(schema, reason, String.join("\n", lines), documents, problems));
  }

  private static CommandReason refusal(
      ReplacedFile.Outcome outcome, CommandReason known, List<Problem> problems) {
    return switch (outcome) {
      case ReplacedFile.Outcome.Replaced _ -> known;
      case ReplacedFile.Outcome.BackupExists(Problem problem) -> {
        problems.add(problem);
        yield known == CommandReason.NONE ? CommandReason.OUTPUT_EXISTS : known;
      }
      case ReplacedFile.Outcome.NotReplaced(Problem problem) -> {
        problems.add(problem);
        yield CommandReason.OUTPUT_FAILED;
      }
    };
  }

  private void say(Rewriting.Written written) {
    written.remarks().forEach(remark -> output.say("  " + remark));
    written.lost().forEach(comment -> output.warn("this comment has no place: " + comment));
  }

  private static Json.ObjBuilder document(Rewriting.Written written) {
    return Json.object()
        .put("document", written.document())
        .put("changes", written.changes())
        .put("remarks", Json.Arr.ofStrings(written.remarks()))
        .put("lost_comments", Json.Arr.ofStrings(written.lost()));
  }

  private static CommandAnswer answer(
      String schema,
      CommandReason reason,
      String text,
      List<Json> documents,
      List<Problem> problems) {
    Json.Obj members = Json.object().put("policies", new Json.Arr(documents)).build();
    return new CommandAnswer(schema, reason, text, members, problems);
  }
}
