package dev.assay.adapter.store;

import dev.assay.app.record.JournalHeader;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Journal text: one record a line, {@code <crc32c, 8 hex> <length> <line>\n}; the first line is a
 * header ({@code evidence.md} 9.4). Behind the last record may stand empty lines: room for more.
 */
final class JournalFormat {
  static final String FORMAT = "assay.journal.v1";

  /** Checksum, blank, at most eight digits, blank. */
  static final int MAX_PREFIX = 8 + 1 + 8 + 1;

  /** Above every line the recorder accepts. */
  static final int MAX_LINE = 1 << 20;

  /**
   * What a journal is made longer with ahead of its records. No record holds an empty line, so that
   * what was never written cannot be taken for what was damaged.
   */
  static final byte FILLER = '\n';

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JournalFormat() {}

  /**
   * What the first line says.
   *
   * @param header what the recorder said
   * @param bundle file name the bundle is going to have
   */
  record FirstLine(JournalHeader header, String bundle) {
    byte[] bytes() {
      EventOrigin.Producer producer = header.origin().producer();
      return CanonicalJson.canonicalBytes(
          Json.object()
              .put("format", FORMAT)
              .put("run_id", header.origin().runId())
              .put("source", header.origin().source())
              .put("part", header.part())
              .put("previous", header.previous())
              .put("bundle", bundle)
              .put("producer", producer.name())
              .put("version", producer.version())
              .put("build", producer.build())
              .build());
    }

    static Optional<FirstLine> read(byte[] line) {
      if (!(JsonReader.read(line, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
              && read.value() instanceof Json.Obj text)
          || !text.string("format").equals(Optional.of(FORMAT))) {
        return Optional.empty();
      }
      String run = text.string("run_id").orElse("");
      String source = text.string("source").orElse("");
      String bundle = text.string("bundle").orElse("");
      long part = text.integer("part").orElse(-1L);
      if (run.isEmpty()
          || source.isEmpty()
          || part < 0
          || part > Integer.MAX_VALUE
          || bundle.isEmpty()
          || bundle.startsWith(".")
          || bundle.indexOf('/') >= 0) {
        return Optional.empty();
      }
      EventOrigin.Producer producer =
          new EventOrigin.Producer(
              text.string("producer").orElse(""),
              text.string("version").orElse(""),
              text.string("build").orElse(EventOrigin.UNKNOWN_BUILD));
      return Optional.of(
          new FirstLine(
              new JournalHeader(
                  new EventOrigin(run, source, producer),
                  (int) part,
                  text.string("previous").orElse(null)),
              bundle));
    }
  }

  /** Gives how many bytes the records of lines take. */
  static int size(List<byte[]> lines) {
    int size = 0;
    for (byte[] line : lines) {
      size += 11 + digits(line.length) + line.length;
    }
    return size;
  }

  /** Frames lines as records, at the beginning of an array that has room for them. */
  static void write(List<byte[]> lines, byte[] out) {
    CRC32C crc = new CRC32C();
    int at = 0;
    for (byte[] line : lines) {
      crc.reset();
      crc.update(line, 0, line.length);
      int sum = (int) crc.getValue();
      for (int shift = 28; shift >= 0; shift -= 4) {
        out[at++] = HEX[(sum >>> shift) & 0xF];
      }
      out[at++] = ' ';
      int digits = digits(line.length);
      int rest = line.length;
      for (int i = at + digits - 1; i >= at; i--) {
        out[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      at += digits;
      out[at++] = ' ';
      System.arraycopy(line, 0, out, at, line.length);
      at += line.length;
      out[at++] = '\n';
    }
  }

  private static int digits(int value) {
    int digits = 1;
    for (int rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /**
   * Gives the length of the line of a record whose first bytes are {@code in[at, end)}, or -1 when
   * no record begins so.
   */
  static int lineLength(byte[] in, int at, int end) {
    int i = at + 9;
    if (i >= end || in[at + 8] != ' ') {
      return -1;
    }
    int length = 0;
    int from = i;
    while (i < end && in[i] >= '0' && in[i] <= '9' && i - from < 8) {
      length = length * 10 + in[i++] - '0';
    }
    boolean ok = i > from && in[from] != '0' && i < end && in[i] == ' ' && length <= MAX_LINE;
    return ok ? length : -1;
  }

  /** Gives where the line begins inside a record that {@link #lineLength} measured. */
  static int linePrefix(int length) {
    return 10 + digits(length);
  }

  /** Says whether the checksum at the start of a record is that of its line. */
  static boolean isSound(byte[] in, int at, int length) {
    CRC32C crc = new CRC32C();
    int lineAt = at + linePrefix(length);
    crc.update(in, lineAt, length);
    int sum = (int) crc.getValue();
    for (int i = 0; i < 8; i++) {
      if (in[at + i] != HEX[(sum >>> (28 - 4 * i)) & 0xF]) {
        return false;
      }
    }
    return in[lineAt + length] == '\n';
  }
}
