package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.NewestBundle;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.StoredJournals;
import dev.assay.app.offline.CompileRecording;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay trust-basis provisional}: what a recording supports while it goes on. */
@Command(
    name = "provisional",
    description = {
      "say what a recording supports so far, while a gate writes it",
      "Reads the journal and changes nothing; the gate does not notice. Every answer is marked"
          + " provisional: the bundle may support less in the end, and `bundle_verified` is absent."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:compiled, whatever the levels", "2:there is no journal, or it is damaged"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis provisional --last",
      "  assay trust-basis provisional --dir /var/lib/assay/evidence --json"
    })
final class TrustBasisProvisionalCommand implements Callable<Integer> {
  private static final String JOURNALS = "*.journal";

  private static final Problem NOBODY_RECORDS =
      new Problem(
          "trust_report.no_journal",
          "there is no journal where it was looked for: no gate is recording there",
          Where.NOWHERE,
          "a sealed bundle has `assay trust-basis explain all --bundle BUNDLE`");

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--last",
      description = "the journal of the local evidence directory that was written last")
  private boolean last;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the journal of this directory that was written last")
  private Optional<Path> directory = Optional.empty();

  @Parameters(arity = "0..1", paramLabel = "JOURNAL", description = "a journal")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    if (files.size() + (last ? 1 : 0) + (directory.isPresent() ? 1 : 0) != 1) {
      throw new ParameterException(spec.commandLine(), "Name one journal, `--dir` or `--last`");
    }
    return output.finish(
        switch (find()) {
          case NewestBundle.NotFound _ -> refused(NOBODY_RECORDS);
          case NewestBundle.Found(Path file) -> compile(file.toString());
        });
  }

  private NewestBundle find() {
    if (directory.isPresent()) {
      return NewestBundle.in(directory.get(), JOURNALS);
    }
    if (!last) {
      return new NewestBundle.Found(Path.of(files.getFirst()));
    }
    return switch (StateDirectory.locate(System.getenv())) {
      case StateDirectory.Unknown(Problem problem) -> new NewestBundle.NotFound(problem);
      case StateDirectory.Located located -> NewestBundle.in(located.evidence(), JOURNALS);
    };
  }

  private static CommandAnswer compile(String path) {
    return switch (new CompileRecording(new StoredJournals(), AssayVersion.NUMBER).compile(path)) {
      case CompileRecording.Outcome.Refused(Problem problem) -> refused(problem);
      case CompileRecording.Outcome.Compiled compiled -> answer(compiled);
    };
  }

  private static CommandAnswer answer(CompileRecording.Outcome.Compiled compiled) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "provisional: "
            + compiled.compilation().events()
            + " events of run "
            + TerminalText.field(compiled.run())
            + ", not sealed");
    for (JudgedClaim row : compiled.compilation().rows()) {
      if (row.scope().equals(Scope.BUNDLE)) {
        lines.add(
            "  %-13s %s".formatted(row.level().wire(), row.rule().id().wire())
                + reasons(row.finding().support().reasons()));
      }
    }
    Json.ObjBuilder members = Json.object();
    compiled.report().json().members().forEach(members::put);
    return CommandAnswer.success(TrustReport.SCHEMA, String.join("\n", lines), members.build());
  }

  private static String reasons(List<String> reasons) {
    return reasons.isEmpty()
        ? ""
        : "  " + String.join(", ", reasons.stream().map(TerminalText::field).toList());
  }

  private static CommandAnswer refused(Problem problem) {
    return CommandAnswer.failure(
        TrustReport.SCHEMA, CommandReason.EVIDENCE_UNREADABLE, List.of(problem), Json.Obj.EMPTY);
  }
}
