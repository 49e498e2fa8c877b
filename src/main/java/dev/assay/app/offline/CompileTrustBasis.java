package dev.assay.app.offline;

import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import java.util.Optional;

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
   */
  public record Request(String path, BundleLimits limits, Ruleset ruleset) {}

  /** How compiling ended. */
  public sealed interface Outcome {
    /** There is a basis. */
    record Compiled(BundleFacts facts, Compilation compilation, TrustReport report)
        implements Outcome {}

    /** There is none; the report says why. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Verifies and compiles. */
  public Outcome compile(Request request) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    BundleVerifier verifier = new BundleVerifier(request.limits(), folding(compiler));
    BundleFiles.Delivery delivery =
        files.deliver(
            request.path(),
            BundleFiles.Passes.ONE,
            (data, from, to) -> {
              verifier.feed(data, from, to);
              return !verifier.saturated();
            });
    return switch (delivery) {
      case BundleFiles.Delivery.Unavailable unavailable ->
          new Outcome.Refused(
              VerifyReport.NotRun.unreadable(request.path(), unavailable.problem()));
      case BundleFiles.Delivery.Interrupted _ ->
          outcome(request, verifier.finishUnread(), compiler);
      case BundleFiles.Delivery.Delivered _ -> outcome(request, verifier.finish(), compiler);
    };
  }

  private static EventSink folding(TrustBasisCompiler compiler) {
    return (seq, envelope, _, _, _) -> compiler.see(ObservedEvent.of(seq, envelope));
  }

  private Outcome outcome(Request request, Verdict verdict, TrustBasisCompiler compiler) {
    return switch (verdict) {
      case Verdict.Broken broken ->
          new Outcome.Refused(
              new VerifyReport.Refused(
                  request.path(), VerifyReport.Refusal.of(broken.first()), broken));
      case Verdict.Intact intact -> {
        Compilation compilation = compiler.compile(ground(intact), request.ruleset());
        TrustReport.Inputs inputs =
            new TrustReport.Inputs(compilerVersion, Json.Arr.EMPTY, Json.Arr.EMPTY);
        yield new Outcome.Compiled(
            intact.facts(), compilation, TrustReport.of(intact.facts(), compilation, inputs));
      }
    };
  }

  private static Ground ground(Verdict.Intact intact) {
    boolean sealed =
        intact.layer(VerdictLayer.Question.SEALED).status() == VerdictLayer.Status.CONFIRMED;
    String closed = intact.facts().events().closeReason();
    return new Ground(
        true,
        Ground.Signature.NONE,
        Ground.Provenance.NONE,
        sealed ? Optional.ofNullable(closed) : Optional.empty(),
        Ground.PackRun.NONE,
        Ground.SourceChecks.NONE);
  }
}
