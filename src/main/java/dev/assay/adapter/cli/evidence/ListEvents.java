package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** What {@code show} does with its bundle: verify, list, say how it ended. */
final class ListEvents {
  private final CommandLine command;
  private final String schema;
  private final ListingOptions.Form form;

  ListEvents(CommandLine command, String schema, ListingOptions.Form form) {
    this.command = command;
    this.schema = schema;
    this.form = form;
  }

  /** Lists the selected events of a bundle and gives the exit code. */
  int list(
      BundleArgument.Choice choice,
      ShowBundle.Broken broken,
      EventSelection selection,
      List<EventColumn> columns)
      throws IOException {
    return switch (choice) {
      case BundleArgument.Choice.None(Problem problem) ->
          refused(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
      case BundleArgument.Choice.Named(String path) -> {
        EventListing.Layout layout =
            new EventListing.Layout(form, columns, true, EventListing.opening("schema", schema));
        EventListing listing = new EventListing(command.getOut(), layout, path);
        yield list(new ShowBundle.Request(path, BundleLimits.DEFAULT, broken, selection), listing);
      }
    };
  }

  private int list(ShowBundle.Request request, EventListing listing) throws IOException {
    ShowBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new ShowBundle(files).show(request, listing);
    }
    return switch (outcome) {
      case ShowBundle.Outcome.Listed _ -> {
        listing.end(CommandReason.NONE);
        yield OutputOptions.finish(
            command, false, CommandAnswer.success(schema, "", Json.Obj.EMPTY));
      }
      case ShowBundle.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case ShowBundle.Outcome.Changed(Problem problem) -> {
        listing.end(CommandReason.EVIDENCE_INTEGRITY);
        yield OutputOptions.finish(
            command,
            false,
            CommandAnswer.failure(
                schema, CommandReason.EVIDENCE_INTEGRITY, List.of(problem), Json.Obj.EMPTY));
      }
    };
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return OutputOptions.finish(
        command,
        form == ListingOptions.Form.json,
        CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY));
  }
}
