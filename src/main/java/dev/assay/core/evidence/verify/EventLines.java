package dev.assay.core.evidence.verify;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.verify.BundleFacts.Check;
import dev.assay.core.evidence.verify.BundleFacts.Oddity;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonFault;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The events file, line by line. A line that lies whole in the bytes fed is judged in place; only a
 * line cut by them is copied, so at most one line is held. Source: {@code evidence.md} 3.1 steps 5
 * and 6.
 */
final class EventLines {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int FIRST_HELD = 4096;

  private final BundleManifest manifest;
  private final BundleLimits limits;
  private final JsonLimits jsonLimits;
  private final VerificationNotes notes;
  private final EventSink sink;
  private final SealCheck seal;
  private final MessageDigest fileHash = Sha256.hasher();
  private final RunRoot root = new RunRoot();

  private final OrdinaryLine quickly;

  /** Whether lines may take the quick way. */
  private final boolean quick;

  /** Whether lines are to be read into values for the sink. */
  private final boolean wanted;

  private byte[] held = new byte[0];
  private int heldLength;
  private long line;
  private long lineAt;
  private long readable;
  private long nextSeq;
  private boolean seqKnown = true;
  private @Nullable String source;
  private @Nullable EventTime before;

  EventLines(
      BundleManifest manifest,
      BundleLimits limits,
      VerificationNotes notes,
      EventSink sink,
      LineWays ways) {
    this.manifest = manifest;
    this.limits = limits;
    this.jsonLimits = JsonLimits.EVIDENCE.withDepth(limits.maxJsonDepth());
    this.notes = notes;
    this.sink = sink;
    this.quickly = new OrdinaryLine(jsonLimits);
    this.quick = ways == LineWays.QUICK_AND_FULL;
    this.wanted = sink.wantsEvents();
    this.seal = new SealCheck(jsonLimits);
  }

  SealCheck seal() {
    return seal;
  }

  /** Gives the number of lines so far. */
  long count() {
    return line;
  }

  /** Takes the next bytes of the file; false when reading ends. */
  boolean feed(byte[] data, int from, int to) {
    fileHash.update(data, from, to - from);
    int at = from;
    while (at < to) {
      int lineEnd = lineEnd(data, at, to);
      boolean complete = lineEnd < to;
      if (heldLength == 0 && complete) {
        if (!line(data, at, lineEnd)) {
          return false;
        }
      } else if (!hold(data, at, lineEnd)) {
        return false;
      } else if (complete) {
        int length = heldLength;
        heldLength = 0;
        if (!line(held, 0, length)) {
          return false;
        }
      }
      at = complete ? lineEnd + 1 : lineEnd;
    }
    return true;
  }

  private static int lineEnd(byte[] data, int from, int to) {
    int at = from;
    while (at < to && data[at] != '\n') {
      at++;
    }
    return at;
  }

  private boolean hold(byte[] data, int from, int to) {
    long length = (long) heldLength + to - from;
    if (length > limits.maxLineBytes() + 1L) { // one more: it may be the CR of a line end
      return tooLong();
    }
    if (length > held.length) {
      held = Arrays.copyOf(held, (int) Math.max(length, Math.max(FIRST_HELD, 2L * held.length)));
    }
    System.arraycopy(data, from, held, heldLength, to - from);
    heldLength = (int) length;
    return true;
  }

  private boolean tooLong() {
    return notes.stop(
        BundleCode.LIMIT_LINE_BYTES,
        "the line is longer than max_line_bytes, " + limits.maxLineBytes(),
        new Position(BundleManifest.EVENTS, line + 1, -1, lineAt));
  }

  /** Judges one line, its LF cut off; false when reading ends. */
  private boolean line(byte[] data, int from, int end) {
    int to = end;
    if (to > from && data[to - 1] == '\r') {
      to--;
      notes.differs("events.ndjson has a carriage return before a line end");
    }
    if (to - from > limits.maxLineBytes()) {
      return tooLong();
    }
    line++;
    if (line > limits.maxEvents()) {
      return notes.stop(
          BundleCode.LIMIT_TOTAL_EVENTS,
          "there are more events than max_events, " + limits.maxEvents(),
          at(-1));
    }
    if (!ordinary(data, from, to)) {
      boolean understood = isBlank(data, from, to) ? blank() : parse(data, from, to);
      seqKnown &= understood;
    }
    lineAt += end - from + 1;
    return true;
  }

  /**
   * Takes the quick way when nothing was wrong so far; says whether the line is done. A line that
   * passes it is read into a value only when somebody wants that.
   */
  private boolean ordinary(byte[] data, int from, int to) {
    EventTime last = before;
    if (!quick || last == null || !seqKnown || !notes.clean()) {
      return false;
    }
    if (!quickly.read(data, from, to, nextSeq, last)) {
      return false;
    }
    Json.Obj event = Json.Obj.EMPTY;
    if (wanted) {
      if (!(JsonReader.read(data, from, to, jsonLimits)
          instanceof JsonReading.Read(Json.Obj read))) {
        return false; // the full way says what is wrong
      }
      event = read;
    }
    before = quickly.time();
    root.add(quickly.hash());
    seal.ordinary(quickly.decision(), quickly.time(), data, from, to);
    nextSeq++;
    readable++;
    if (wanted) {
      sink.event(nextSeq - 1, event, data, from, to);
    }
    return true;
  }

  private static boolean isBlank(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean blank() {
    notes.problem(BundleCode.CONTRACT_INVALID_EVENT, "the line is blank", at(-1));
    return false;
  }

  private boolean parse(byte[] data, int from, int to) {
    if (line == 1 && to - from >= 3 && Arrays.equals(data, from, from + 3, BOM, 0, 3)) {
      notes.problem(
          BundleCode.CONTRACT_INVALID_JSON, "the file begins with a byte order mark", at(-1));
      return false;
    }
    return switch (JsonReader.read(data, from, to, jsonLimits)) {
      case JsonReading.Refused refused -> {
        boolean deep = refused.fault() == JsonFault.NESTING_TOO_DEEP;
        notes.problem(
            deep ? BundleCode.LIMIT_JSON_DEPTH : BundleCode.CONTRACT_INVALID_JSON,
            "the line is not strict json: " + refused.fault().sentence(),
            new Position(BundleManifest.EVENTS, line, -1, lineAt + refused.offset()));
        yield false;
      }
      case JsonReading.Read read -> envelope(read.value(), data, from, to);
    };
  }

  private boolean envelope(Json value, byte[] data, int from, int to) {
    return switch (EventEnvelope.read(value)) {
      case EventEnvelope.Reading.Refused refused -> {
        notes.problem(BundleCode.CONTRACT_INVALID_JSON, refused.why(), at(-1));
        yield false;
      }
      case EventEnvelope.Reading.Read read -> {
        event(read.envelope(), data, from, to);
        yield true;
      }
    };
  }

  private void event(EventEnvelope event, byte[] data, int from, int to) {
    byte[] canonical = CanonicalJson.canonicalBytes(event.json());
    if (!Arrays.equals(canonical, 0, canonical.length, data, from, to)) {
      notes.differs("events.ndjson line " + line + " is not canonical json");
    }
    String difference = event.differenceFromWriter();
    if (difference != null) {
      notes.differs("events.ndjson line " + line + ": " + difference);
    }
    content(event);
    order(event);
    rules(event);
    event.warn(notes);
    if (before != null && event.time().compareTo(before) < 0) {
      notes.warn(Oddity.TIME_REGRESSION, event.seq());
    }
    before = event.time();
    root.add(event.text("assaycontenthash"));
    seal.event(event, data, from, to);
    readable++;
    if (notes.clean()) {
      sink.event(event.seq(), event.json(), data, from, to);
    } else {
      sink.doubtful(line, event.json());
    }
  }

  private void content(EventEnvelope event) {
    if (!event.text("specversion").equals(EventEnvelope.SPEC_VERSION)) {
      notes.problem(
          BundleCode.CONTRACT_SCHEMA_VERSION, "`specversion` is not 1.0", at(event.seq()));
    } else if (!event.has("assaycontenthash")) {
      notes.problem(
          BundleCode.CONTRACT_SCHEMA_VERSION, "`assaycontenthash` is missing", at(event.seq()));
    } else if (!ContentHash.of(event.json()).equals(event.text("assaycontenthash"))) {
      notes.problem(
          BundleCode.INTEGRITY_EVENT_HASH,
          "the content hash differs from the content",
          at(event.seq()));
    }
  }

  private void order(EventEnvelope event) {
    long seq = event.seq();
    if (seqKnown && seq != nextSeq) {
      boolean first = line == 1;
      notes.problem(
          first ? BundleCode.CONTRACT_SEQUENCE_START : BundleCode.CONTRACT_SEQUENCE_GAP,
          "`assayseq` should be " + nextSeq,
          at(seq));
    }
    nextSeq = seq + 1;
    seqKnown = true;
    if (!event.text("assayrunid").equals(manifest.said().runId())) {
      notes.problem(
          BundleCode.CONTRACT_RUN_ID_MISMATCH, "the run id is not the manifest's", at(seq));
    }
  }

  private void rules(EventEnvelope event) {
    String rule = event.brokenRule();
    if (rule != null) {
      notes.problem(BundleCode.CONTRACT_INVALID_EVENT, rule, at(event.seq()));
    }
    if (source == null) {
      source = event.text("source");
      quickly.expect(manifest.said().runId(), source);
    } else if (!event.text("source").equals(source)) {
      notes.problem(
          BundleCode.CONTRACT_INVALID_EVENT,
          "`source` differs from the first event's",
          at(event.seq()));
    }
  }

  private Position at(long seq) {
    return new Position(BundleManifest.EVENTS, line, seq, lineAt);
  }

  /** Says that the file is complete; false when reading ends. */
  boolean finish() {
    if (heldLength > 0) {
      notes.differs("events.ndjson has no final line end");
      int length = heldLength;
      heldLength = 0;
      if (!line(held, 0, length)) {
        return false;
      }
    }
    notes.checked(Check.EVENTS, notes.clean());
    compare(
        Check.FILE_HASH,
        BundleCode.INTEGRITY_MANIFEST_HASH,
        sameDigest(manifest.eventsDigest()),
        "the digest of events.ndjson is not the manifest's");
    if (line == 0) {
      notes.problem(
          BundleCode.CONTRACT_INVALID_EVENT,
          "there are no events",
          new Position(BundleManifest.EVENTS, 0, -1, -1));
      return true;
    }
    compare(
        Check.EVENT_COUNT,
        BundleCode.CONTRACT_SEQUENCE_GAP,
        line == manifest.said().eventCount(),
        "there are " + line + " events, the manifest says " + manifest.said().eventCount());
    if (readable < line) {
      return true; // a root over lines that were not understood says nothing
    }
    compare(
        Check.RUN_ROOT,
        BundleCode.INTEGRITY_RUN_ROOT_MISMATCH,
        root.text().equals(manifest.runRoot()),
        "the run root is not that of the content hashes");
    compare(
        Check.BUNDLE_ID,
        BundleCode.CONTRACT_BUNDLE_ID_MISMATCH,
        manifest.said().bundleId().equals(manifest.runRoot()),
        "the bundle id is not the run root");
    return true;
  }

  private void compare(Check check, BundleCode code, boolean same, String message) {
    notes.checked(check, same);
    if (!same) {
      notes.problem(code, message, new Position(BundleManifest.EVENTS, 0, -1, -1));
    }
  }

  private boolean sameDigest(String declared) {
    String hex =
        declared.startsWith(Sha256.PREFIX) ? declared.substring(Sha256.PREFIX.length()) : declared;
    return HexFormat.of().formatHex(fileHash.digest()).equals(hex);
  }
}
