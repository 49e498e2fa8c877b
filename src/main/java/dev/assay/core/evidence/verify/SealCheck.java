package dev.assay.core.evidence.verify;

import dev.assay.core.crypto.MerkleTree;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes what a seal declares, event by event, and compares. Source: {@code evidence.md} 9.3,
 * {@code design.md} "Bundles".
 */
final class SealCheck {
  static final String TYPE = "assay.session.sealed";
  static final String SCHEMA = "assay.session_seal.v1";
  static final String GAP = "assay.evidence.gap";
  private static final String[] CLOSE_REASONS = {
    "normal", "signal", "rotated", "recovered", "limit"
  };

  /** Envelope members of the seal that no hash binds and its payload does not repeat. */
  private static final String[] REPEATED = {
    "assayproducer",
    "assayproducerversion",
    "assaygit",
    "assaypolicyid",
    "assaypii",
    "assaysecrets",
    "traceparent",
    "tracestate",
    "assaysemanticdigest",
    "assaydigestprofile"
  };

  private final MerkleTree tree = new MerkleTree();
  private long decisions;
  private long allowed;
  private long denied;
  private long errors;
  private long gaps;
  private long dropped;
  private @Nullable EventTime earliest;
  private @Nullable EventTime latest;
  private final HeldLine previous;
  private @Nullable EventEnvelope seal;
  private @Nullable Reason failure;
  private @Nullable String closeReason;

  SealCheck(JsonLimits limits) {
    previous = new HeldLine(limits);
  }

  /** Takes the next event and its line without the line end. */
  void event(EventEnvelope envelope, byte[] line, int from, int to) {
    boolean isSeal = envelope.text("type").equals(TYPE);
    if (closeReason != null) {
      fail(isSeal ? Reason.SEAL_REPEATED : Reason.SEAL_NOT_LAST);
    } else if (isSeal) {
      seal = envelope;
      closeReason = judge(envelope);
    }
    count(envelope);
    add(envelope.time(), line, from, to);
  }

  /** Takes the next event, known to be neither a seal nor a gap, nor a decision that failed. */
  void ordinary(@Nullable String decision, EventTime time, byte[] line, int from, int to) {
    if (closeReason != null) {
      fail(Reason.SEAL_NOT_LAST);
    }
    if (decision != null) {
      decided(decision);
    }
    add(time, line, from, to);
  }

  private void add(EventTime time, byte[] line, int from, int to) {
    if (earliest == null || time.compareTo(earliest) < 0) {
      earliest = time;
    }
    if (latest == null || time.compareTo(latest) > 0) {
      latest = time;
    }
    tree.add(line, from, to);
    previous.set(line, from, to);
  }

  Optional<EventTime> earliest() {
    return Optional.ofNullable(earliest);
  }

  Optional<EventTime> latest() {
    return Optional.ofNullable(latest);
  }

  /** Gives how the recording ended, as the seal says; null without one. */
  @Nullable String closeReason() {
    return closeReason;
  }

  /** Gives the answer, now that all events were seen. */
  VerdictLayer layer(BundleFacts.Manifest manifest) {
    if (closeReason == null || seal == null) {
      return new VerdictLayer(Question.SEALED, Status.NOT_PRESENT, Reason.SEAL_ABSENT);
    }
    if (failure == null && !sameRecorder(seal, manifest.producer())) {
      failure = Reason.SEAL_RECORDER_DIFFERS;
    }
    if (failure != null) {
      return new VerdictLayer(Question.SEALED, Status.FAILED, failure);
    }
    boolean recovered = closeReason.equals("recovered");
    return new VerdictLayer(
        Question.SEALED,
        Status.CONFIRMED,
        recovered ? Reason.CLOSED_BY_RECOVERY : Reason.SEAL_HOLDS);
  }

  private void count(EventEnvelope envelope) {
    Json.Obj data = envelope.json().object("data").orElse(Json.Obj.EMPTY);
    switch (envelope.text("type")) {
      case ToolDecision.TYPE -> decided(data.string("decision").orElse(""));
      case GAP -> {
        gaps++;
        dropped += Math.max(0, data.integer("count").orElse(0L));
      }
      default -> {}
    }
  }

  private void decided(String decision) {
    decisions++;
    switch (decision) {
      case "allow" -> allowed++;
      case "deny" -> denied++;
      case "error" -> errors++;
      default -> {}
    }
  }

  /** Compares a seal with the events before it; gives its close reason. */
  private String judge(EventEnvelope seal) {
    Json.Obj data = seal.json().object("data").orElse(Json.Obj.EMPTY);
    if (!isWellFormed(data)) {
      fail(Reason.SEAL_MALFORMED);
    } else if (!is(data, "run_id", seal.text("assayrunid"))
        || !is(data, "source", seal.text("source"))) {
      fail(Reason.SEAL_RUN_DIFFERS);
    } else if (data.integer("events_before").orElse(-1L) != tree.size()) {
      fail(Reason.SEAL_EVENT_COUNT_DIFFERS);
    } else if (!is(data, "envelope_root", HexFormat.of().formatHex(tree.root()))) {
      fail(Reason.SEAL_ROOT_DIFFERS);
    } else if (!isTime(data, "first_time", earliest) || !isTime(data, "last_time", latest)) {
      fail(Reason.SEAL_TIMES_DIFFER);
    } else if (!sameCounts(data.object("counts").orElse(Json.Obj.EMPTY))) {
      fail(Reason.SEAL_COUNTS_DIFFER);
    } else if (!is(data, "sealed_at", seal.text("time")) || !sameEnvelope(seal)) {
      fail(Reason.SEAL_ENVELOPE_DIFFERS);
    }
    return data.string("close_reason").orElse("");
  }

  private boolean isWellFormed(Json.Obj data) {
    Json.Obj recorder = data.object("recorder").orElse(Json.Obj.EMPTY);
    return is(data, "schema", SCHEMA)
        && data.object("counts").isPresent()
        && recorder.string("name").isPresent()
        && recorder.string("version").isPresent()
        && recorder.string("build").isPresent()
        && isCloseReason(data.string("close_reason").orElse(""));
  }

  private static boolean isCloseReason(String given) {
    for (String known : CLOSE_REASONS) {
      if (known.equals(given)) {
        return true;
      }
    }
    return false;
  }

  private boolean sameCounts(Json.Obj counts) {
    return is(counts, "decisions", decisions)
        && is(counts, "allowed", allowed)
        && is(counts, "denied", denied)
        && is(counts, "errors", errors)
        && is(counts, "gaps", gaps)
        && is(counts, "dropped", dropped);
  }

  /** The unbound members repeat the previous event's, and there are no members we do not know. */
  private boolean sameEnvelope(EventEnvelope seal) {
    Optional<Json.Obj> before = previous.read();
    if (before.isPresent()) {
      for (String name : REPEATED) {
        if (!Objects.equals(seal.json().get(name), before.orElseThrow().get(name))) {
          return false;
        }
      }
    }
    for (String name : seal.json().members().keySet()) {
      if (!EventEnvelope.isKnown(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRecorder(EventEnvelope seal, Json.Obj producer) {
    Json.Obj recorder =
        seal.json().object("data").flatMap(d -> d.object("recorder")).orElse(Json.Obj.EMPTY);
    String build = recorder.string("build").orElse("");
    return is(recorder, "name", seal.text("assayproducer"))
        && is(recorder, "version", seal.text("assayproducerversion"))
        && build.equals(seal.text("assaygit"))
        && is(recorder, "name", producer.string("name").orElse(""))
        && is(recorder, "version", producer.string("version").orElse(""))
        && build.equals(producer.string("git").orElse("unknown"));
  }

  private static boolean is(Json.Obj object, String name, String expected) {
    return object.get(name) instanceof Json.Str s && s.value().equals(expected);
  }

  private static boolean is(Json.Obj object, String name, long expected) {
    return object.get(name) instanceof Json.Num && object.integer(name).orElse(-1L) == expected;
  }

  private static boolean isTime(Json.Obj data, String name, @Nullable EventTime expected) {
    return expected == null
        ? !(data.get(name) instanceof Json.Str)
        : is(data, name, expected.text());
  }

  private void fail(Reason reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** A copy of the line before, in one buffer that is used again. */
  private static final class HeldLine {
    private final JsonLimits limits;
    private byte[] line = new byte[0];
    private int length;

    HeldLine(JsonLimits limits) {
      this.limits = limits;
    }

    void set(byte[] data, int from, int to) {
      length = to - from;
      if (length > line.length) {
        line = new byte[Math.max(length, 2 * line.length)];
      }
      System.arraycopy(data, from, line, 0, length);
    }

    Optional<Json.Obj> read() {
      return length > 0
              && JsonReader.read(line, 0, length, limits) instanceof JsonReading.Read read
              && read.value() instanceof Json.Obj event
          ? Optional.of(event)
          : Optional.empty();
    }
  }
}
