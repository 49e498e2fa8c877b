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
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @param expected what the caller was told about the bundle
   * @param demands what must hold beyond the structure
   */
  public record Request(String path, BundleLimits limits, Expected expected, Demands demands) {
    /** Gives a request with default limits that demands an intact structure only. */
    public static Request of(String path) {
      return new Request(path, BundleLimits.DEFAULT, Expected.NOTHING, Demands.STRUCTURE);
    }
  }

  /**
   * What the caller was told about the bundle; each as {@code sha256:} and 64 lower-case hex
   * digits.
   *
   * @param archiveDigest digest of the archive bytes, or null
   * @param bundleId the bundle id, or null; it does not fix time, run, source or producer
   */
  public record Expected(@Nullable String archiveDigest, @Nullable String bundleId) {
    /** Nothing. */
    public static final Expected NOTHING = new Expected(null, null);
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
    List<Problem> problems = malformed(request.expected());
    if (!problems.isEmpty()) {
      return new VerifyReport.NotRun(request.path(), VerifyReport.INVALID_ARGS, problems);
    }
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

  private static List<Problem> malformed(Expected expected) {
    List<Problem> problems = new ArrayList<>();
    if (expected.archiveDigest() != null && !isDigest(expected.archiveDigest())) {
      problems.add(notDigest("the expected digest"));
    }
    if (expected.bundleId() != null && !isDigest(expected.bundleId())) {
      problems.add(notDigest("the expected bundle id"));
    }
    return problems;
  }

  private static Problem notDigest(String what) {
    return Problem.of(
        "evidence.expected",
        what + " must be `sha256:` and 64 lower-case hex digits",
        Where.NOWHERE);
  }

  private static boolean isDigest(String text) {
    boolean digest = text.length() == 71 && text.startsWith("sha256:");
    for (int i = 7; digest && i < text.length(); i++) {
      char c = text.charAt(i);
      digest = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digest;
  }

  private static VerifyReport judge(Request request, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Broken broken ->
          new VerifyReport.Refused(
              request.path(),
              VerifyReport.Refusal.of(broken.first()),
              request.expected().equals(Expected.NOTHING)
                  ? broken
                  : broken.with(
                      new VerdictLayer(
                          Question.EXPECTED, Status.NOT_CHECKED, Reason.STRUCTURE_FIRST)));
      case Verdict.Intact intact -> judge(request, expect(intact, request.expected()));
    };
  }

  private static Verdict.Intact expect(Verdict.Intact intact, Expected expected) {
    if (expected.equals(Expected.NOTHING)) {
      return intact;
    }
    String digest = expected.archiveDigest();
    String id = expected.bundleId();
    boolean sameDigest = digest == null || digest.equals(intact.bundle().archiveDigest());
    boolean sameId = id == null || id.equals(intact.bundle().manifest().bundleId());
    Reason reason =
        !sameDigest
            ? Reason.DIGEST_DIFFERS
            : sameId ? Reason.EXPECTATION_MET : Reason.BUNDLE_ID_DIFFERS;
    Status status = sameDigest && sameId ? Status.CONFIRMED : Status.FAILED;
    return intact.with(new VerdictLayer(Question.EXPECTED, status, reason));
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
              Position.UNKNOWN),
          intact);
    }
    for (VerdictLayer layer : intact.layers()) {
      boolean demanded =
          demands.layers().contains(layer.question())
              || (layer.question() == Question.EXPECTED
                  && !request.expected().equals(Expected.NOTHING));
      if (demanded && !meets(layer, demands)) {
        return new VerifyReport.Refused(
            request.path(), VerifyReport.Refusal.demanded(layer), intact);
      }
    }
    return new VerifyReport.Passed(request.path(), intact);
  }

  private static boolean meets(VerdictLayer layer, Demands demands) {
    boolean onlyRecovered = layer.reason() == Reason.CLOSED_BY_RECOVERY;
    return layer.status() == Status.CONFIRMED && (!onlyRecovered || demands.acceptRecovered());
  }
}
