package dev.assay.core.evidence;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * The exact bytes around the contents of a bundle ({@code evidence.md} 2.1, 2.2): gzip header, tar
 * headers, manifest.
 */
public final class BundleLayout {
  /** First entry of a bundle. */
  public static final String MANIFEST_NAME = "manifest.json";

  /** Second and last entry of a bundle. */
  public static final String EVENTS_NAME = "events.ndjson";

  /** What the signed statement about a bundle is called: the bundle's file name and this. */
  public static final String ATTESTATION_ENDING = ".att.json";

  /** The {@code algorithms.root} text: a backslash and an {@code n}, not a line feed. */
  public static final String ROOT_ALGORITHM = "sha256(concat(content_hash + \"\\n\"))";

  /** Tar works in blocks of so many bytes. */
  public static final int BLOCK = 512;

  /** The largest size that fits eleven octal digits; beyond it GNU base-256 is used. */
  private static final long MAX_OCTAL_SIZE = 077777777777L;

  private static final int CHECKSUM_AT = 148;

  private BundleLayout() {}

  /** Gives the ten bytes every bundle begins with: no name, no time, no platform. */
  public static byte[] gzipHeader() {
    return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};
  }

  /** Gives the tar header of an entry. */
  public static byte[] tarHeader(String name, long size) {
    byte[] header = new byte[BLOCK];
    text(header, 0, name);
    text(header, 100, "0000644");
    text(header, 108, "0000000");
    text(header, 116, "0000000");
    if (size <= MAX_OCTAL_SIZE) {
      octal(header, 124, 11, size);
    } else {
      header[124] = (byte) 0x80;
      for (int i = 0; i < Long.BYTES; i++) {
        header[135 - i] = (byte) (size >>> (8 * i));
      }
    }
    octal(header, 136, 11, 0);
    text(header, 257, "ustar  ");
    text(header, 265, "assay");
    text(header, 297, "assay");
    text(header, CHECKSUM_AT, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    octal(header, CHECKSUM_AT, 7, sum);
    header[CHECKSUM_AT + 7] = 0;
    return header;
  }

  /** Gives how many zero bytes follow an entry of this size. */
  public static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  /**
   * Gives the canonical bytes of a manifest.
   *
   * @param origin of the first event
   * @param eventCount events in the bundle
   * @param runRoot the run root, which is also the bundle id
   * @param eventsBytes length of {@code events.ndjson}
   * @param eventsSha256 its digest, prefix included
   */
  public static byte[] manifest(
      EventOrigin origin, long eventCount, String runRoot, long eventsBytes, String eventsSha256) {
    EventOrigin.Producer producer = origin.producer();
    String git = producer.build().equals(EventOrigin.UNKNOWN_BUILD) ? null : producer.build();
    return CanonicalJson.canonicalBytes(
        Json.object()
            .put("schema_version", 1)
            .put("bundle_id", runRoot)
            .put(
                "producer",
                Json.object()
                    .put("name", producer.name())
                    .put("version", producer.version())
                    .put("git", git)
                    .build())
            .put("run_id", origin.runId())
            .put("event_count", eventCount)
            .put("run_root", runRoot)
            .put(
                "algorithms",
                Json.object()
                    .put("canon", "jcs-rfc8785")
                    .put("hash", "sha256")
                    .put("root", ROOT_ALGORITHM)
                    .build())
            .put(
                "files",
                Json.object()
                    .put(
                        EVENTS_NAME,
                        Json.object()
                            .put("path", EVENTS_NAME)
                            .put("sha256", eventsSha256)
                            .put("bytes", eventsBytes)
                            .build())
                    .build())
            .build());
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void octal(byte[] header, int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      header[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
  }
}
