package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.NewestBundle;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.question.QueryBundles;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.question.TextGlob;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
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

/** {@code assay evidence query}: the events of verified bundles that answer a question. */
@Command(
    name = "query",
    description = {
      "verify bundles and list the events that satisfy every condition",
      "The answer counts only when the exit code is 0. No event found is an answer too, as far as"
          + " nothing is known to be lacking of the recordings."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence query --last --decision deny",
      "  assay evidence query bundle.tar.gz --tool 'write_*' --since 2026-03-01T00:00:00Z --csv",
      "  assay evidence query quarter/*.tar.gz --class privileged --decision allow --csv",
      "  assay evidence query bundle.tar.gz --where data.reason_code=P_TOOL_DENIED --jsonl"
    })
final class EvidenceQueryCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.query.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Parameters(arity = "0..*", paramLabel = "BUNDLE", description = "bundles, or - for input")
  private List<String> bundles = List.of();

  @Option(names = "--type", paramLabel = "GLOB", description = "events of types like this")
  private List<String> types = List.of();

  @Option(
      names = "--tool",
      paramLabel = "GLOB",
      description = "events about tools with names like this")
  private List<String> tools = List.of();

  @Option(
      names = "--decision",
      paramLabel = "WORD",
      description = "decisions of this kind: allow, deny, requires_approval, error")
  private List<String> decisions = List.of();

  @Option(names = "--class", paramLabel = "CLASS", description = "events about tools of this class")
  private List<String> classes = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "events at or after this time of the recorder's clock (RFC 3339)")
  private List<String> since = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "events before this time of the recorder's clock (RFC 3339)")
  private List<String> until = List.of();

  @Option(
      names = "--where",
      paramLabel = "PATH=VALUE",
      description = "events with this value at a path such as data.tool or /data/tool")
  private List<String> where = List.of();

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description = "columns of a table or of csv: names or paths, separated by commas")
  private List<String> columns = List.of();

  @Override
  public Integer call() throws IOException {
    ListingOptions.Form form = listing.form();
    EventSelection selection = selection();
    List<EventColumn> shown = columns(form);
    if (last == !bundles.isEmpty()) {
      throw wrong("Name bundles, or `--last`");
    }
    if (!last) {
      return query(bundles, selection, form, shown);
    }
    return switch (NewestBundle.find(System.getenv())) {
      case NewestBundle.NotFound(Problem problem) ->
          refused(form, CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
      case NewestBundle.Found found ->
          query(List.of(found.file().toString()), selection, form, shown);
    };
  }

  private int query(
      List<String> paths,
      EventSelection selection,
      ListingOptions.Form form,
      List<EventColumn> shown)
      throws IOException {
    QueryListing answer = new QueryListing(spec.commandLine().getOut(), SCHEMA, form, shown);
    List<QueryBundles.LeftOut> leftOut;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      leftOut = new QueryBundles(files).query(paths, selection, answer);
    }
    CommandReason reason =
        leftOut.isEmpty()
            ? CommandReason.NONE
            : CommandReason.named(leftOut.getFirst().reasonCode());
    List<Problem> problems = leftOut.stream().flatMap(b -> b.problems().stream()).toList();
    if (!answer.begun()) {
      return refused(form, reason, problems);
    }
    answer.end(reason, leftOut);
    return OutputOptions.finish(
        spec.commandLine(), false, new CommandAnswer(SCHEMA, reason, "", Json.Obj.EMPTY, problems));
  }

  private int refused(ListingOptions.Form form, CommandReason reason, List<Problem> problems) {
    return OutputOptions.finish(
        spec.commandLine(),
        form == ListingOptions.Form.json,
        CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private EventSelection selection() {
    List<EventSelection.Condition> conditions = new ArrayList<>();
    types.forEach(type -> conditions.add(new EventSelection.OfType(new TextGlob(type))));
    tools.forEach(tool -> conditions.add(new EventSelection.AboutTool(new TextGlob(tool))));
    for (String decision : decisions) {
      if (!List.of("allow", "deny", "requires_approval", "error").contains(decision)) {
        throw wrong("`--decision` is allow, deny, requires_approval or error");
      }
      conditions.add(new EventSelection.Decided(decision));
    }
    classes.forEach(name -> conditions.add(new EventSelection.OfClass(name)));
    since.forEach(
        time ->
            conditions.add(
                new EventSelection.InTime(Optional.of(time("--since", time)), Optional.empty())));
    until.forEach(
        time ->
            conditions.add(
                new EventSelection.InTime(Optional.empty(), Optional.of(time("--until", time)))));
    for (String condition : where) {
      conditions.add(
          EventSelection.MemberIs.read(condition)
              .orElseThrow(() -> wrong("`--where` takes PATH=VALUE, such as data.tool=exec")));
    }
    return new EventSelection(conditions);
  }

  private EventTime time(String option, String text) {
    return EventTime.read(text)
        .orElseThrow(
            () -> wrong("`" + option + "` takes an RFC 3339 time, such as 2026-03-01T12:00:00Z"));
  }

  private List<EventColumn> columns(ListingOptions.Form form) {
    boolean tabular = form == ListingOptions.Form.table || form == ListingOptions.Form.csv;
    if (!columns.isEmpty() && !tabular) {
      throw wrong("`--columns` goes with table and csv; json has whole events");
    }
    if (columns.isEmpty()) {
      return form == ListingOptions.Form.csv
          ? EventColumn.read(EventColumn.USUAL).orElseThrow()
          : List.of();
    }
    return EventColumn.read(String.join(",", columns))
        .orElseThrow(
            () -> wrong("`--columns` takes paths such as data.tool, and " + EventColumn.choices()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
