package dev.assay.adapter.cli.approval;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.approval.ApprovalDirectory;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay approval list}: the requests that wait. */
@Command(
    name = "list",
    description = {
      "list the calls that wait for an approval, oldest first",
      "What is signed stays on the list until a call has used it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  assay approval list", "  assay approval list --all --json"})
final class ApprovalListCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.approval.list.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--all", description = "list what was refused as well")
  private boolean all;

  @Override
  public Integer call() {
    return output.finish(ApprovalDesk.with(SCHEMA, this::list));
  }

  private CommandAnswer list(ApprovalDirectory directory) throws IOException {
    List<ApprovalDirectory.Filed> listed =
        directory.requests().stream()
            .filter(filed -> all || filed.standing() != ApprovalDirectory.Standing.REFUSED)
            .toList();
    String text =
        listed.isEmpty()
            ? "no call waits for an approval"
            : listed.stream().map(ApprovalDesk::text).collect(Collectors.joining("\n"));
    List<Json> requests = listed.stream().map(r -> (Json) ApprovalDesk.json(r)).toList();
    return CommandAnswer.success(
        SCHEMA, text, Json.object().put("requests", new Json.Arr(requests)).build());
  }
}
