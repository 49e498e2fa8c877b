package dev.assay.core.evidence.verify;

import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;

/**
 * What verification found. Intact means: the archive is whole, the lines agree with their hashes,
 * the list with the root, the root with the manifest. It does <em>not</em> mean who wrote it, when,
 * that nothing is missing at the end, that metadata is original, or that decisions were right; the
 * layers say how far each of these was looked at.
 */
public sealed interface Verdict {
  /** Gives what became known. */
  BundleFacts facts();

  /** Gives the seven layers, in the order of {@link VerdictLayer.Question}. */
  List<VerdictLayer> layers();

  /** Gives one layer. */
  default VerdictLayer layer(VerdictLayer.Question question) {
    for (VerdictLayer layer : layers()) {
      if (layer.question() == question) {
        return layer;
      }
    }
    throw new BugException("a verdict answers every question");
  }

  /** Gives the same verdict with one layer answered otherwise. */
  Verdict with(VerdictLayer layer);

  private static List<VerdictLayer> replaced(List<VerdictLayer> layers, VerdictLayer by) {
    List<VerdictLayer> changed = new ArrayList<>(layers);
    changed.replaceAll(old -> old.question() == by.question() ? by : old);
    return changed;
  }

  /**
   * The structure holds.
   *
   * @param bundle the token that later steps demand
   */
  record Intact(VerifiedBundle bundle, List<VerdictLayer> layers) implements Verdict {
    /** Copies the layers. */
    public Intact {
      layers = List.copyOf(layers);
    }

    @Override
    public BundleFacts facts() {
      return bundle.facts();
    }

    @Override
    public Intact with(VerdictLayer layer) {
      return new Intact(bundle, replaced(layers, layer));
    }
  }

  /**
   * The structure does not hold.
   *
   * @param problems the first is the one that decides; after a problem of content, reading went on
   *     and may have found more, at most {@value VerificationNotes#MAX_PROBLEMS}
   * @param facts nothing of it is verified
   */
  record Broken(List<BundleProblem> problems, BundleFacts facts, List<VerdictLayer> layers)
      implements Verdict {
    /** Copies the lists. */
    public Broken {
      problems = List.copyOf(problems);
      layers = List.copyOf(layers);
    }

    @Override
    public Broken with(VerdictLayer layer) {
      return new Broken(problems, facts, replaced(layers, layer));
    }

    /** Gives the problem that decides. */
    public BundleProblem first() {
      return problems.getFirst();
    }
  }
}
