package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.evidence.attest.SignatureFiles;
import dev.assay.adapter.cli.evidence.attest.StampAuthorities;
import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.config.RulePackFiles;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.CheckReceipts;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.app.offline.CompileTrustBasis.Supplied;
import dev.assay.app.offline.LoadPacks;
import dev.assay.app.offline.PackTrust;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.lint.Linter;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that compiles a bundle, and the compiling. */
public final class CompileOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--ruleset",
      paramLabel = "NAME",
      description = {
        "assay-honest-v1: what only the caller says is self_reported (default)",
        "v1: the levels of the reference, to compare with it"
      })
  private String ruleset = Ruleset.HONEST.wire();

  @Option(
      names = "--attestation",
      paramLabel = "FILE",
      description =
          "the signed statement about the bundle (default, when keys are given: the bundle's name"
              + " and .att.json)")
  private @Nullable String attestation;

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description =
          "certificates of time-stamp authorities to trust; a signature that one of them saw before"
              + " its key was revoked counts")
  private List<String> authorities = List.of();

  @Option(
      names = "--pack",
      paramLabel = "REF",
      split = ",",
      description = "apply a lint pack by name or path, several with commas (default: none)")
  private List<String> packs = List.of();

  @Option(
      names = "--require-signed-packs",
      description =
          "refuse packs that no key of `--trust-set` with the role `pack` signed, except those that"
              + " come with the program")
  private boolean requireSigned;

  @Option(
      names = "--max-results",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "how many findings survive the cut that ruleset v1 counts after (default:"
              + " ${DEFAULT-VALUE})")
  private int maxResults = 500;

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description =
          "make the receipts of this source again, in the bytes that were imported; may be given"
              + " more than once")
  private List<String> sources = List.of();

  @Mixin private ProvenanceOptions provenance = new ProvenanceOptions();

  /** What the options and the bundle came to. */
  public sealed interface Result {
    /** There is a basis. */
    record Compiled(CompileTrustBasis.Outcome.Compiled basis) implements Result {}

    /** There is none. */
    record Failed(CommandReason reason, List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Failed {
        problems = List.copyOf(problems);
      }

      /** Gives the answer under a command's schema. */
      public CommandAnswer answer(String schema) {
        return CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY);
      }
    }
  }

  /** What the user supplies, read; or why it cannot be. */
  private sealed interface Reading<T> {
    record Read<T>(T value) implements Reading<T> {}

    record Refused<T>(Result.Failed failure) implements Reading<T> {}
  }

  /** Gives every file that compiling a bundle may read, those beside it included. */
  public List<String> files(String bundle, TrustOptions trust) {
    List<String> files = new ArrayList<>(trust.files());
    files.add(bundle);
    files.addAll(
        attestation == null
            ? SignatureFiles.namesBeside(bundle)
            : SignatureFiles.namesOf(attestation));
    files.addAll(authorities);
    packs.forEach(pack -> files.addAll(RulePackFiles.of(System.getenv()).candidates(pack)));
    files.addAll(sources);
    files.addAll(provenance.files());
    return files;
  }

  /** Compiles a bundle. */
  public Result compile(String bundle, TrustOptions trust) throws IOException {
    Ruleset wanted =
        Ruleset.of(ruleset)
            .orElseThrow(() -> misused("`--ruleset` knows `assay-honest-v1` and `v1`"));
    if (maxResults < 0 || maxResults > Linter.MAX_FINDINGS) {
      throw misused("`--max-results` is from 0 to " + Linter.MAX_FINDINGS);
    }
    SignatureTrust trusted;
    switch (trust.read()) {
      case TrustOptions.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return new Result.Failed(reason, problems);
      }
      case TrustOptions.Reading.Read(SignatureTrust read) -> trusted = read;
    }
    Optional<CompileTrustBasis.Signed> signed;
    switch (signed(bundle, trusted)) {
      case Reading.Refused(Result.Failed failure) -> {
        return failure;
      }
      case Reading.Read(Optional<CompileTrustBasis.Signed> read) -> signed = read;
    }
    Optional<CompileTrustBasis.Packs> applied;
    switch (packs(trust.namesSet() ? trusted : new SignatureTrust.NotGiven())) {
      case Reading.Refused(Result.Failed failure) -> {
        return failure;
      }
      case Reading.Read(Optional<CompileTrustBasis.Packs> read) -> applied = read;
    }
    Optional<CheckReceipts.Outcome.Checked> checked;
    switch (sources(bundle)) {
      case Reading.Refused(Result.Failed failure) -> {
        return failure;
      }
      case Reading.Read(Optional<CheckReceipts.Outcome.Checked> read) -> checked = read;
    }
    Optional<CompileTrustBasis.Provenance> built;
    switch (provenance.read(command.commandLine())) {
      case ProvenanceOptions.Reading.Refused(CommandReason reason, Problem problem) -> {
        return new Result.Failed(reason, List.of(problem));
      }
      case ProvenanceOptions.Reading.Read(Optional<CompileTrustBasis.Provenance> read) ->
          built = read;
    }
    Supplied supplied =
        new Supplied(
            signed,
            applied,
            checked.map(CheckReceipts.Outcome.Checked::ground).orElse(Ground.SourceChecks.NONE),
            built);
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      CompileTrustBasis.Request request =
          new CompileTrustBasis.Request(bundle, BundleLimits.DEFAULT, wanted, supplied);
      return switch (new CompileTrustBasis(files, AssayVersion.NUMBER).compile(request)) {
        case CompileTrustBasis.Outcome.Compiled compiled
            when checked
                .filter(c -> !c.archiveSha256().equals(compiled.facts().archive().sha256()))
                .isPresent() ->
            new Result.Failed(
                CommandReason.EVIDENCE_UNREADABLE,
                List.of(
                    Problem.of(
                        "evidence.changed",
                        "the file changed while it was read",
                        Where.document(bundle))));
        case CompileTrustBasis.Outcome.Compiled compiled -> {
          provenance.told(command.commandLine(), compiled.provenance());
          yield new Result.Compiled(compiled);
        }
        case CompileTrustBasis.Outcome.Refused(VerifyReport report) -> refused(report);
      };
    }
  }

  /** A source that no receipt names is a mistake that must not look like an answer. */
  private Reading<Optional<CheckReceipts.Outcome.Checked>> sources(String bundle)
      throws IOException {
    if (sources.isEmpty()) {
      return new Reading.Read<>(Optional.empty());
    }
    if (bundle.equals("-")) {
      throw misused("`--source` needs a bundle in a file, because it is read twice");
    }
    try (TarBundleFiles bundles = new TarBundleFiles(System.in);
        TarBundleFiles files = new TarBundleFiles(System.in)) {
      return switch (new CheckReceipts(bundles, files).check(bundle, sources)) {
        case CheckReceipts.Outcome.Refused(VerifyReport report) ->
            new Reading.Refused<>(refused(report));
        case CheckReceipts.Outcome.Unreadable(Problem problem) ->
            new Reading.Refused<>(
                new Result.Failed(CommandReason.MISSING_CONFIG, List.of(problem)));
        case CheckReceipts.Outcome.Checked checked when !checked.unused().isEmpty() ->
            new Reading.Refused<>(
                new Result.Failed(
                    CommandReason.INVALID_ARGS,
                    checked.unused().stream()
                        .map(
                            file ->
                                Problem.of(
                                    "receipts.unused_source",
                                    "no receipt of the bundle names this source",
                                    Where.document(file)))
                        .toList()));
        case CheckReceipts.Outcome.Checked checked -> new Reading.Read<>(Optional.of(checked));
      };
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Nobody who names neither a key nor an attestation asks about signatures. */
  private Reading<Optional<CompileTrustBasis.Signed>> signed(
      String bundle, SignatureTrust trusted) {
    if (trusted instanceof SignatureTrust.NotGiven && attestation == null) {
      if (!authorities.isEmpty()) {
        throw misused("`--tsa-cert` goes with `--trust-set`, `--key` or `--attestation`");
      }
      return new Reading.Read<>(Optional.empty());
    }
    TimeStampTrust clocks = null;
    if (!authorities.isEmpty()) {
      switch (StampAuthorities.read(authorities)) {
        case StampAuthorities.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
          return new Reading.Refused<>(new Result.Failed(reason, problems));
        }
        case StampAuthorities.Reading.Read(TimeStampTrust read) -> clocks = read;
      }
    }
    SignatureFiles.Signature signature;
    if (attestation == null) {
      signature = SignatureFiles.beside(bundle, trusted, clocks);
    } else {
      switch (SignatureFiles.named(attestation, trusted, clocks)) {
        case SignatureFiles.Naming.Refused(Problem problem) -> {
          return new Reading.Refused<>(
              new Result.Failed(CommandReason.MISSING_CONFIG, List.of(problem)));
        }
        case SignatureFiles.Naming.Found(SignatureFiles.Signature found) -> signature = found;
      }
    }
    return new Reading.Read<>(
        Optional.of(new CompileTrustBasis.Signed(signature.check(), signature.sha256())));
  }

  /** With a trust set at hand, a signature beside a pack must be by one of its keys. */
  private Reading<Optional<CompileTrustBasis.Packs>> packs(SignatureTrust set) {
    PackTrust allowed =
        set instanceof SignatureTrust.Given given
            ? new PackTrust.Asked(given.keys(), requireSigned)
            : new PackTrust.NotAsked();
    if (requireSigned && (packs.isEmpty() || allowed instanceof PackTrust.NotAsked)) {
      throw misused("`--require-signed-packs` goes with `--trust-set` and `--pack`");
    }
    if (packs.isEmpty()) {
      return new Reading.Read<>(Optional.empty());
    }
    return switch (new LoadPacks(RulePackFiles.of(System.getenv()), allowed).load(packs)) {
      case LoadPacks.Outcome.NotLoaded(List<Problem> problems) ->
          new Reading.Refused<>(new Result.Failed(CommandReason.CFG_PARSE, problems));
      case LoadPacks.Outcome.Loaded loaded ->
          new Reading.Read<>(Optional.of(new CompileTrustBasis.Packs(loaded.packs(), maxResults)));
    };
  }

  private static Result.Failed refused(VerifyReport report) {
    return new Result.Failed(CommandReason.named(report.reasonCode()), report.problems());
  }
}
