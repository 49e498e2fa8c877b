package dev.assay.core.evidence.verify;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The quick way through a line about which there is nothing to say: canonical, next in order, of
 * the same run and source, hash right, no seal and no gap, nothing to warn of.
 *
 * <p>It only ever says yes or no. On no, the line takes the full way, which alone reports problems,
 * differences and warnings; so both ways give the same verdict, and a test demands it.
 */
final class OrdinaryLine {
  private static final int HASH = CanonicalLine.slot("assaycontenthash");
  private static final int SEQ = CanonicalLine.slot("assayseq");
  private static final int RUN = CanonicalLine.slot("assayrunid");
  private static final int ID = CanonicalLine.slot("id");
  private static final int SOURCE = CanonicalLine.slot("source");
  private static final int SPEC = CanonicalLine.slot("specversion");
  private static final int CONTENT_TYPE = CanonicalLine.slot("datacontenttype");
  private static final int TYPE = CanonicalLine.slot("type");
  private static final int SUBJECT = CanonicalLine.slot("subject");
  private static final int TIME = CanonicalLine.slot("time");
  private static final int DATA = CanonicalLine.slot("data");
  private static final int PRODUCER = CanonicalLine.slot("assayproducer");
  private static final int[] STRINGS = {
    CanonicalLine.slot("assayproducerversion"), CanonicalLine.slot("assaygit")
  };
  private static final int[] OPTIONAL_STRINGS = {
    CanonicalLine.slot("assaydigestprofile"),
    CanonicalLine.slot("assaypolicyid"),
    CanonicalLine.slot("assaysemanticdigest"),
    CanonicalLine.slot("traceparent"),
    CanonicalLine.slot("tracestate")
  };
  private static final int[] FLAGS = {
    CanonicalLine.slot("assaypii"), CanonicalLine.slot("assaysecrets")
  };

  private static final byte[] SPEC_VERSION = quoted(EventEnvelope.SPEC_VERSION);
  private static final byte[] JSON = quoted(EventEnvelope.CONTENT_TYPE);
  private static final byte[] SEAL = quoted(SealCheck.TYPE);
  private static final byte[] GAP = quoted(SealCheck.GAP);
  private static final byte[] DECISION = quoted(ToolDecision.TYPE);
  private static final byte[] ALLOW = quoted("allow");
  private static final byte[] DENY = quoted("deny");
  private static final byte[] ERROR = quoted("error");

  private static final byte[] BEFORE_DATA = ascii("{\"data\":");
  private static final byte[] BEFORE_SUBJECT =
      ascii(",\"datacontenttype\":\"application/json\",\"specversion\":\"1.0\",\"subject\":");
  private static final byte[] WITHOUT_SUBJECT =
      ascii(",\"datacontenttype\":\"application/json\",\"specversion\":\"1.0\"");
  private static final byte[] BEFORE_TYPE = ascii(",\"type\":");
  private static final int HASH_QUOTED = Sha256.PREFIX.length() + 64 + 2;
  private static final int MAX_SUBJECT = 4096;

  private final CanonicalLine line;
  private final MessageDigest hasher = Sha256.hasher();
  private byte[] run = new byte[0];
  private byte[] source = new byte[0];
  private String hash = "";
  private EventTime time = new EventTime(0, 0);
  private @Nullable String decision;

  OrdinaryLine(JsonLimits limits) {
    line = new CanonicalLine(limits);
  }

  /** Learns the run and source that further lines must repeat. */
  void expect(String runId, String sourceUri) {
    run = EventEnvelope.isPlainName(runId) ? quoted(runId) : new byte[0];
    source = quoted(sourceUri);
  }

  /** Says whether a line is ordinary, and if so remembers what the caller counts. */
  boolean read(byte[] data, int from, int to, long seq, EventTime before) {
    return line.read(data, from, to)
        && line.is(RUN, run)
        && line.is(SOURCE, source)
        && line.is(SPEC, SPEC_VERSION)
        && line.is(CONTENT_TYPE, JSON)
        && typed()
        && inOrder(data, seq)
        && timed(before)
        && named()
        && hashed(data);
  }

  /** Gives the content hash. */
  String hash() {
    return hash;
  }

  /** Gives the time. */
  EventTime time() {
    return time;
  }

  /** Gives what a decision event decided, the empty string when unclear, null for other events. */
  @Nullable String decision() {
    return decision;
  }

  private boolean typed() {
    for (int slot : STRINGS) {
      if (!line.isString(slot)) {
        return false;
      }
    }
    for (int slot : OPTIONAL_STRINGS) {
      if (line.has(slot) && !line.isString(slot)) {
        return false;
      }
    }
    for (int slot : FLAGS) {
      if (!line.isFlag(slot)) {
        return false;
      }
    }
    return line.has(DATA) && line.isPlainString(PRODUCER);
  }

  private boolean inOrder(byte[] data, long seq) {
    byte[] number = ascii(Long.toString(seq));
    if (!line.is(SEQ, number) || !line.isPlainString(ID)) {
      return false;
    }
    int from = line.from(ID);
    int colon = from + run.length - 1; // the run without its closing quote
    int digits = colon + 1 + number.length;
    return digits + 1 == line.to(ID)
        && Arrays.equals(data, from, colon, run, 0, run.length - 1)
        && data[colon] == ':'
        && Arrays.equals(data, colon + 1, digits, number, 0, number.length);
  }

  private boolean timed(EventTime before) {
    if (!line.isPlainString(TIME)) {
      return false;
    }
    String text = line.text(TIME);
    Optional<EventTime> read =
        EventTime.isStoredForm(text) ? EventTime.read(text) : Optional.empty();
    if (read.isEmpty() || read.orElseThrow().compareTo(before) < 0) {
      return false;
    }
    time = read.orElseThrow();
    return true;
  }

  /** Nothing that is warned of, no event that needs more than counting. */
  private boolean named() {
    boolean subject =
        !line.has(SUBJECT)
            || (line.isPlainString(SUBJECT)
                && line.to(SUBJECT) - line.from(SUBJECT) <= MAX_SUBJECT
                && printable(SUBJECT));
    if (!subject || !printable(SOURCE) || !printable(PRODUCER) || !line.isPlainString(TYPE)) {
      return false;
    }
    decision = null;
    if (line.is(TYPE, DECISION)) {
      decision = line.decisionIs(ALLOW) ? "allow" : line.decisionIs(DENY) ? "deny" : "";
      return !line.decisionIs(ERROR);
    }
    return !line.is(TYPE, SEAL)
        && !line.is(TYPE, GAP)
        && EventEnvelope.isPlainName(line.text(TYPE));
  }

  /** Raw U+007F is the only control character that a plain string can hold. */
  private boolean printable(int slot) {
    return line.isPlainString(slot) && line.text(slot).indexOf('\u007f') < 0;
  }

  private boolean hashed(byte[] data) {
    if (!line.isPlainString(HASH) || line.to(HASH) - line.from(HASH) != HASH_QUOTED) {
      return false;
    }
    hasher.update(BEFORE_DATA);
    slice(data, DATA);
    if (line.has(SUBJECT)) {
      hasher.update(BEFORE_SUBJECT);
      slice(data, SUBJECT);
    } else {
      hasher.update(WITHOUT_SUBJECT);
    }
    hasher.update(BEFORE_TYPE);
    slice(data, TYPE);
    hasher.update((byte) '}');
    String computed = HexFormat.of().formatHex(hasher.digest());
    hash = line.text(HASH);
    return hash.startsWith(Sha256.PREFIX) && hash.endsWith(computed);
  }

  private void slice(byte[] data, int slot) {
    hasher.update(data, line.from(slot), line.to(slot) - line.from(slot));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The text as a JSON string, if it is plain; otherwise something that no line equals. */
  private static byte[] quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        return new byte[0];
      }
    }
    return ascii("\"" + text + "\"");
  }
}
