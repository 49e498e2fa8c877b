package dev.assay.adapter.cli.approval;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.approval.ApprovalDirectory;
import dev.assay.core.approval.ApprovalRequest;
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

/** {@code assay approval deny}: refuse requests. */
@Command(
    name = "deny",
    description = {
      "refuse a call that waits for an approval, or take back an approval not yet used",
      "The same call stays refused until somebody signs it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay approval deny 0123456789abcdef0123456789abcdef",
      "  assay approval deny --all"
    })
final class ApprovalDenyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.approval.deny.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--all", description = "refuse every call that waits; what is signed stays")
  private boolean all;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "the request, as `approval list` names it")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    if (all == (ids.size() == 1) || ids.size() > 1) {
      throw new ParameterException(spec.commandLine(), "Name one request, or `--all`");
    }
    return output.finish(
        all
            ? ApprovalDesk.with(SCHEMA, d -> deny(d, waiting(d)))
            : ApprovalDesk.withRequest(
                SCHEMA, ids.getFirst(), (d, filed) -> deny(d, List.of(filed.request()))));
  }

  private static List<ApprovalRequest> waiting(ApprovalDirectory directory) throws IOException {
    return directory.requests().stream()
        .filter(filed -> filed.standing() == ApprovalDirectory.Standing.WAITING)
        .map(ApprovalDirectory.Filed::request)
        .toList();
  }

  private static CommandAnswer deny(ApprovalDirectory directory, List<ApprovalRequest> requests) {
    List<String> refused = new ArrayList<>();
    for (ApprovalRequest request : requests) {
      Optional<Problem> problem = directory.refuse(request);
      if (problem.isPresent()) {
        return ApprovalDesk.failure(SCHEMA, CommandReason.APPROVAL_STORE, problem.get());
      }
      refused.add(request.subject().requestId());
    }
    String text =
        refused.isEmpty()
            ? "no call waits for an approval"
            : String.join("\n", refused) + "\nrefused";
    return CommandAnswer.success(
        SCHEMA, text, Json.object().put("refused", Json.Arr.ofStrings(refused)).build());
  }
}
