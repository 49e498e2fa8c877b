package dev.assay.core.evidence;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last event of every bundle we record ({@code evidence.md} 9.3): it binds time, run, source
 * and flags of all earlier events and their number into the bundle id.
 *
 * <p>It does not say who recorded: a forger can write a new seal, under another bundle id. That
 * takes a signature or an expected digest.
 *
 * @param origin run, source and producer of the sealed events
 * @param sealedAt when; equal to the time of the seal's own envelope
 * @param closeReason why the part ended
 * @param covered what lies before the seal
 * @param part place in the chain of parts
 * @param recorderKeyId key the bundle is going to be signed with, or null
 */
public record Seal(
    EventOrigin origin,
    Instant sealedAt,
    CloseReason closeReason,
    Covered covered,
    Part part,
    @Nullable String recorderKeyId)
    implements EventPayload {
  /** The event type. */
  public static final String TYPE = "assay.session.sealed";

  /** The payload's schema. */
  public static final String SCHEMA = "assay.session_seal.v1";

  /** Why a part of a recording ended. */
  public enum CloseReason {
    /** The session ended by itself. */
    NORMAL("normal"),
    /** A signal ended it. */
    SIGNAL("signal"),
    /** The part was full or old; the recording goes on in the next one. */
    ROTATED("rotated"),
    /** The recorder died; a later start closed the journal. */
    RECOVERED("recovered"),
    /** A bound of the recorder was reached. */
    LIMIT("limit");

    private final String wire;

    CloseReason(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * Events by kind. The first four count {@code assay.tool.decision} by {@code data.decision}.
   *
   * @param decisions all of them
   * @param allowed those that say allow
   * @param denied those that say deny
   * @param errors those that say error
   * @param gaps {@code assay.evidence.gap} events
   * @param dropped sum of their {@code count}: records known to be missing
   */
  public record Counts(
      long decisions, long allowed, long denied, long errors, long gaps, long dropped) {
    /** Nothing counted. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** Gives the counts with one more event. */
    public Counts and(EvidenceEvent event) {
      if (event.type().equals(EvidenceGap.TYPE)) {
        return new Counts(
            decisions,
            allowed,
            denied,
            errors,
            gaps + 1,
            dropped + EvidenceGap.count(event.data()));
      }
      Optional<String> decision = event.decision();
      if (!event.type().equals(ToolDecision.TYPE)) {
        return this;
      }
      return new Counts(
          decisions + 1,
          allowed + one(decision, "allow"),
          denied + one(decision, "deny"),
          errors + one(decision, "error"),
          gaps,
          dropped);
    }

    private static int one(Optional<String> decision, String wanted) {
      return decision.filter(wanted::equals).isPresent() ? 1 : 0;
    }

    private Json.Obj json() {
      return Json.object()
          .put("decisions", decisions)
          .put("allowed", allowed)
          .put("denied", denied)
          .put("errors", errors)
          .put("gaps", gaps)
          .put("dropped", dropped)
          .build();
    }
  }

  /**
   * What lies before the seal.
   *
   * @param events how many events
   * @param envelopeRoot hex tree hash (RFC 9162) over their canonical lines
   * @param firstTime earliest time, null when there are no events
   * @param lastTime latest time, null when there are no events
   * @param counts events by kind
   * @param policyDigests every {@code data.policy_digest}, in order of appearance
   */
  public record Covered(
      long events,
      String envelopeRoot,
      @Nullable Instant firstTime,
      @Nullable Instant lastTime,
      Counts counts,
      List<String> policyDigests) {
    /** Copies the list. */
    public Covered {
      policyDigests = List.copyOf(policyDigests);
    }
  }

  /**
   * Place in the chain of parts of one recording.
   *
   * @param index from 0
   * @param previousArchiveSha256 hex digest of the previous part's archive, or null
   * @param previousBundleId its bundle id, or null
   */
  public record Part(
      int index, @Nullable String previousArchiveSha256, @Nullable String previousBundleId) {
    /** The first, or one whose predecessor is not known. */
    public static Part alone(int index) {
      return new Part(index, null, null);
    }

    /** Gives the members. */
    public Json.Obj json() {
      return Json.object()
          .put("index", index)
          .put("previous_archive_sha256", previousArchiveSha256)
          .put("previous_bundle_id", previousBundleId)
          .build();
    }
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
    EventOrigin.Producer producer = origin.producer();
    return Json.object()
        .put("schema", SCHEMA)
        .put("run_id", origin.runId())
        .put("source", origin.source())
        .put("sealed_at", sealedAt.toString())
        .put("events_before", covered.events())
        .put("envelope_root", covered.envelopeRoot())
        .put("first_time", time(covered.firstTime()))
        .put("last_time", time(covered.lastTime()))
        .put("recorder_key_id", recorderKeyId)
        .put("counts", covered.counts().json())
        .put("policy_digests", Json.Arr.ofStrings(covered.policyDigests()))
        .put(
            "recorder",
            Json.object()
                .put("name", producer.name())
                .put("version", producer.version())
                .put("build", producer.build())
                .build())
        .put("close_reason", closeReason.wire())
        .put("part", part.json())
        .put("sensors", Json.Arr.EMPTY)
        .build();
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
