package dev.assay.core.evidence;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes envelopes of one origin quickly: this runs for every tool call, before it is forwarded.
 *
 * <p>Guarantees the canonical bytes of {@link EvidenceEvent#envelope()}, that is without content
 * hash: the hash is added when the journal is sealed. Constant parts are encoded once. Not
 * thread-safe: the recorder calls it under its lock.
 */
public final class EnvelopeEncoder {
  private static final byte[] DATA = ascii(",\"data\":");
  private static final byte[] SUBJECT = ascii(",\"subject\":");
  private static final byte[] TIME = ascii(",\"time\":\"");
  private static final byte[] TYPE = ascii("\",\"type\":");
  private static final int SECONDS_LENGTH = "2026-01-02T03:04:05".length();

  private final byte[] head;
  private final byte[] id;
  private final byte[] source;
  private byte[] out = new byte[2048];
  private int count;
  private long cachedSecond = Long.MIN_VALUE;
  private byte[] cachedTime = new byte[0];

  /** Makes an encoder for the events of one origin. */
  public EnvelopeEncoder(EventOrigin origin) {
    String run = CanonicalJson.quote(origin.runId());
    EventOrigin.Producer producer = origin.producer();
    head =
        utf8(
            "{\"assaygit\":"
                + CanonicalJson.quote(producer.build())
                + ",\"assaypii\":false,\"assayproducer\":"
                + CanonicalJson.quote(producer.name())
                + ",\"assayproducerversion\":"
                + CanonicalJson.quote(producer.version())
                + ",\"assayrunid\":"
                + run
                + ",\"assaysecrets\":false,\"assayseq\":");
    id =
        utf8(
            ",\"datacontenttype\":\"application/json\",\"id\":"
                + run.substring(0, run.length() - 1)
                + ':');
    source =
        utf8("\",\"source\":" + CanonicalJson.quote(origin.source()) + ",\"specversion\":\"1.0\"");
  }

  /** Gives the canonical envelope, without content hash and line feed. */
  public byte[] encode(long sequence, Instant time, EventPayload payload) {
    count = 0;
    byte[] data = payload.canonicalData();
    put(head);
    int digitsFrom = count;
    putDecimal(sequence);
    int digitsTo = count;
    put(DATA);
    put(data);
    put(id);
    reserve(20);
    System.arraycopy(out, digitsFrom, out, count, digitsTo - digitsFrom);
    count += digitsTo - digitsFrom;
    put(source);
    Optional<String> subject = payload.subject();
    if (subject.isPresent()) {
      put(SUBJECT);
      putString(subject.get());
    }
    put(TIME);
    putTime(time);
    put(TYPE);
    putString(payload.type());
    reserve(1);
    out[count++] = '}';
    return Arrays.copyOf(out, count);
  }

  private void put(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, out, count, bytes.length);
    count += bytes.length;
  }

  private void reserve(int more) {
    if (count + more > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, count + more));
    }
  }

  private void putDecimal(long value) {
    reserve(20);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = count + digits - 1; i >= count; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    count += digits;
  }

  private void putString(String text) {
    int length = text.length();
    reserve(length + 2);
    int start = count;
    out[count++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
        count = start;
        put(CanonicalJson.canonicalBytes(new Json.Str(text)));
        return;
      }
      out[count++] = (byte) c;
    }
    out[count++] = '"';
  }

  /** The stored form: 0, 3, 6 or 9 fraction digits, the fewest that keep the value. */
  private void putTime(Instant time) {
    if (time.getEpochSecond() != cachedSecond) {
      cachedSecond = time.getEpochSecond();
      cachedTime = ascii(Instant.ofEpochSecond(cachedSecond).toString());
    }
    reserve(cachedTime.length + 10);
    System.arraycopy(cachedTime, 0, out, count, SECONDS_LENGTH);
    count += SECONDS_LENGTH;
    int nanos = time.getNano();
    if (nanos != 0) {
      int width = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
      int rest = width == 3 ? nanos / 1_000_000 : width == 6 ? nanos / 1_000 : nanos;
      out[count++] = '.';
      for (int i = count + width - 1; i >= count; i--) {
        out[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      count += width;
    }
    out[count++] = 'Z';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
