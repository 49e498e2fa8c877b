package dev.assay.app.offline.prune;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.store.StoreEntry;
import dev.assay.app.offline.store.StoreProgress;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes old bundles from the local evidence directory. The record of a deletion is on the disk
 * before the bundle goes; a bundle that does not verify, is still being written, or is held, stays.
 */
public final class PruneEvidence {
  private final EvidenceFolder folder;
  private final BundleFiles files;
  private final StoreProgress progress;

  /** Makes one for a directory. */
  public PruneEvidence(EvidenceFolder folder, BundleFiles files, StoreProgress progress) {
    this.folder = folder;
    this.files = files;
    this.progress = progress;
  }

  /**
   * What may go: a bundle must fall under every rule that is given.
   *
   * @param olderThan its last event is older than this, or null
   * @param keep it is not among so many newest, or null
   * @param text the rule as the user gave it, for the record
   */
  public record Rule(@Nullable Duration olderThan, @Nullable Integer keep, String text) {}

  /**
   * What to do.
   *
   * @param dryRun only say what would go
   */
  public record Request(Rule rule, LegalHold hold, Instant now, boolean dryRun) {}

  /**
   * What was done.
   *
   * @param removed bundles that went, or would go in a dry run
   * @param kept how many stay
   * @param held how many of those stay because of a legal hold
   */
  public record Outcome(List<Removed> removed, long kept, long held, List<Problem> problems) {
    /** Copies the lists. */
    public Outcome {
      removed = Collections.unmodifiableList(new ArrayList<>(removed));
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }

    static Outcome refused(List<Problem> problems) {
      return new Outcome(List.of(), 0, 0, problems);
    }
  }

  /** One bundle that went. */
  public record Removed(String file, StoreEntry entry, DeletionRecord.Reason reason) {}

  private record Judged(EvidenceFolder.Member member, StoreEntry entry, Instant last) {}

  /** Prunes. */
  public Outcome prune(Request request) {
    List<Problem> problems = new ArrayList<>();
    return switch (folder.survey()) {
      case EvidenceFolder.Survey.Failed(Problem problem) -> Outcome.refused(List.of(problem));
      case EvidenceFolder.Survey.Found(
              List<EvidenceFolder.Member> members,
              DeletionRecord record,
              String hold) -> {
        request.hold().add(EvidenceFolder.HOLD, hold, problems);
        yield problems.isEmpty()
            ? prune(request, judge(members, problems), record, members.size(), problems)
            : Outcome.refused(problems);
      }
    };
  }

  /** Verifies what is finished; newest first. */
  private List<Judged> judge(List<EvidenceFolder.Member> members, List<Problem> problems) {
    List<Judged> judged = new ArrayList<>();
    for (EvidenceFolder.Member member : members) {
      if (member.busy()) {
        continue;
      }
      progress.begin("verify " + member.name());
      if (new VerifyBundle(files).verify(VerifyBundle.Request.of(member.path()))
          instanceof VerifyReport.Passed passed) {
        StoreEntry entry = StoreEntry.of(passed.verdict());
        judged.add(
            new Judged(member, entry, OffsetDateTime.parse(entry.span().last()).toInstant()));
      } else {
        problems.add(PruneCode.NOT_INTACT.at(member.name(), ""));
      }
    }
    judged.sort(
        Comparator.comparing(Judged::last).thenComparing(one -> one.member().name()).reversed());
    return judged;
  }

  private Outcome prune(
      Request request,
      List<Judged> newestFirst,
      DeletionRecord record,
      long members,
      List<Problem> problems) {
    List<Removed> removed = new ArrayList<>();
    long held = 0;
    for (int place = newestFirst.size() - 1; place >= 0; place--) {
      Judged one = newestFirst.get(place);
      Optional<DeletionRecord.Reason> reason = reason(request, one, place);
      if (reason.isPresent() && request.hold().holds(one.entry())) {
        held++;
      } else if (reason.isPresent()) {
        Removed going = new Removed(one.member().name(), one.entry(), reason.get());
        if (request.dryRun() || remove(request, going, record, problems)) {
          removed.add(going);
        }
      }
      if (problems.stream().anyMatch(p -> p.code().equals(PruneCode.RECORD_UNWRITABLE.wire()))) {
        break; // what cannot be recorded does not happen
      }
    }
    return new Outcome(removed, members - removed.size(), held, problems);
  }

  private static Optional<DeletionRecord.Reason> reason(Request request, Judged one, int place) {
    Duration olderThan = request.rule().olderThan();
    Integer keep = request.rule().keep();
    boolean old =
        olderThan == null || Duration.between(one.last(), request.now()).compareTo(olderThan) > 0;
    boolean beyond = keep == null || place >= keep;
    if (!old || !beyond) {
      return Optional.empty();
    }
    return Optional.of(
        olderThan == null ? DeletionRecord.Reason.BEYOND_KEEP : DeletionRecord.Reason.OLDER_THAN);
  }

  /** Records, then removes; a removal that fails is recorded too. */
  private boolean remove(
      Request request, Removed going, DeletionRecord record, List<Problem> problems) {
    Optional<Problem> unwritten = record(request, going, going.reason(), record);
    if (unwritten.isPresent()) {
      problems.add(unwritten.get());
      return false;
    }
    Optional<Problem> failure = folder.remove(going.file(), going.entry().archive());
    if (failure.isPresent()) {
      problems.add(failure.get());
      record(request, going, DeletionRecord.Reason.NOT_REMOVED, record).ifPresent(problems::add);
      return false;
    }
    return true;
  }

  private Optional<Problem> record(
      Request request, Removed going, DeletionRecord.Reason reason, DeletionRecord record) {
    return folder.record(
        record.next(request.now(), reason, going.entry(), going.file(), request.rule().text()));
  }
}
