package dev.assay.adapter.store.approval;

import dev.assay.app.approval.CallApprovals;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.approval.ApprovalTerms;
import dev.assay.core.approval.SignedApproval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Approvals that people sign into files, under the terms of the policy. */
public final class FileApprovals implements CallApprovals {
  private final ApprovalDirectory directory;
  private final ApprovalTerms terms;

  /** Makes them for a directory and the terms of one policy. */
  public FileApprovals(ApprovalDirectory directory, ApprovalTerms terms) {
    this.directory = directory;
    this.terms = terms;
  }

  @Override
  public Search find(ApprovalSubject subject, Instant now) {
    try {
      String id = subject.requestId();
      if (directory.isRefused(id)) {
        return new Search.Flawed(ApprovalFlaw.REFUSED);
      }
      Optional<SignedApproval> signed = directory.granted(id);
      if (signed.isEmpty()) {
        return new Search.Flawed(ApprovalFlaw.MISSING);
      }
      Optional<ApprovalFlaw> flaw = terms.flaw(signed.get(), subject, now);
      if (flaw.isPresent()) {
        return new Search.Flawed(flaw.get());
      }
      Approval approval = signed.get().approval();
      return directory.isUsed(approval.id())
          ? new Search.Flawed(ApprovalFlaw.USED)
          : new Search.Found(approval, terms.keyId(approval));
    } catch (IOException _) {
      return new Search.Flawed(ApprovalFlaw.UNREADABLE);
    }
  }

  @Override
  public Optional<ApprovalFlaw> use(ApprovalSubject subject, Approval approval) {
    try {
      if (!directory.use(approval.id())) {
        return Optional.of(ApprovalFlaw.USED);
      }
      if (directory.isRefused(subject.requestId())) { // by whoever was faster than this use
        return Optional.of(ApprovalFlaw.REFUSED);
      }
    } catch (IOException | UncheckedIOException _) {
      return Optional.of(ApprovalFlaw.UNUSABLE);
    }
    settle(subject);
    return Optional.empty();
  }

  /** A request that stays is listed as waiting; nothing passes for that. */
  private void settle(ApprovalSubject subject) {
    try {
      directory.settle(subject.requestId());
    } catch (IOException _) {
      return; // whoever lists requests sees it and can refuse it
    }
  }

  @Override
  public Asking ask(ApprovalRequest request) {
    try {
      if (directory.isRefused(request.subject().requestId())) {
        return Asking.UNASKED;
      }
      return directory.ask(request) ? Asking.PUT_DOWN : Asking.STANDS;
    } catch (IOException | UncheckedIOException _) {
      return Asking.UNASKED;
    }
  }
}
