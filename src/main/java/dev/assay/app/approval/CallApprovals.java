package dev.assay.app.approval;

import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import java.time.Instant;
import java.util.Optional;

/** Where approvals of calls come from: out of reach of the agent, never out of a message. */
public interface CallApprovals {
  /** Nobody approves anything, and nobody is asked. */
  CallApprovals NONE = new Nobody();

  /** What looking for an approval gave. */
  sealed interface Search {
    /**
     * There is one that holds, and it was not used.
     *
     * @param keyId the key that signed it
     */
    record Found(Approval approval, String keyId) implements Search {}

    /** There is none that holds. */
    record Flawed(ApprovalFlaw flaw) implements Search {}
  }

  /** Looks for an approval of a call. Never throws for what it finds. */
  Search find(ApprovalSubject subject, Instant now);

  /**
   * Uses an approval of a call up, for good and for every process; gives why the call does not pass
   * with it: it could not be used up, or somebody refused the call since it was found.
   */
  Optional<ApprovalFlaw> use(ApprovalSubject subject, Approval approval);

  /** Asks for an approval, unless the call was refused. The same request twice is one. */
  Asking ask(ApprovalRequest request);

  /** What became of asking. */
  enum Asking {
    /** The request was put down. */
    PUT_DOWN,
    /** The request stood already. */
    STANDS,
    /** Nobody could be asked, or is to be. */
    UNASKED
  }

  /** See {@link #NONE}. */
  final class Nobody implements CallApprovals {
    private Nobody() {}

    @Override
    public Search find(ApprovalSubject subject, Instant now) {
      return new Search.Flawed(ApprovalFlaw.MISSING);
    }

    @Override
    public Optional<ApprovalFlaw> use(ApprovalSubject subject, Approval approval) {
      return Optional.of(ApprovalFlaw.UNUSABLE);
    }

    @Override
    public Asking ask(ApprovalRequest request) {
      return Asking.UNASKED;
    }
  }
}
