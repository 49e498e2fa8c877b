package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.evidence.anchor.AnchorOptions;
import dev.assay.adapter.cli.evidence.anchor.AnchorOptions.Anchors;
import dev.assay.adapter.cli.evidence.attest.LimitsOption;
import dev.assay.adapter.cli.evidence.attest.SignatureFiles;
import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.evidence.attest.VerdictLines;
import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.ReportOptions;
import dev.assay.adapter.cli.store.StoreOptions;
import dev.assay.adapter.cli.store.StoreVerification;
import dev.assay.adapter.store.NewestBundle;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.ExpectedBundle;
import dev.assay.app.offline.LayerCheck;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyFindings;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code assay evidence verify}: are these bundles whole, and what does that not say? */
@Command(
    name = "verify",
    description = {
      "verify bundles without any network",
      "An intact bundle says that nothing in it was changed after it was closed; it does not say"
          + " that the recorder was honest or that its decisions were right. Each layer of the"
          + " verdict is answered by itself; only what is required refuses."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence verify --last",
      "  assay evidence verify --require sealed,signed --key gate.pub.pem bundle.tar.gz",
      "  assay evidence verify --require timestamped --tsa-cert tsa.pem bundle.tar.gz",
      "  assay evidence verify --format junit *.tar.gz > verify.xml",
      "  assay evidence verify --json - < bundle.tar.gz",
      "  assay evidence verify --all --store file:///srv/evidence"
    })
final class EvidenceVerifyCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.verify.reports.v1";
  private static final Set<String> WITH_ALL =
      Set.of("--all", "--store", "--store-config", "--json", "--format");

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReportOptions output = new ReportOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private AnchorOptions anchorOptions = new AnchorOptions();
  @Mixin private LimitsOption limits = new LimitsOption();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Option(
      names = "--require",
      split = ",",
      paramLabel = "LAYER",
      description =
          "refuse unless these are confirmed: structure, sealed, expected, signed, timestamped,"
              + " logged, observed")
  private List<String> required = List.of();

  @Option(
      names = "--require-canonical",
      description = "refuse a bundle that is not byte for byte what its writer makes")
  private boolean requireCanonical;

  @Option(
      names = "--accept-recovered",
      description = "a bundle closed by recovery after a crash counts as sealed")
  private boolean acceptRecovered;

  @Option(
      names = "--expect-digest",
      paramLabel = "sha256:HEX",
      description = "refuse any other archive than this one")
  private @Nullable String expectedDigest;

  @Option(
      names = "--expect-bundle-id",
      paramLabel = "sha256:HEX",
      description = "refuse any other list of observations; times and run may still differ")
  private @Nullable String expectedId;

  @Option(
      names = "--attestation",
      paramLabel = "FILE",
      description =
          "the signed statement about the bundle, which is then required to hold (default, when"
              + " keys are given: the bundle's name and .att.json)")
  private @Nullable String attestation;

  @Option(names = "--all", description = "every bundle of a store, and its index")
  private boolean all;

  @Mixin private StoreOptions store = new StoreOptions();

  @Parameters(arity = "0..*", paramLabel = "BUNDLE", description = "bundles, or - for input")
  private List<String> bundles = List.of();

  /** What holds for every bundle of one run. */
  private record Settings(
      BundleLimits limits,
      SignatureTrust trust,
      Anchors anchors,
      List<LayerCheck> checks,
      VerifyBundle.Demands demands) {}

  /** The settings, or the answer that says why there are none. */
  private sealed interface Preparation {
    record Ready(Settings settings) implements Preparation {}

    record Refused(CommandReason reason, List<Problem> problems) implements Preparation {}
  }

  @Override
  public Integer call() throws IOException {
    if (all || store.isGiven()) {
      return verifyStore();
    }
    List<String> paths = new ArrayList<>(bundles);
    if (last) {
      switch (NewestBundle.find(System.getenv())) {
        case NewestBundle.NotFound(Problem problem) -> {
          return refuse(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
        }
        case NewestBundle.Found found -> paths.add(found.file().toString());
      }
    }
    checkArguments(paths);
    return switch (prepare()) {
      case Preparation.Refused(CommandReason reason, List<Problem> problems) ->
          refuse(reason, problems);
      case Preparation.Ready(Settings settings) -> verify(paths, settings);
    };
  }

  private int refuse(CommandReason reason, List<Problem> problems) {
    return output.refuse(
        CommandAnswer.failure(VerifyReport.SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  /** Options that ask something of single bundles say nothing about a store, so none is taken. */
  private int verifyStore() throws IOException {
    ParseResult given = spec.commandLine().getParseResult();
    boolean others =
        given.matchedOptions().stream().anyMatch(o -> !WITH_ALL.contains(o.longestName()));
    Object format = given.matchedOptionValue("--format", ReportOptions.Format.text);
    boolean listed = format != ReportOptions.Format.text && format != ReportOptions.Format.json;
    if (!all || !bundles.isEmpty() || others || listed) {
      throw new ParameterException(
          spec.commandLine(),
          "`--store` goes with `--all`, and `--all` with `--store`, `--store-config` and JSON only");
    }
    return StoreVerification.run(store, output::refuse, spec.commandLine().getErr());
  }

  private void checkArguments(List<String> paths) {
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name a bundle, `-` or `--last`");
    }
    anchorOptions
        .complaint()
        .ifPresent(
            complaint -> {
              throw new ParameterException(spec.commandLine(), complaint);
            });
    boolean one =
        expectedDigest != null
            || expectedId != null
            || attestation != null
            || anchorOptions.namesReceipt();
    if (one && paths.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "`--expect-digest`, `--expect-bundle-id`, `--attestation`, `--timestamp` and `--log-proof`"
              + " go with exactly one bundle");
    }
  }

  private Preparation prepare() {
    Set<Question> layers = demandedLayers();
    List<LayerCheck> checks = new ArrayList<>();
    if (expectedDigest != null || expectedId != null) {
      switch (ExpectedBundle.read(expectedDigest, expectedId)) {
        case ExpectedBundle.Reading.Read read -> checks.add(read.expected());
        case ExpectedBundle.Reading.Refused(List<Problem> problems) -> {
          return new Preparation.Refused(CommandReason.INVALID_ARGS, problems);
        }
      }
    }
    BundleLimits bounds;
    switch (limits.read()) {
      case LimitsOption.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return new Preparation.Refused(reason, problems);
      }
      case LimitsOption.Reading.Read(BundleLimits read) -> bounds = read;
    }
    SignatureTrust trusted;
    switch (trust.read()) {
      case TrustOptions.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return new Preparation.Refused(reason, problems);
      }
      case TrustOptions.Reading.Read(SignatureTrust read) -> trusted = read;
    }
    Anchors anchors;
    switch (anchorOptions.read()) {
      case AnchorOptions.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return new Preparation.Refused(reason, problems);
      }
      case AnchorOptions.Reading.Read(Anchors read) -> anchors = read;
    }
    if (attestation != null) {
      switch (SignatureFiles.named(attestation, trusted, anchors.authorities())) {
        case SignatureFiles.Naming.Refused(Problem problem) -> {
          return new Preparation.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
        }
        case SignatureFiles.Naming.Found(SignatureFiles.Signature signature) ->
            checks.add(signature.check());
      }
    }
    VerifyBundle.Demands demands =
        new VerifyBundle.Demands(requireCanonical, layers, acceptRecovered);
    return new Preparation.Ready(new Settings(bounds, trusted, anchors, checks, demands));
  }

  /** What is named is demanded: whoever points at a signature wants it to hold. */
  private Set<Question> demandedLayers() {
    Set<Question> layers = EnumSet.noneOf(Question.class);
    for (String name : required) {
      layers.add(
          Question.named(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "There is no layer `" + name + "`; there are " + layerNames())));
    }
    if (attestation != null) {
      layers.add(Question.SIGNED);
    }
    layers.addAll(anchorOptions.demanded());
    return layers;
  }

  private static String layerNames() {
    return Arrays.stream(Question.values()).map(Question::wire).collect(Collectors.joining(", "));
  }

  private int verify(List<String> paths, Settings settings) throws IOException {
    List<VerifyReport> reports = new ArrayList<>();
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      VerifyBundle verify = new VerifyBundle(files);
      for (String path : paths) {
        List<LayerCheck> checks = new ArrayList<>(settings.checks());
        if (attestation == null && trust.given()) {
          checks.add(
              SignatureFiles.beside(path, settings.trust(), settings.anchors().authorities())
                  .check());
        }
        checks.addAll(settings.anchors().checks(path));
        reports.add(
            verify.verify(
                new VerifyBundle.Request(path, settings.limits(), checks, settings.demands())));
      }
    }
    reports.forEach(this::warnOfFailures);
    return output.finish(
        answer(reports),
        () -> VerifyFindings.sarif(reports, AssayVersion.NUMBER).text(),
        () -> VerifyFindings.junit(reports).text());
  }

  /** A layer that failed and refuses nothing must not pass unseen. */
  private void warnOfFailures(VerifyReport report) {
    if (report instanceof VerifyReport.Passed passed) {
      for (VerdictLayer layer : passed.verdict().layers()) {
        if (layer.status() == VerdictLayer.Status.FAILED) {
          output.warn(
              passed.path()
                  + ": `"
                  + layer.question().wire()
                  + "` failed ("
                  + layer.reason().wire()
                  + ") and is not required; require it with `--require "
                  + layer.question().wire()
                  + "`");
        }
      }
    }
  }

  /** One report is the document itself; several are listed in one. */
  private static CommandAnswer answer(List<VerifyReport> reports) {
    List<String> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    CommandReason worst = CommandReason.NONE;
    for (VerifyReport report : reports) {
      lines.addAll(VerdictLines.of(report));
      switch (report) {
        case VerifyReport.Passed _ -> {}
        case VerifyReport.Refused refused ->
            problems.add(
                Problem.of(
                    refused.reasonCode(),
                    refused.refusal().text(),
                    Where.document(refused.path())));
        case VerifyReport.NotRun notRun -> problems.addAll(notRun.problems());
      }
      if (worst == CommandReason.NONE) {
        worst = CommandReason.named(report.reasonCode());
      }
    }
    String text = String.join("\n", lines);
    if (reports.size() == 1) {
      return new CommandAnswer(
          VerifyReport.SCHEMA, worst, text, reports.getFirst().json(), problems);
    }
    Json.Arr all = new Json.Arr(reports.stream().<Json>map(VerifyReport::json).toList());
    Json.Obj members = Json.object().put("reports", all).build();
    return new CommandAnswer(SCHEMA, worst, text, members, problems);
  }
}
