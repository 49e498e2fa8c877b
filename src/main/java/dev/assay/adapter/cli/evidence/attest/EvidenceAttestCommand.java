package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.adapter.config.RulePackFiles;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.attest.AttestBundle;
import dev.assay.app.offline.attest.AttestPack;
import dev.assay.core.attest.PackEnvelope;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonSources;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence attest}: sign a statement about a bundle that was verified first. */
@Command(
    name = "attest",
    description = {
      "verify a bundle and sign a statement about exactly this archive, or sign a rule pack",
      "The signature says that the holder of the key stated this, not when, and not that what was"
          + " recorded is true."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  openssl genpkey -algorithm ed25519 -out key.pem; chmod 600 key.pem",
      "  assay evidence attest --bundle bundle.tar.gz --key key.pem",
      "  assay evidence attest --pack rules/ours.yaml --key packs.pem"
    })
public final class EvidenceAttestCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.attest.v1";
  private static final int MAX_PREDICATE_BYTES = 1 << 20;
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LimitsOption limits = new LimitsOption();

  @Option(names = "--bundle", paramLabel = "FILE", description = "the bundle, or - for input")
  private @Nullable String bundle;

  @Option(
      names = "--pack",
      paramLabel = "FILE",
      description = "a rule pack, a file or a directory with a pack.yaml, instead of a bundle")
  private @Nullable String pack;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "private key, Ed25519 or P-256, readable only by you")
  private String key = "";

  @Option(
      names = "--predicate",
      paramLabel = "FILE",
      description = "a JSON object whose members are added to the signed description of the run")
  private @Nullable String predicate;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "where the attestation goes (default: the name of the bundle or pack file and .att.json)")
  private @Nullable String out;

  @Option(names = "--force", description = "overwrite an attestation that is there")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    if ((bundle == null) == (pack == null)) {
      throw new ParameterException(spec.commandLine(), "Name one `--bundle` or one `--pack`");
    }
    if (pack != null && (predicate != null || limits.given())) {
      throw new ParameterException(
          spec.commandLine(), "`--predicate` and `--limits` go with `--bundle`");
    }
    return bundle == null ? signPack(Objects.requireNonNull(pack)) : signBundle(bundle);
  }

  private int signPack(String path) {
    return switch (new KeyFiles().signingKey(Path.of(key))) {
      case KeyReading.Unusable(Problem problem) -> refused(unusable(problem), List.of(problem));
      case KeyReading.Usable(SigningKey signing) ->
          switch (new AttestPack(RulePackFiles.of(Map.of())).attest(path, signing)) {
            case AttestPack.Outcome.NotLoaded(List<Problem> problems) ->
                refused(CommandReason.PACK_UNUSABLE, problems);
            case AttestPack.Outcome.Attested(byte[] envelope, String document, RulePack signed) ->
                written(
                    target(document, PackEnvelope.ENDING, List.of(document, key)),
                    envelope,
                    signed,
                    signing.keyId());
          };
    };
  }

  private int written(Path target, byte[] envelope, RulePack signed, String keyId) {
    Optional<CommandAnswer> failure = write(target, envelope);
    if (failure.isPresent()) {
      return output.finish(failure.get());
    }
    String name = signed.name() + '@' + signed.version();
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            TerminalLines.oneLine(target.toString())
                + ": signed\n  pack        "
                + TerminalText.field(name)
                + "\n  key         "
                + keyId,
            Json.object()
                .put("attestation", target.toString())
                .put("key_id", keyId)
                .put("pack", name)
                .put("document_digest", signed.digests().document())
                .build()));
  }

  /** Writes the envelope; gives the answer when that failed. */
  private Optional<CommandAnswer> write(Path target, byte[] envelope) {
    return switch (OutputFile.create(target.toString(), envelope, force)) {
      case OutputFile.Writing.Taken(Problem problem) ->
          Optional.of(failure(CommandReason.OUTPUT_EXISTS, List.of(problem)));
      case OutputFile.Writing.Failed(Problem problem) ->
          Optional.of(failure(CommandReason.EVIDENCE_UNWRITABLE, List.of(problem)));
      case OutputFile.Writing.Written _ -> Optional.empty();
    };
  }

  private static CommandReason unusable(Problem problem) {
    return problem.code().equals("key.unreadable")
        ? CommandReason.MISSING_CONFIG
        : CommandReason.CFG_PARSE;
  }

  private int signBundle(String archive) throws IOException {
    if (out == null && archive.equals(STANDARD_INPUT)) {
      throw new ParameterException(
          spec.commandLine(), "A bundle from standard input needs `--out`");
    }
    List<String> inputs = new ArrayList<>(List.of(archive, key));
    if (predicate != null) {
      inputs.add(predicate);
    }
    inputs.addAll(limits.files());
    Path target = target(archive, BundleLayout.ATTESTATION_ENDING, inputs);
    BundleLimits bounds;
    switch (limits.read()) {
      case LimitsOption.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return refused(reason, problems);
      }
      case LimitsOption.Reading.Read(BundleLimits read) -> bounds = read;
    }
    Json.Obj additional;
    switch (additional()) {
      case Addition.Refused(CommandReason reason, Problem problem) -> {
        return refused(reason, List.of(problem));
      }
      case Addition.Read(Json.Obj read) -> additional = read;
    }
    return switch (new KeyFiles().signingKey(Path.of(key))) {
      case KeyReading.Unusable(Problem problem) -> refused(unusable(problem), List.of(problem));
      case KeyReading.Usable(SigningKey signing) ->
          attest(new AttestBundle.Request(archive, bounds, additional), signing, target);
    };
  }

  /** Where the attestation goes: never over something that is read. */
  private Path target(String signed, String ending, List<String> inputs) {
    try {
      Path target = Path.of(out == null ? signed + ending : out);
      new KeptApart().reading(inputs).writing("--out", target).demand(spec.commandLine());
      return target;
    } catch (InvalidPathException _) {
      throw new ParameterException(spec.commandLine(), "`--out` must be a file name");
    }
  }

  /** What the members to add came to. */
  private sealed interface Addition {
    record Read(Json.Obj members) implements Addition {}

    record Refused(CommandReason reason, Problem problem) implements Addition {}
  }

  private Addition additional() {
    String name = predicate;
    if (name == null) {
      return new Addition.Read(Json.Obj.EMPTY);
    }
    return switch (NamedFile.read(name, MAX_PREDICATE_BYTES, "predicate file")) {
      case NamedFile.Reading.Missing(Problem problem) ->
          new Addition.Refused(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new Addition.Refused(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Read(byte[] bytes) ->
          switch (JsonReader.read(bytes, JsonLimits.DOCUMENT)) {
            case JsonReading.Read(Json.Obj members) -> new Addition.Read(members);
            case JsonReading.Read _ ->
                notAdded(name, "not a JSON object", new Where(null, "", 1, 1));
            case JsonReading.Refused refused ->
                notAdded(
                    name,
                    "not strict JSON: " + refused.fault().sentence(),
                    JsonSources.at(bytes, refused.offset()));
          };
    };
  }

  private static Addition notAdded(String name, String message, Where where) {
    return new Addition.Refused(
        CommandReason.CFG_PARSE, Problem.of("attestation.predicate", message, where).in(name));
  }

  private int attest(AttestBundle.Request request, SigningKey signing, Path target)
      throws IOException {
    AttestBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new AttestBundle(files).attest(request, signing);
    }
    return switch (outcome) {
      case AttestBundle.Outcome.NotIntact(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case AttestBundle.Outcome.NotAdded(Problem problem) ->
          refused(
              CommandReason.CFG_PARSE,
              List.of(predicate == null ? problem : problem.in(predicate)));
      case AttestBundle.Outcome.Attested(
              byte[] envelope,
              String keyId,
              VerifiedBundle verified) -> {
        Optional<CommandAnswer> failure = write(target, envelope);
        yield failure.isPresent() ? output.finish(failure.get()) : written(target, keyId, verified);
      }
    };
  }

  private int written(Path target, String keyId, VerifiedBundle verified) {
    Json.Obj members =
        Json.object()
            .put("attestation", target.toString())
            .put("key_id", keyId)
            .put("archive_sha256", verified.archiveDigest())
            .put("bundle_id", verified.manifest().bundleId())
            .put("run_id", verified.manifest().runId())
            .put("event_count", verified.facts().events().count())
            .build();
    String text =
        TerminalLines.oneLine(target.toString())
            + ": signed\n  archive     "
            + verified.archiveDigest()
            + "\n  run         "
            + TerminalText.field(verified.manifest().runId())
            + "\n  key         "
            + keyId;
    return output.finish(CommandAnswer.success(SCHEMA, text, members));
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(failure(reason, problems));
  }

  private static CommandAnswer failure(CommandReason reason, List<Problem> problems) {
    return CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY);
  }
}
