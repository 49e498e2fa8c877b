package dev.assay.app.offline;

import dev.assay.core.evidence.HeadTrail;
import dev.assay.core.problem.Problem;

/** Where journals come from: named files, perhaps being written meanwhile. Port. */
public interface JournalFiles {
  /** What looking into a file gave. */
  sealed interface Look {
    /**
     * It is a journal; its lines up to its last whole record are in the trail.
     *
     * @param run run id of its events
     */
    record Journal(String run) implements Look {}

    /** It is something else, or not there; nothing is in the trail. */
    record Other() implements Look {}

    /** It is a journal and damaged, or reading it failed; what is in the trail means nothing. */
    record Failed(Problem problem) implements Look {}
  }

  /** Shows the envelope lines of a journal to a trail, in order. */
  Look read(String path, HeadTrail trail);
}
