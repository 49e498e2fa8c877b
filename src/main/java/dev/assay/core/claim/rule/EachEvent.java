package dev.assay.core.claim.rule;

import java.util.function.Function;

/** A tally that looks at each event by itself and then judges the counts. */
final class EachEvent implements ClaimTally {
  /** What an event is to a claim. */
  sealed interface Look {
    /** Not of the kind. */
    record Unrelated() implements Look {}

    /** It speaks for the claim. */
    record Supports() implements Look {}

    /** It is of the kind and does not speak for the claim. */
    record Rejected(String reason, long count) implements Look {
      /** Makes the rejection of one. */
      Rejected(String reason) {
        this(reason, 1);
      }
    }

    /** The one unrelated look. */
    Look UNRELATED = new Unrelated();

    /** The one supporting look. */
    Look SUPPORTS = new Supports();

    /** Gives a rejection. */
    static Look rejected(LevelReason reason) {
      return new Rejected(reason.wire());
    }

    /** Gives a rejection about a name. */
    static Look rejected(LevelReason reason, String name) {
      return new Rejected(reason.about(name));
    }
  }

  /** Judges the counts. */
  interface Judge {
    /** Gives the finding. */
    Finding judge(Support support, Ground ground);
  }

  private final Function<ObservedEvent, Look> eye;
  private final Judge judge;
  private final Support.Counter counter = new Support.Counter();

  EachEvent(Function<ObservedEvent, Look> eye, Judge judge) {
    this.eye = eye;
    this.judge = judge;
  }

  @Override
  public void see(ObservedEvent event) {
    switch (eye.apply(event)) {
      case Look.Unrelated _ -> {}
      case Look.Supports _ -> counter.supports(event);
      case Look.Rejected rejected -> counter.rejects(rejected.reason(), rejected.count());
    }
  }

  @Override
  public Finding conclude(Ground ground) {
    return judge.judge(counter.total(), ground);
  }

  /** Our own record says so: verified when a trusted key signed it, else self-reported. */
  static Finding ofOurRecord(Support support, Ground ground) {
    if (ground.isSigned()) {
      return new Finding.Verified(Corroboration.TRUSTED_SIGNATURE, support);
    }
    Support unsigned = support.because(LevelReason.UNCORROBORATED_PRODUCER.wire());
    return new Finding.SelfReported(
        ground.refusedSignature().map(unsigned::because).orElse(unsigned));
  }

  /** As {@link #ofOurRecord} when every candidate supports the claim, else absent. */
  static Finding unanimous(Support support, Ground ground) {
    return support.isUnanimous() ? ofOurRecord(support, ground) : absent(support);
  }

  /** Nothing of the kind was there, or nothing that speaks for the claim. */
  static Finding absent(Support support) {
    return new Finding.Absent(
        support.candidates() == 0
            ? support.because(LevelReason.NO_CANDIDATE_EVENT.wire())
            : support);
  }
}
