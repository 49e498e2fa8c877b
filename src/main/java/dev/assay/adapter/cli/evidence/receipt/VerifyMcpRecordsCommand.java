package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.check.McpRecord;
import dev.assay.core.receipt.check.NamedCheck;
import dev.assay.core.receipt.check.PairingBinding;
import dev.assay.core.receipt.check.RecordPairing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence verify-mcp-records}. */
@Command(
    name = "verify-mcp-records",
    description = {
      "hold a recorded decision, and perhaps its outcome, against what they say they are about",
      "Digests and nonces are compared. No signature is verified, and that a decision was followed"
          + " is not said."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every check passes",
      "2:a check fails, or a file cannot be read as a record"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence verify-mcp-records --attestation a.json --decision d.json --outcome o.json",
      "  assay evidence verify-mcp-records --request-envelope request.json --fallback-projection named"
          + " --decision d.json"
    })
public final class VerifyMcpRecordsCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.mcp.execution-record-pairing.report.v0";
  private static final String WHOLE = "whole-envelope";
  private static final String NAMED = "named";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @ArgGroup(multiplicity = "1")
  private Bound bound = new Bound();

  /** What the records must be bound to. */
  static final class Bound {
    @Option(
        names = "--attestation",
        required = true,
        paramLabel = "FILE",
        description = "what an issuer attested before the call")
    private @Nullable String attestation;

    @Option(
        names = "--request-envelope",
        required = true,
        paramLabel = "FILE",
        description = "the request, when there is no attestation")
    private @Nullable String envelope;
  }

  @Option(
      names = "--decision",
      required = true,
      paramLabel = "FILE",
      description = "the recorded decision")
  private String decision = "";

  @Option(names = "--outcome", paramLabel = "FILE", description = "the recorded outcome")
  private @Nullable String outcome;

  @Option(
      names = "--fallback-projection",
      paramLabel = WHOLE + "|" + NAMED,
      description =
          "what of the request is digested: all of it, or its parameters and authorization binding"
              + " (default: "
              + WHOLE
              + ")")
  private @Nullable String projection;

  @Override
  public Integer call() {
    if (projection != null && !projection.equals(WHOLE) && !projection.equals(NAMED)) {
      throw new ParameterException(
          spec.commandLine(), "--fallback-projection must be " + WHOLE + " or " + NAMED);
    }
    if (projection != null && bound.attestation != null) {
      throw new ParameterException(
          spec.commandLine(), "--fallback-projection needs --request-envelope");
    }
    try {
      return output.finish(answer());
    } catch (RecordUnread unread) {
      return output.finish(unread.answer(SCHEMA));
    }
  }

  private CommandAnswer answer() throws RecordUnread {
    PairingBinding binding = binding();
    McpRecord decided =
        RecordFile.read(decision, "decision", json -> McpRecord.decision(json, "the decision"));
    Optional<McpRecord> done =
        outcome == null
            ? Optional.empty()
            : Optional.of(
                RecordFile.read(
                    outcome, "outcome", json -> McpRecord.outcome(json, "the outcome")));
    List<NamedCheck> checks = RecordPairing.check(binding, decided, done);
    return CheckListing.answer(
        SCHEMA,
        checks,
        (done.isPresent() ? "decision and outcome against the " : "decision against the ")
            + binding.kind().wire().replace('_', ' ')
            + "; signatures were not verified",
        Json.object()
            .put("mode", binding.kind().wire())
            .put("fallback_projection", bound.attestation != null ? null : named() ? NAMED : WHOLE)
            .put("expected_digest", binding.digest().orElse(null))
            .put("decision", decided.word().orElse(null))
            .put("outcome_status", done.flatMap(McpRecord::word).orElse(null))
            .put("signatures_present", signatures(binding, decided, done))
            .put("signatures_verified", false)
            .build());
  }

  private boolean named() {
    return NAMED.equals(projection);
  }

  private PairingBinding binding() throws RecordUnread {
    if (bound.attestation != null) {
      return RecordFile.read(bound.attestation, "attestation", PairingBinding::attestation);
    }
    return RecordFile.read(
        Objects.requireNonNull(bound.envelope),
        "request envelope",
        named() ? PairingBinding::namedProjection : PairingBinding::wholeEnvelope);
  }

  private static Json.Obj signatures(
      PairingBinding binding, McpRecord decided, Optional<McpRecord> done) {
    Json.ObjBuilder json =
        Json.object()
            .put(binding.kind().wire(), binding.isSigned())
            .put("decision", decided.hasSignature());
    done.ifPresent(record -> json.put("outcome", record.hasSignature()));
    return json.build();
  }
}
