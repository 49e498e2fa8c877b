package dev.assay.core.evidence.verify;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.BundleFacts.Oddity;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of one event as read: every member has its type, the time is a time. Source: {@code
 * evidence.md} 1.1.
 */
final class EventEnvelope {
  static final String SPEC_VERSION = "1.0";
  static final String CONTENT_TYPE = "application/json";
  private static final String[] STRINGS = {
    "specversion",
    "type",
    "source",
    "id",
    "datacontenttype",
    "assayrunid",
    "assayproducer",
    "assayproducerversion",
    "assaygit"
  };
  private static final String[] OPTIONAL_STRINGS = {
    "subject",
    "traceparent",
    "tracestate",
    "assaypolicyid",
    "assaycontenthash",
    "assaysemanticdigest",
    "assaydigestprofile"
  };
  private static final String[] FLAGS = {"assaypii", "assaysecrets"};
  private static final int MAX_NAME = 200;
  private static final int MAX_SUBJECT_BYTES = 4096;

  private final Json.Obj json;
  private final long seq;
  private final EventTime time;

  private EventEnvelope(Json.Obj json, long seq, EventTime time) {
    this.json = json;
    this.seq = seq;
    this.time = time;
  }

  /** What became of a line. */
  sealed interface Reading {
    /** Each member has its type. */
    record Read(EventEnvelope envelope) implements Reading {}

    /** The first member that is missing or wrong. */
    record Refused(String why) implements Reading {}
  }

  static Reading read(Json value) {
    if (!(value instanceof Json.Obj event)) {
      return new Reading.Refused("the line is not an object");
    }
    for (String name : STRINGS) {
      if (!(event.get(name) instanceof Json.Str)) {
        return new Reading.Refused("`" + name + "` must be a string");
      }
    }
    for (String name : OPTIONAL_STRINGS) {
      if (!optionalString(event.get(name))) {
        return new Reading.Refused("`" + name + "` must be a string when it is there");
      }
    }
    for (String name : FLAGS) {
      if (!(event.get(name) instanceof Json.Bool)) {
        return new Reading.Refused("`" + name + "` must be true or false");
      }
    }
    if (event.get("data") == null) {
      return new Reading.Refused("`data` is missing");
    }
    if (!(event.get("assayseq") instanceof Json.Num number)
        || number.text().startsWith("-")
        || number.asLong().isEmpty()) {
      return new Reading.Refused("`assayseq` must be an integer from 0 up");
    }
    Optional<EventTime> time = event.string("time").flatMap(EventTime::read);
    return time.isEmpty()
        ? new Reading.Refused("`time` must be an RFC 3339 time")
        : new Reading.Read(
            new EventEnvelope(event, number.asLong().orElseThrow(), time.orElseThrow()));
  }

  /** Says whether a member may stand for an optional string: absent, null, or a string. */
  static boolean optionalString(@Nullable Json member) {
    return member == null || member == Json.Null.NULL || member instanceof Json.Str;
  }

  /** Says whether the format has an envelope member of this name. */
  static boolean isKnown(String name) {
    return name.equals("data")
        || name.equals("time")
        || name.equals("assayseq")
        || List.of(STRINGS).contains(name)
        || List.of(OPTIONAL_STRINGS).contains(name)
        || List.of(FLAGS).contains(name);
  }

  Json.Obj json() {
    return json;
  }

  long seq() {
    return seq;
  }

  EventTime time() {
    return time;
  }

  /** Gives a member that is a string, or the empty string. */
  String text(String name) {
    return json.get(name) instanceof Json.Str s ? s.value() : "";
  }

  boolean has(String name) {
    return json.get(name) instanceof Json.Str;
  }

  /** Gives what the writer would have written otherwise, apart from the JSON text, or null. */
  @Nullable String differenceFromWriter() {
    if (!text("time").equals(time.text())) {
      return "`time` is not in the stored form";
    }
    for (String name : OPTIONAL_STRINGS) {
      if (json.get(name) == Json.Null.NULL) {
        return "`" + name + "` is null instead of absent";
      }
    }
    return null;
  }

  /** Gives the broken rule among those that {@code ContractInvalidEvent} stands for, or null. */
  @Nullable String brokenRule() {
    String run = text("assayrunid");
    String source = text("source");
    if (run.isEmpty() || run.indexOf(':') >= 0) {
      return "`assayrunid` must not be empty or hold a colon";
    }
    if (!isPosition(text("id"), run, seq)) {
      return "`id` is not the run id, a colon and the sequence number";
    }
    if (source.indexOf(':') <= 0) {
      return "`source` must be a URI";
    }
    if (!text("datacontenttype").equals(CONTENT_TYPE)) {
      return "`datacontenttype` must be application/json";
    }
    return null;
  }

  private static boolean isPosition(String id, String run, long seq) {
    String number = Long.toString(seq);
    return id.length() == run.length() + 1 + number.length()
        && id.startsWith(run)
        && id.charAt(run.length()) == ':'
        && id.endsWith(number);
  }

  /** Notes what our own writer would not have written. */
  void warn(VerificationNotes notes) {
    if (!isPlainName(text("type"))) {
      notes.warn(Oddity.UNUSUAL_TYPE, seq);
    }
    if (!isPlainName(text("assayrunid"))) {
      notes.warn(Oddity.UNUSUAL_RUN_ID, seq);
    }
    String subject = text("subject");
    if (subject.length() > MAX_SUBJECT_BYTES / 4 && utf8Length(subject) > MAX_SUBJECT_BYTES) {
      notes.warn(Oddity.LONG_SUBJECT, seq);
    }
    if (hasControl(subject) || hasControl(text("source")) || hasControl(text("assayproducer"))) {
      notes.warn(Oddity.CONTROL_CHARACTERS, seq);
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  /** Says whether our writer would use this as a type or run id. */
  static boolean isPlainName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
