package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleCode;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.problem.BugException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Verifies one bundle and holds it against what the caller demands.
 *
 * <p>A layer that fails without being demanded is reported and does not refuse the bundle; one that
 * is demanded and was not checked does. An expectation that is given is demanded.
 */
public final class VerifyBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public VerifyBundle(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to verify.
   *
   * @param path a file, or {@code -} for standard input
   * @param limits bounds of the verifier
   * @param checks what answers the layers that the archive alone cannot; at most one for each
   * @param demands what must hold beyond the structure
   */
  public record Request(
      String path, BundleLimits limits, List<LayerCheck> checks, Demands demands) {
    /** Copies the checks. */
    public Request {
      checks = List.copyOf(checks);
      Set<Question> asked = EnumSet.noneOf(Question.class);
      for (LayerCheck check : checks) {
        if (!asked.add(check.question())) {
          throw new BugException("two checks for the layer " + check.question().wire());
        }
      }
    }

    /** Gives a request with default limits that demands an intact structure only. */
    public static Request of(String path) {
      return new Request(path, BundleLimits.DEFAULT, List.of(), Demands.STRUCTURE);
    }
  }

  /**
   * What must hold beyond the structure.
   *
   * @param canonical the archive must be in the form the v1 writer makes
   * @param layers these layers must be confirmed
   * @param acceptRecovered a seal written by recovery counts as sealed
   */
  public record Demands(boolean canonical, Set<Question> layers, boolean acceptRecovered) {
    /** Only an intact structure. */
    public static final Demands STRUCTURE =
        new Demands(false, EnumSet.of(Question.STRUCTURE), false);

    /** Copies the layers. */
    public Demands {
      EnumSet<Question> copy = EnumSet.of(Question.STRUCTURE);
      copy.addAll(layers);
      layers = Collections.unmodifiableSet(copy);
    }
  }

  /** Verifies. */
  public VerifyReport verify(Request request) {
    BundleVerifier verifier = new BundleVerifier(request.limits(), EventSink.NONE);
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
          VerifyReport.NotRun.unreadable(request.path(), unavailable.problem());
      case BundleFiles.Delivery.Interrupted _ -> judge(request, verifier.finishUnread());
      case BundleFiles.Delivery.Delivered _ -> judge(request, verifier.finish());
    };
  }

  private static VerifyReport judge(Request request, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Broken broken ->
          new VerifyReport.Refused(
              request.path(),
              VerifyReport.Refusal.of(broken.first()),
              unasked(broken, request.checks()));
      case Verdict.Intact intact -> judge(request, asked(intact, request.checks()));
    };
  }

  /** Nothing beside a broken archive is looked at; what would have been says so. */
  private static Verdict.Broken unasked(Verdict.Broken broken, List<LayerCheck> checks) {
    Verdict.Broken answered = broken;
    for (LayerCheck check : checks) {
      answered =
          answered.with(
              new VerdictLayer(check.question(), Status.NOT_CHECKED, Reason.STRUCTURE_FIRST));
    }
    return answered;
  }

  private static Verdict.Intact asked(Verdict.Intact intact, List<LayerCheck> checks) {
    Verdict.Intact answered = intact;
    for (LayerCheck check : checks) {
      VerdictLayer layer = check.check(intact.bundle());
      if (layer.question() != check.question()) {
        throw new BugException("a check answered another layer than its own");
      }
      answered = answered.with(layer);
    }
    return answered;
  }

  private static VerifyReport judge(Request request, Verdict.Intact intact) {
    Demands demands = request.demands();
    if (demands.canonical() && !intact.facts().canonical().ok()) {
      String difference = intact.facts().canonical().firstDifference();
      return new VerifyReport.Refused(
          request.path(),
          new VerifyReport.Refusal(
              BundleCode.CONTRACT_NOT_CANONICAL,
              BundleCode.CliReason.CONTRACT,
              "not in canonical form: " + difference,
              Position.UNKNOWN,
              List.of()),
          intact);
    }
    List<VerdictLayer> unmet =
        intact.layers().stream()
            .filter(layer -> demanded(layer.question(), request) && !meets(layer, demands))
            .toList();
    return unmet.isEmpty()
        ? new VerifyReport.Passed(request.path(), intact)
        : new VerifyReport.Refused(request.path(), VerifyReport.Refusal.demanded(unmet), intact);
  }

  private static boolean demanded(Question question, Request request) {
    return request.demands().layers().contains(question)
        || (question == Question.EXPECTED
            && request.checks().stream().anyMatch(check -> check.question() == question));
  }

  private static boolean meets(VerdictLayer layer, Demands demands) {
    boolean onlyRecovered = layer.reason() == Reason.CLOSED_BY_RECOVERY;
    return layer.status() == Status.CONFIRMED && (!onlyRecovered || demands.acceptRecovered());
  }
}
