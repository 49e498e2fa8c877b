package dev.assay.app.offline;

import dev.assay.core.attest.ProvenanceEnvelope;
import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import dev.assay.core.lint.LintJson;
import dev.assay.core.lint.LintReport;
import dev.assay.core.lint.LintSarif;
import dev.assay.core.lint.Linter;
import dev.assay.core.lint.pack.PackSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles one bundle into its trust basis and report, in one reading and constant memory.
 *
 * <p>A bundle that does not verify gives neither: what was folded on the way is thrown away.
 */
public final class CompileTrustBasis {
  private final BundleFiles files;
  private final String compilerVersion;

  /** Makes one that reads through a port and names this version in reports. */
  public CompileTrustBasis(BundleFiles files, String compilerVersion) {
    this.files = files;
    this.compilerVersion = compilerVersion;
  }

  /**
   * What to compile.
   *
   * @param path a file, or {@code -} for standard input
   * @param limits bounds of the verifier
   * @param ruleset which levels
   * @param supplied what the user gives besides the bundle
   */
  public record Request(String path, BundleLimits limits, Ruleset ruleset, Supplied supplied) {}

  /**
   * What a user gives besides the bundle; nothing else is looked for.
   *
   * @param signature who signed it
   * @param packs rules to hold its events against
   * @param sources what came of making its receipts again
   * @param provenance what was found of provenance of its policy
   */
  public record Supplied(
      Optional<Signed> signature,
      Optional<Packs> packs,
      Ground.SourceChecks sources,
      Optional<Provenance> provenance) {
    /** Nothing. */
    public static final Supplied NOTHING =
        new Supplied(
            Optional.empty(), Optional.empty(), Ground.SourceChecks.NONE, Optional.empty());
  }

  /**
   * A question after signatures.
   *
   * @param check answers the layer {@code signed}
   * @param sha256 digest of the attestation; empty when there is none
   */
  public record Signed(LayerCheck check, String sha256) {}

  /**
   * Provenance that was given.
   *
   * @param sha256 digest of the envelope
   * @param verdict what was found of it
   */
  public record Provenance(String sha256, ProvenanceEnvelope.Verdict verdict) {
    private Set<String> subjects() {
      return switch (verdict) {
        case ProvenanceEnvelope.Verdict.Verified(_, Set<String> subjects) -> subjects;
        case ProvenanceEnvelope.Verdict.Refused _ -> Set.of();
      };
    }

    /** For the report; {@code named} are the subjects that decisions name. */
    private Json.Obj json(Set<String> named) {
      boolean verified = verdict instanceof ProvenanceEnvelope.Verdict.Verified;
      return Json.object()
          .put("digest", sha256)
          .put("verified", verified)
          .put(
              "key_id",
              verdict instanceof ProvenanceEnvelope.Verdict.Verified(String keyId, _)
                  ? new Json.Str(keyId)
                  : Json.Null.NULL)
          .put("subjects", Json.Arr.ofStrings(named))
          .build();
    }
  }

  /**
   * Lint packs to apply.
   *
   * @param packs the rules
   * @param maxFindings how many findings survive the cut that ruleset {@code v1} counts after
   */
  public record Packs(PackSelection.Selected packs, int maxFindings) {}

  /** How compiling ended. */
  public sealed interface Outcome {
    /**
     * There is a basis.
     *
     * @param signed what was found of signatures; empty when nobody asked
     * @param provenance what became of provenance
     */
    record Compiled(
        BundleFacts facts,
        Compilation compilation,
        TrustReport report,
        Optional<VerdictLayer> signed,
        Ground.Provenance provenance)
        implements Outcome {}

    /** There is none; the report says why. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Verifies and compiles. */
  public Outcome compile(Request request) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    String name = LintSarif.Places.fileName(request.path());
    Optional<Linter> linter =
        request.supplied().packs().map(p -> new Linter(p.packs(), name, p.maxFindings()));
    NamedPolicies named =
        new NamedPolicies(
            request.supplied().provenance().map(Provenance::subjects).orElse(Set.of()));
    BundleReading reading =
        BundleReading.read(
            files,
            request.path(),
            request.limits(),
            BundleFiles.Passes.ONE,
            folding(compiler, named, linter));
    return switch (reading) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact(Verdict.Intact intact) ->
          compiled(request, intact, compiler, named, linter.map(l -> l.report(intact.bundle())));
    };
  }

  private static EventSink folding(
      TrustBasisCompiler compiler, NamedPolicies named, Optional<Linter> linter) {
    return (seq, envelope, line, from, to) -> {
      ObservedEvent event = ObservedEvent.of(seq, envelope);
      compiler.see(event);
      named.see(event);
      linter.ifPresent(rules -> rules.event(seq, envelope, line, from, to));
    };
  }

  private Outcome compiled(
      Request request,
      Verdict.Intact intact,
      TrustBasisCompiler compiler,
      NamedPolicies named,
      Optional<LintReport> lint) {
    Optional<VerdictLayer> signed =
        request.supplied().signature().map(signature -> signature.check().check(intact.bundle()));
    Ground.Provenance provenance = provenance(request.supplied(), named);
    Compilation compilation =
        compiler.compile(
            ground(intact, signed, lint, provenance, request.supplied()), request.ruleset());
    TrustReport.Inputs inputs =
        new TrustReport.Inputs(
            compilerVersion,
            lint.map(report -> LintJson.packs(report.packs())).orElse(Json.Arr.EMPTY),
            attestations(request.supplied().signature(), signed),
            request
                .supplied()
                .provenance()
                .map(given -> new Json.Arr(List.of(given.json(named.found()))))
                .orElse(Json.Arr.EMPTY));
    TrustReport report = TrustReport.of(intact.facts(), compilation, inputs);
    return new Outcome.Compiled(intact.facts(), compilation, report, signed, provenance);
  }

  private static Ground ground(
      Verdict.Intact intact,
      Optional<VerdictLayer> signed,
      Optional<LintReport> lint,
      Ground.Provenance provenance,
      Supplied supplied) {
    boolean sealed =
        intact.layer(VerdictLayer.Question.SEALED).status() == VerdictLayer.Status.CONFIRMED;
    String closed = intact.facts().events().closeReason();
    return new Ground(
        true,
        signed.map(CompileTrustBasis::signature).orElse(Ground.Signature.NONE),
        provenance,
        sealed ? Optional.ofNullable(closed) : Optional.empty(),
        lint.map(CompileTrustBasis::packs).orElse(Ground.PackRun.NONE),
        supplied.sources());
  }

  private static Ground.Provenance provenance(Supplied supplied, NamedPolicies named) {
    if (supplied.provenance().isEmpty()) {
      return Ground.Provenance.NONE;
    }
    return switch (supplied.provenance().get().verdict()) {
      case ProvenanceEnvelope.Verdict.Refused _ -> Ground.Provenance.REJECTED;
      case ProvenanceEnvelope.Verdict.Verified _ ->
          named.found().isEmpty() ? Ground.Provenance.NOT_BOUND : Ground.Provenance.BOUND;
    };
  }

  /** Only a confirmed layer raises anything; whatever else was found of an envelope is named. */
  private static Ground.Signature signature(VerdictLayer signed) {
    return switch (signed.status()) {
      case CONFIRMED -> new Ground.Signature.Trusted();
      case NOT_PRESENT -> Ground.Signature.NONE;
      case NOT_CHECKED ->
          signed.reason() == VerdictLayer.Reason.NO_TRUST_GIVEN
              ? new Ground.Signature.UnknownKey()
              : Ground.Signature.NONE;
      case FAILED ->
          signed.reason() == VerdictLayer.Reason.KEY_NOT_TRUSTED
              ? new Ground.Signature.UnknownKey()
              : new Ground.Signature.Refused(signed.reason().wire());
    };
  }

  private static Ground.PackRun packs(LintReport report) {
    return new Ground.PackRun(
        report.packs().packs().size(), report.byPacks(), report.shownByPacks());
  }

  /** The envelope that was looked at, for the report; none when there was none. */
  private static Json.Arr attestations(Optional<Signed> signature, Optional<VerdictLayer> layer) {
    List<Json> looked = new ArrayList<>();
    signature
        .filter(given -> !given.sha256().isEmpty())
        .ifPresent(
            given -> {
              VerdictLayer signed = layer.orElseThrow();
              looked.add(
                  Json.object()
                      .put("digest", given.sha256())
                      .put("verified", signed.status() == VerdictLayer.Status.CONFIRMED)
                      .put("key_id", keyId(signed))
                      .put("reason_code", signed.reason().wire())
                      .put("details", signed.details())
                      .build());
            });
    return new Json.Arr(looked);
  }

  /** The first key that the answer rests on; null when it rests on none. */
  private static Json keyId(VerdictLayer signed) {
    if (signed.status() == VerdictLayer.Status.CONFIRMED
        && signed.details().get("signatures") instanceof Json.Arr all) {
      for (Json item : all.items()) {
        if (item instanceof Json.Obj found
            && found.string("standing").orElse("").startsWith("counted")) {
          return found.string("key_id").<Json>map(Json.Str::new).orElse(Json.Null.NULL);
        }
      }
    }
    return Json.Null.NULL;
  }

  /**
   * The digests of policies that decisions name, as far as provenance asks for them. The program of
   * a server is not asked for: what was started is as often as not a launcher that any server has.
   */
  private static final class NamedPolicies {
    private final Set<String> asked;
    private final Set<String> found = new TreeSet<>();

    NamedPolicies(Set<String> asked) {
      this.asked = asked;
    }

    /** Takes the next event. */
    void see(ObservedEvent event) {
      if (event.isDecision()) {
        event.text("policy_digest").filter(asked::contains).ifPresent(found::add);
      }
    }

    Set<String> found() {
      return found;
    }
  }
}
