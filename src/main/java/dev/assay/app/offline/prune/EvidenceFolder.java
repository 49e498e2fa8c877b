package dev.assay.app.offline.prune;

import dev.assay.core.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The local evidence directory, held against every other prune while it is open. */
public interface EvidenceFolder extends AutoCloseable {
  /** The name of the record of deletions in the directory. */
  String RECORD = "deletions.ndjson";

  /** The name of the legal hold that is always honoured. */
  String HOLD = "legal-hold.txt";

  /**
   * A finished bundle of the directory.
   *
   * @param name its file name
   * @param path where it is
   * @param busy whether a journal of that name is there: recording or recovery is not over
   */
  record Member(String name, String path, boolean busy) {}

  /** What became of opening or listing. */
  sealed interface Survey {
    /** What there is, and what the record says so far. */
    record Found(List<Member> members, DeletionRecord record, String hold) implements Survey {
      /** Copies the members. */
      public Found {
        members = Collections.unmodifiableList(List.copyOf(members));
      }
    }

    /** Nothing may be removed. */
    record Failed(Problem problem) implements Survey {}
  }

  /** Lists the bundles and reads the record of deletions to its end. */
  Survey survey();

  /** Adds a line to the record; returns when it is on the disk. */
  Optional<Problem> record(byte[] line);

  /** Removes a bundle and the files beside it, unless it has another digest by now. */
  Optional<Problem> remove(String name, String sha256);

  @Override
  void close();
}
