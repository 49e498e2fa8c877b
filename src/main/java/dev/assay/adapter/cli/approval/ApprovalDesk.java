package dev.assay.adapter.cli.approval;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.approval.ApprovalDirectory;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the approvals of this user are, and how a request is told. */
final class ApprovalDesk {
  private ApprovalDesk() {}

  /** What a command does with the directory. */
  interface Work {
    CommandAnswer on(ApprovalDirectory directory) throws IOException;
  }

  /** What a command does with one request. */
  interface RequestWork {
    CommandAnswer on(ApprovalDirectory directory, ApprovalDirectory.Filed filed) throws IOException;
  }

  static CommandAnswer with(String schema, Work work) {
    return switch (StateDirectory.locate(System.getenv())) {
      case StateDirectory.Unknown(Problem problem) ->
          failure(schema, CommandReason.MISSING_CONFIG, problem);
      case StateDirectory.Located located -> {
        try {
          yield work.on(new ApprovalDirectory(located.path()));
        } catch (IOException _) {
          yield failure(
              schema,
              CommandReason.APPROVAL_STORE,
              Problem.of(
                  "approval.unreadable",
                  "the approvals in the state directory cannot be read",
                  Where.NOWHERE));
        }
      }
    };
  }

  static CommandAnswer withRequest(String schema, String id, RequestWork work) {
    return with(
        schema,
        directory -> {
          Optional<ApprovalDirectory.Filed> filed = directory.request(id);
          return filed.isPresent()
              ? work.on(directory, filed.get())
              : failure(
                  schema,
                  CommandReason.APPROVAL_UNKNOWN,
                  new Problem(
                      "approval.no_request",
                      "there is no request `" + TerminalText.field(id) + "`",
                      Where.NOWHERE,
                      "see them with `assay approval list --all`"));
        });
  }

  static CommandAnswer failure(String schema, CommandReason reason, Problem problem) {
    return CommandAnswer.failure(schema, reason, List.of(problem), Json.Obj.EMPTY);
  }

  static Json.Obj json(ApprovalDirectory.Filed filed) {
    ApprovalSubject subject = filed.request().subject();
    return Json.object()
        .put("request_id", subject.requestId())
        .put("server", subject.server())
        .put("tool", subject.tool())
        .put("resource", subject.resource())
        .put("arguments_digest", subject.argumentsDigest())
        .put("policy_digest", filed.request().policyDigest())
        .put("requested_at", filed.request().requestedAt().toString())
        .put("standing", filed.standing().word())
        .build();
  }

  static String text(ApprovalDirectory.Filed filed) {
    ApprovalSubject subject = filed.request().subject();
    String resource =
        subject.resource().isEmpty()
            ? ""
            : "\n  resource    " + TerminalText.field(subject.resource());
    return subject.requestId()
        + "\n  stands      "
        + filed.standing().word()
        + "\n  tool        "
        + TerminalText.field(subject.tool())
        + resource
        + "\n  server      "
        + TerminalText.field(subject.server())
        + "\n  arguments   "
        + TerminalText.field(subject.argumentsDigest())
        + "\n  policy      "
        + TerminalText.field(filed.request().policyDigest())
        + "\n  asked       "
        + filed.request().requestedAt();
  }
}
