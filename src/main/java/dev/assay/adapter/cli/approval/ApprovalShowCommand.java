package dev.assay.adapter.cli.approval;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay approval show}: one request that waits. */
@Command(
    name = "show",
    description = "show a call that waits for an approval",
    footerHeading = "%nExamples:%n",
    footer = "  assay approval show 0123456789abcdef0123456789abcdef")
final class ApprovalShowCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.approval.show.v1";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "the request, as `approval list` names it")
  private String id = "";

  @Override
  public Integer call() {
    return output.finish(
        ApprovalDesk.withRequest(
            SCHEMA,
            id,
            (_, filed) ->
                CommandAnswer.success(SCHEMA, ApprovalDesk.text(filed), ApprovalDesk.json(filed))));
  }
}
