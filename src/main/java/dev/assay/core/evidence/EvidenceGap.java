package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that records are missing at this place, and how many as far as that is known. A gap is
 * recorded; it is never closed by guessing what was lost.
 *
 * @param reason why records are missing
 * @param count how many are known to be missing; 0 when it cannot be told
 * @param unrecordedForwards how many of them were calls forwarded without a record, under {@code
 *     evidence: best_effort}
 * @param bytesDropped bytes cut from a torn journal, or null when nothing was cut
 * @param afterSequence the last event before the gap, or null when there is none
 */
public record EvidenceGap(
    Reason reason,
    long count,
    long unrecordedForwards,
    @Nullable Long bytesDropped,
    @Nullable Long afterSequence)
    implements EventPayload {
  /** The event type. */
  public static final String TYPE = "assay.evidence.gap";

  /** Why records are missing. */
  public enum Reason {
    /** Records could not be appended while the disk was full or failing. */
    APPEND_FAILED("append_failed"),
    /** The recorder died while writing; the incomplete end of its journal was cut. */
    TORN_TAIL("torn_tail"),
    /**
     * The disk failed to keep the journal of the part before, whose last events are in doubt;
     * {@code count} says how many were refused since.
     */
    SYNC_FAILED("sync_failed");

    private final String wire;

    Reason(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /** Gives the {@code count} of a gap's payload; 0 when it does not say. */
  public static long count(Json data) {
    return data instanceof Json.Obj object
        ? object.integer("count").filter(n -> n >= 0).orElse(0L)
        : 0;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return Optional.empty();
  }

  @Override
  public Json.Obj data() {
    return Json.object()
        .put("reason", reason.wire())
        .put("count", count)
        .put("unrecorded_forwards", unrecordedForwards)
        .put("bytes_dropped", bytesDropped == null ? null : Json.Num.of(bytesDropped))
        .put("after_seq", afterSequence == null ? null : Json.Num.of(afterSequence))
        .build();
  }
}
