package dev.assay.adapter.cli.evidence;

import dev.assay.app.offline.ShowBundle;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.question.TextGlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence show}: the events of a bundle, after verifying it. */
@Command(
    name = "show",
    description = "verify a bundle and list its events; nothing of a broken one unless asked",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence show --last",
      "  assay evidence show bundle.tar.gz --denied",
      "  assay evidence show bundle.tar.gz --type 'assay.tool.*' --seq 10..20 --jsonl"
    })
final class EvidenceShowCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.show.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private BundleArgument bundle = new BundleArgument();

  @Option(
      names = "--no-verify",
      description = "list a broken bundle too, with every doubtful row marked")
  private boolean noVerify;

  @Option(names = "--type", paramLabel = "GLOB", description = "only events of types like this")
  private List<String> types = List.of();

  @Option(
      names = "--seq",
      paramLabel = "A..B",
      description = "only events from sequence number A to B; each may be left out")
  private List<String> sequence = List.of();

  @Option(names = "--denied", description = "only decisions that denied a call")
  private boolean denied;

  @Override
  public Integer call() throws IOException {
    ListingOptions.Form form = listing.form();
    boolean marks = form == ListingOptions.Form.table || form == ListingOptions.Form.json;
    if (noVerify && !marks) {
      throw new ParameterException(
          spec.commandLine(), "`--no-verify` goes with table and json, which mark doubtful events");
    }
    return new ListEvents(spec.commandLine(), SCHEMA, form)
        .list(
            bundle.choose(),
            noVerify ? ShowBundle.Broken.LIST_MARKED : ShowBundle.Broken.REFUSE,
            selection(),
            form == ListingOptions.Form.csv
                ? EventColumn.read(EventColumn.USUAL).orElseThrow()
                : List.of());
  }

  private EventSelection selection() {
    List<EventSelection.Condition> conditions = new ArrayList<>();
    types.forEach(type -> conditions.add(new EventSelection.OfType(new TextGlob(type))));
    for (String range : sequence) {
      conditions.add(
          EventSelection.InSequence.read(range)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "`--seq` takes `A..B`, such as 10..20")));
    }
    if (denied) {
      conditions.add(new EventSelection.Decided("deny"));
    }
    return new EventSelection(conditions);
  }
}
