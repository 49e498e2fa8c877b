package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the members of one envelope, remembering the first that does not fit. */
final class EnvelopeMembers {
  private final Json.Obj envelope;
  private @Nullable String misfit;

  private EnvelopeMembers(Json.Obj envelope) {
    this.envelope = envelope;
  }

  static EvidenceEvent.Reading read(Json.Obj envelope) {
    return new EnvelopeMembers(envelope).event();
  }

  private EvidenceEvent.Reading event() {
    if (!required("specversion").equals(EvidenceEvent.SPEC_VERSION)) {
      miss("specversion");
    }
    if (!required("datacontenttype").equals(EvidenceEvent.CONTENT_TYPE)) {
      miss("datacontenttype");
    }
    Json data = envelope.get("data");
    if (data == null) {
      miss("data");
    }
    EvidenceEvent event =
        new EvidenceEvent(
            new EventOrigin(
                required("assayrunid"),
                required("source"),
                new EventOrigin.Producer(
                    required("assayproducer"),
                    required("assayproducerversion"),
                    required("assaygit"))),
            sequence(),
            time(),
            required("type"),
            optional("subject"),
            new EvidenceEvent.Marks(flag("assaypii"), flag("assaysecrets")),
            extras(),
            data == null ? Json.Null.NULL : data,
            new EvidenceEvent.Stated(required("id"), optional("assaycontenthash")));
    return misfit == null
        ? new EvidenceEvent.Reading.Read(event)
        : new EvidenceEvent.Reading.Refused(misfit);
  }

  private EvidenceEvent.Extras extras() {
    return new EvidenceEvent.Extras(
        optional("assaypolicyid"),
        optional("traceparent"),
        optional("tracestate"),
        optional("assaysemanticdigest"),
        optional("assaydigestprofile"));
  }

  private void miss(String member) {
    if (misfit == null) {
      misfit = member;
    }
  }

  private String required(String member) {
    Optional<String> text = envelope.string(member);
    if (text.isEmpty()) {
      miss(member);
    }
    return text.orElse("");
  }

  private @Nullable String optional(String member) {
    Json value = envelope.get(member);
    if (value == null || value == Json.Null.NULL) {
      return null;
    }
    return required(member);
  }

  private boolean flag(String member) {
    if (envelope.get(member) instanceof Json.Bool flag) {
      return flag.value();
    }
    miss(member);
    return false;
  }

  private long sequence() {
    Optional<Long> sequence = envelope.integer("assayseq").filter(n -> n >= 0);
    if (sequence.isEmpty()) {
      miss("assayseq");
    }
    return sequence.orElse(0L);
  }

  private Instant time() {
    Optional<Instant> time = EventTime.read(required("time")).map(EventTime::instant);
    if (time.isEmpty()) {
      miss("time");
    }
    return time.orElse(Instant.EPOCH);
  }
}
