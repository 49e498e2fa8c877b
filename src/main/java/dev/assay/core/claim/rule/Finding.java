package dev.assay.core.claim.rule;

import dev.assay.core.claim.Level;

/**
 * What a rule concludes. A verified finding cannot be made without naming its corroboration.
 * Source: {@code design.md} §3 row 9.
 */
public sealed interface Finding {
  /** Gives what was seen. */
  Support support();

  /** Gives the level. */
  Level level();

  /** Something other than the recorder's word backs it. */
  record Verified(Corroboration corroboration, Support support) implements Finding {
    @Override
    public Level level() {
      return Level.VERIFIED;
    }
  }

  /** The observed side or our own unsigned record says so. */
  record SelfReported(Support support) implements Finding {
    @Override
    public Level level() {
      return Level.SELF_REPORTED;
    }
  }

  /** A written rule yields it. */
  record Inferred(Support support) implements Finding {
    @Override
    public Level level() {
      return Level.INFERRED;
    }
  }

  /** Nothing usable. */
  record Absent(Support support) implements Finding {
    @Override
    public Level level() {
      return Level.ABSENT;
    }
  }
}
