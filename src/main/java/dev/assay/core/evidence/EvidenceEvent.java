package dev.assay.core.evidence;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One evidence event: its envelope, without the content hash, which is computed when asked for
 * ({@code evidence.md} 1.1).
 *
 * @param origin run, source and producer
 * @param sequence position in the run, from 0
 * @param time the recorder's clock
 * @param type event type
 * @param subject what it is about, or null
 * @param marks what the producer says about its contents
 * @param extras optional members that few events have
 * @param data the payload
 * @param stated what the text the event was read from says about itself; nothing for a new event
 */
public record EvidenceEvent(
    EventOrigin origin,
    long sequence,
    Instant time,
    String type,
    @Nullable String subject,
    Marks marks,
    Extras extras,
    Json data,
    Stated stated) {

  /** The only envelope version. */
  public static final String SPEC_VERSION = "1.0";

  /** The only payload type. */
  public static final String CONTENT_TYPE = "application/json";

  /**
   * What the producer says about the contents.
   *
   * @param personalData they hold personal data
   * @param secrets they hold secrets
   */
  public record Marks(boolean personalData, boolean secrets) {
    /** Neither. */
    public static final Marks NONE = new Marks(false, false);
  }

  /** Optional envelope members; null is absent. None of them is in the content hash. */
  public record Extras(
      @Nullable String policyId,
      @Nullable String traceParent,
      @Nullable String traceState,
      @Nullable String semanticDigest,
      @Nullable String digestProfile) {
    /** None of them. */
    public static final Extras NONE = new Extras(null, null, null, null, null);
  }

  /** Id and content hash as some text states them; a writer checks them. Null is not stated. */
  public record Stated(@Nullable String id, @Nullable String contentHash) {
    /** Nothing is stated. */
    public static final Stated NOTHING = new Stated(null, null);
  }

  /**
   * An event as it stands in {@code events.ndjson}.
   *
   * @param bytes canonical bytes without line feed; not copied, not to be changed
   * @param contentHash its content hash, prefix included
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier between two loops, never compared
  public record Line(byte[] bytes, String contentHash) {}

  /** What reading an envelope gave. */
  public sealed interface Reading {
    /** The text is an event. */
    record Read(EvidenceEvent event) implements Reading {}

    /** A member is missing, has the wrong type or a value that is not allowed. */
    record Refused(String member) implements Reading {}
  }

  /** Makes a new event of ours. */
  public static EvidenceEvent of(
      EventOrigin origin, long sequence, Instant time, EventPayload payload) {
    return new EvidenceEvent(
        origin,
        sequence,
        time,
        payload.type(),
        payload.subject().orElse(null),
        Marks.NONE,
        Extras.NONE,
        payload.data(),
        Stated.NOTHING);
  }

  /**
   * Reads an envelope. Unknown members are dropped, an optional member that is null counts as
   * absent, times are normalised. Does not check id, hash, sequence or form of names: the writer
   * does.
   */
  public static Reading read(Json.Obj envelope) {
    return EnvelopeMembers.read(envelope);
  }

  /** Gives the id this event must have. */
  public String id() {
    return origin.eventId(sequence);
  }

  /** Gives the envelope without the content hash. */
  public Json.Obj envelope() {
    return members().build();
  }

  /** Gives the event as a bundle stores it, with its content hash. */
  public Line line() {
    String hash = ContentHash.of(envelope());
    return new Line(
        CanonicalJson.canonicalBytes(members().put("assaycontenthash", hash).build()), hash);
  }

  private Json.ObjBuilder members() {
    return Json.object()
        .put("specversion", SPEC_VERSION)
        .put("type", type)
        .put("source", origin.source())
        .put("id", id())
        .put("time", time.toString())
        .put("datacontenttype", CONTENT_TYPE)
        .put("subject", subject)
        .put("traceparent", extras.traceParent())
        .put("tracestate", extras.traceState())
        .put("assayrunid", origin.runId())
        .put("assayseq", sequence)
        .put("assayproducer", origin.producer().name())
        .put("assayproducerversion", origin.producer().version())
        .put("assaygit", origin.producer().build())
        .put("assaypolicyid", extras.policyId())
        .put("assaypii", marks.personalData())
        .put("assaysecrets", marks.secrets())
        .put("assaysemanticdigest", extras.semanticDigest())
        .put("assaydigestprofile", extras.digestProfile())
        .put("data", data);
  }

  /** Gives the decision of a tool decision event, such as {@code allow}. */
  public Optional<String> decision() {
    return type.equals(ToolDecision.TYPE) && data instanceof Json.Obj object
        ? object.string("decision")
        : Optional.empty();
  }
}
