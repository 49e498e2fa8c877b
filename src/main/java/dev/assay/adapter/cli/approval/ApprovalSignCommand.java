package dev.assay.adapter.cli.approval;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.adapter.store.approval.ApprovalDirectory;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.approval.SignedApproval;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay approval sign}: approve one call, once. */
@Command(
    name = "sign",
    description = {
      "approve a call that waits: this tool with these arguments, once, for a short time",
      "The request holds a digest of the arguments, not the arguments. Give those the agent showed"
          + " with --args: nothing is signed unless they are the ones that wait."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay approval sign 0123456789abcdef0123456789abcdef --approver dana --key dana.pem",
      "  assay approval sign 0123456789abcdef0123456789abcdef --approver dana --key dana.pem"
          + " --args '{\"resource\":\"app/blue\"}'"
    })
final class ApprovalSignCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.approval.sign.v1";
  private static final int MAX_ARGUMENT_BYTES = 4_194_304;
  private static final int MAX_MINUTES = 24 * 60;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "the request, as `approval list` names it")
  private String id = "";

  @Option(
      names = "--approver",
      required = true,
      paramLabel = "NAME",
      description = "who you are in `approvals.approvers` of the policy")
  private String approver = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "your private key, readable only by you")
  private String key = "";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = "how long it holds (default: ${DEFAULT-VALUE}); the policy may accept less")
  private int minutes;

  @Option(
      names = "--args",
      paramLabel = "JSON|@FILE",
      description = "the arguments you mean to approve, or @ and a file; others are not signed")
  private @Nullable String arguments;

  @Override
  public Integer call() {
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw new ParameterException(
          spec.commandLine(), "`--minutes` is a number from 1 to " + MAX_MINUTES);
    }
    if (approver.isBlank() || approver.length() > Approval.MAX_APPROVER) {
      throw new ParameterException(
          spec.commandLine(),
          "`--approver` is a name of 1 to " + Approval.MAX_APPROVER + " characters");
    }
    Optional<String> expected = Optional.ofNullable(arguments).map(this::digest);
    return output.finish(
        switch (new KeyFiles().signingKey(Path.of(key))) {
          case KeyReading.Unusable(Problem problem) ->
              ApprovalDesk.failure(
                  SCHEMA,
                  problem.code().equals("key.unreadable")
                      ? CommandReason.MISSING_CONFIG
                      : CommandReason.CFG_PARSE,
                  problem);
          case KeyReading.Usable(SigningKey signing) ->
              ApprovalDesk.withRequest(
                  SCHEMA, id, (d, filed) -> sign(d, filed.request(), signing, expected));
        });
  }

  private String digest(String text) {
    BoundedFile.Reading bytes =
        text.startsWith("@")
            ? BoundedFile.read(text.substring(1), MAX_ARGUMENT_BYTES)
            : new BoundedFile.Reading.Read(text.getBytes(StandardCharsets.UTF_8));
    return switch (bytes) {
      case BoundedFile.Reading.Refused refused ->
          throw new ParameterException(spec.commandLine(), "`--args` " + refused.why());
      case BoundedFile.Reading.Read read -> digest(read.bytes());
    };
  }

  private String digest(byte[] json) {
    return switch (JsonReader.read(json, JsonLimits.MCP)) {
      case JsonReading.Read(Json.Obj object) when ApprovalSubject.binds(object) ->
          ApprovalSubject.digest(object);
      case JsonReading.Read(Json.Obj _) ->
          throw new ParameterException(
              spec.commandLine(),
              "`--args` holds a number with more digits than an approval can be bound to;"
                  + " the gate lets no such call pass");
      case JsonReading.Read _, JsonReading.Refused _ ->
          throw new ParameterException(
              spec.commandLine(), "`--args` is a JSON object without duplicate members");
    };
  }

  private CommandAnswer sign(
      ApprovalDirectory directory,
      ApprovalRequest request,
      SigningKey signing,
      Optional<String> expected) {
    ApprovalSubject subject = request.subject();
    if (expected.isPresent() && !expected.get().equals(subject.argumentsDigest())) {
      return ApprovalDesk.failure(
          SCHEMA,
          CommandReason.APPROVAL_ARGUMENTS,
          Problem.of(
              "approval.arguments",
              "the call that waits has other arguments than these; nothing was signed",
              Where.NOWHERE));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant until = now.plus(Duration.ofMinutes(minutes));
    Approval approval =
        new Approval(
            UUID.randomUUID().toString(),
            approver,
            now.toString(),
            until.toString(),
            Approval.SERVER + subject.server(),
            subject.tool(),
            subject.resource(),
            subject.argumentsDigest());
    Optional<Problem> problem = directory.grant(request, SignedApproval.by(signing, approval));
    if (problem.isPresent()) {
      return ApprovalDesk.failure(SCHEMA, CommandReason.APPROVAL_STORE, problem.get());
    }
    ApprovalDirectory.Filed signed =
        new ApprovalDirectory.Filed(request, ApprovalDirectory.Standing.SIGNED);
    String unseen =
        expected.isPresent() ? "" : "\n  note        its arguments were not compared, see --args";
    return CommandAnswer.success(
        SCHEMA,
        ApprovalDesk.text(signed)
            + "\nsigned by `"
            + signing.keyId()
            + "`, once, until "
            + until
            + unseen,
        Json.object()
            .put("approval_id", approval.id())
            .put("key_id", signing.keyId())
            .put("expires_at", approval.expiresAt())
            .put("arguments_compared", expected.isPresent())
            .put("request", ApprovalDesk.json(signed))
            .build());
  }
}
