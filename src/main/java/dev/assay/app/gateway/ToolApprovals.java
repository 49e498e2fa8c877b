package dev.assay.app.gateway;

import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolBaseline;
import dev.assay.core.identity.ToolTrust;
import dev.assay.core.problem.Problem;
import java.util.Optional;

/**
 * What the tools of a session are held against: nothing, a lock, or what the server offered on its
 * first use. Guarded by the {@link ToolBindings} it is given to.
 */
public final class ToolApprovals {
  /** Where what a server offered on its first use is kept, beyond the session. */
  public interface FirstUse {
    /** Keeps it, unless somebody did before; gives what is kept now. */
    Keeping keep(LockedServer offered);

    /** What became of keeping. */
    sealed interface Keeping {
      /** It is kept; by us or by whoever was first. */
      record Kept(LockedServer approved, String location) implements Keeping {}

      /** It could not be kept, so no later session could notice a change. */
      record Failed(Problem problem) implements Keeping {}
    }
  }

  private final String basis;
  private Optional<ToolTrust> trust = Optional.empty();
  private ToolBaseline baseline = ToolBaseline.EMPTY;
  private final Optional<FirstUse> firstUse;
  private Optional<LockedServer> approved;
  private boolean unkept;

  private ToolApprovals(
      String basis, Optional<FirstUse> firstUse, Optional<LockedServer> approved) {
    this.basis = basis;
    this.firstUse = firstUse;
    this.approved = approved;
  }

  /** Tools are held against nothing. */
  public static ToolApprovals none() {
    return new ToolApprovals("", Optional.empty(), Optional.empty());
  }

  /** Tools are held against a lock. */
  public static ToolApprovals locked(LockedServer approved) {
    return new ToolApprovals("lock", Optional.empty(), Optional.of(approved));
  }

  /** Tools are held against the first use, which may have been before this session. */
  public static ToolApprovals firstUse(Optional<LockedServer> known, FirstUse pins) {
    return new ToolApprovals("first_use", Optional.of(pins), known);
  }

  /** Holds definitions against a trust policy for signatures as well; before the session begins. */
  public ToolApprovals signedBy(ToolTrust trusted) {
    trust = Optional.of(trusted);
    return this;
  }

  /** Holds privileged calls against a baseline as well; before the session begins. */
  public ToolApprovals privilegedAgainst(ToolBaseline approved) {
    baseline = approved;
    return this;
  }

  /** Gives what privileged calls are held against; nothing is in it when nobody asks. */
  ToolBaseline baseline() {
    return baseline;
  }

  /** Gives whose signatures count; empty when nobody asks. */
  Optional<ToolTrust> trust() {
    return trust;
  }

  /** Gives what was approved, as far as it is known. */
  Optional<LockedServer> approved() {
    return approved;
  }

  /** Gives what the approval rests on, {@code lock} or {@code first_use}; empty for none. */
  String basis() {
    return basis;
  }

  /** Says whether the first use could not be kept. */
  boolean isUnkept() {
    return unkept;
  }

  /**
   * Takes the first complete listing, if that is what later ones are held against; empty when it
   * changes nothing.
   */
  Optional<FirstUse.Keeping> offered(LockedServer offer) {
    if (approved.isPresent() || firstUse.isEmpty()) {
      return Optional.empty();
    }
    FirstUse.Keeping keeping = firstUse.get().keep(offer);
    switch (keeping) {
      case FirstUse.Keeping.Kept kept -> {
        approved = Optional.of(kept.approved());
        unkept = false;
      }
      case FirstUse.Keeping.Failed _ -> unkept = true;
    }
    return Optional.of(keeping);
  }
}
