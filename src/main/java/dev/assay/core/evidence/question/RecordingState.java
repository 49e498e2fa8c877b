package dev.assay.core.evidence.question;

import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one verified bundle says of how whole its recording is, which decides what "no such event"
 * is worth.
 *
 * <p>It is the recorder's own word. A recording without anything lacking is one that was closed and
 * of which nothing is known to be missing; it says nothing of what never passed the recorder.
 *
 * @param runId the run of this part
 * @param closeReason how the seal says the part ended, or null without a seal
 * @param part its place in the recording, from 0
 * @param gaps how many gaps it tells of
 * @param missing how many records those gaps count; may be fewer than are missing
 */
public record RecordingState(
    String runId, @Nullable String closeReason, long part, long gaps, long missing) {

  /** Looks at the events of a bundle that is being verified. */
  public static final class Watch {
    private @Nullable String closeReason;
    private long part;
    private long gaps;
    private long missing;

    /** Takes the next event. */
    public void see(Json.Obj event) {
      String type = event.string("type").orElse("");
      Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
      if (type.equals(EvidenceGap.TYPE)) {
        gaps++;
        long told = EvidenceGap.count(data);
        missing = Math.min(missing, Long.MAX_VALUE - told) + told;
      } else if (type.equals(Seal.TYPE)) {
        closeReason = data.string("close_reason").orElse(null);
        part = data.object("part").flatMap(p -> p.integer("index")).orElse(0L);
      }
    }

    /** Gives the state; counts only once the bundle is verified. */
    public RecordingState of(String runId) {
      return new RecordingState(runId, closeReason, part, gaps, missing);
    }
  }

  /** A part of a recording, which several bundles may hold. */
  public record Part(String recording, long index) {}

  /** Gives the place of this bundle; without a seal it is a recording of its own. */
  public Part place() {
    String ending = "." + part;
    boolean named = closeReason != null && runId.endsWith(ending);
    return new Part(named ? runId.substring(0, runId.length() - ending.length()) : runId, part);
  }

  /** Gives what is known to be lacking, in words, given which parts are at hand. */
  public List<String> lacking(Set<Part> atHand) {
    List<String> lacking = new ArrayList<>();
    if (closeReason == null) {
      lacking.add("not closed by a seal");
    } else if (closeReason.equals(Seal.CloseReason.RECOVERED.wire())) {
      lacking.add("closed by recovery after the recorder died");
    } else if (closeReason.equals(Seal.CloseReason.LIMIT.wire())) {
      lacking.add("ended at a bound of the recorder");
    }
    if (gaps > 0) {
      lacking.add(
          (gaps == 1 ? "1 gap" : gaps + " gaps")
              + (missing > 0 ? ", " + missing + " records missing" : ""));
    }
    neighbour(-1, part > 0, atHand).ifPresent(lacking::add);
    boolean goesOn = Seal.CloseReason.ROTATED.wire().equals(closeReason);
    neighbour(1, goesOn, atHand).ifPresent(lacking::add);
    return List.copyOf(lacking);
  }

  private Optional<String> neighbour(int step, boolean exists, Set<Part> atHand) {
    Part neighbour = new Part(place().recording(), part + step);
    return exists && !atHand.contains(neighbour)
        ? Optional.of("part " + neighbour.index() + " of the recording is not here")
        : Optional.empty();
  }

  /** Gives the members of a document. */
  public Json.Obj json(Set<Part> atHand) {
    List<String> lacking = lacking(atHand);
    return Json.object()
        .put("complete", lacking.isEmpty())
        .put("close_reason", closeReason)
        .put("part", part)
        .put("gaps", gaps)
        .put("missing_records", missing)
        .put("lacking", Json.Arr.ofStrings(lacking))
        .build();
  }
}
