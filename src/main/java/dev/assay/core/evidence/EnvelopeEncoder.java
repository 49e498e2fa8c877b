package dev.assay.core.evidence;

import dev.assay.core.json.ByteLine;
import dev.assay.core.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private static final int FIRST_BYTES = 2_048;

  private final byte[] head;
  private final byte[] id;
  private final byte[] source;
  private final ByteLine line = new ByteLine(FIRST_BYTES);
  private final TimeText times = new TimeText();

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
    line.clear().put(head).put(sequence).put(DATA);
    payload.write(line);
    line.put(id).put(sequence).put(source);
    Optional<String> subject = payload.subject();
    if (subject.isPresent()) {
      line.put(SUBJECT).putQuoted(subject.get());
    }
    line.put(TIME);
    times.put(time, line);
    return line.put(TYPE).putQuoted(payload.type()).put('}').bytes();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
