package dev.assay.app.record;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What closing a recording gave. */
public sealed interface SealOutcome {
  /** The session was only a probe: nothing was kept. */
  record Nothing() implements SealOutcome {}

  /** Every part is a bundle; the last one ends the recording. */
  record Sealed(List<SealedBundle> parts) implements SealOutcome {
    /** Copies the list. */
    public Sealed {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one part is not a bundle. A journal that exists is recovered by the next start.
   *
   * @param parts the bundles there are
   * @param problem the first thing that went wrong
   * @param journal where the journal lies, or empty when there is none
   */
  record Failed(List<SealedBundle> parts, Problem problem, String journal) implements SealOutcome {
    /** Copies the list. */
    public Failed {
      parts = List.copyOf(parts);
    }
  }

  /** Sums up what sealing the parts gave, in their order, and what went wrong before that. */
  static SealOutcome of(List<PartSeal> seals, @Nullable Problem problem) {
    List<SealedBundle> bundles = new ArrayList<>();
    Problem first = problem;
    String journal = "";
    for (PartSeal seal : seals) {
      if (seal instanceof PartSeal.Sealed sealed) { // no type switch: ADR 0005
        bundles.add(sealed.bundle());
      } else {
        PartSeal.Failed failed = (PartSeal.Failed) seal;
        first = first == null ? failed.problem() : first;
        journal = journal.isEmpty() ? failed.journal() : journal;
      }
    }
    return first == null ? new Sealed(bundles) : new Failed(bundles, first, journal);
  }
}
