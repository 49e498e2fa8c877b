package dev.assay.app.offline;

import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller was told about a bundle, as the check of the layer {@code expected}. The bundle
 * id alone does not fix time, run, source or producer; the archive digest fixes everything.
 */
public final class ExpectedBundle implements LayerCheck {
  private final @Nullable String archiveDigest;
  private final @Nullable String bundleId;

  private ExpectedBundle(@Nullable String archiveDigest, @Nullable String bundleId) {
    this.archiveDigest = archiveDigest;
    this.bundleId = bundleId;
  }

  /** What became of an expectation in words. */
  public sealed interface Reading {
    /** There is something to hold a bundle against. */
    record Read(ExpectedBundle expected) implements Reading {}

    /** A value is not a digest. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads an expectation; each value is {@code sha256:} and 64 lower-case hex digits, or null when
   * nothing was said about it.
   */
  public static Reading read(@Nullable String archiveDigest, @Nullable String bundleId) {
    List<Problem> problems = new ArrayList<>();
    if (archiveDigest != null && !isDigest(archiveDigest)) {
      problems.add(notDigest("the expected digest"));
    }
    if (bundleId != null && !isDigest(bundleId)) {
      problems.add(notDigest("the expected bundle id"));
    }
    return problems.isEmpty()
        ? new Reading.Read(new ExpectedBundle(archiveDigest, bundleId))
        : new Reading.Refused(problems);
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

  @Override
  public Question question() {
    return Question.EXPECTED;
  }

  @Override
  public VerdictLayer check(VerifiedBundle bundle) {
    boolean sameDigest = archiveDigest == null || archiveDigest.equals(bundle.archiveDigest());
    boolean sameId = bundleId == null || bundleId.equals(bundle.manifest().bundleId());
    Reason reason =
        !sameDigest
            ? Reason.DIGEST_DIFFERS
            : sameId ? Reason.EXPECTATION_MET : Reason.BUNDLE_ID_DIFFERS;
    Status status = sameDigest && sameId ? Status.CONFIRMED : Status.FAILED;
    return new VerdictLayer(Question.EXPECTED, status, reason);
  }
}
