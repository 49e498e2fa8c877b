package dev.assay.bench;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.OpenedBundle;
import dev.assay.testkit.RecordedBundles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A bundle of any size, made while it is written: the decisions and outcomes of a recorded session
 * over and over, with digests and numbers of their own. The same size gives the same bytes. It has
 * no seal; the work for one is done all the same, as nobody knows before the end.
 */
final class SyntheticBundle {
  private static final int BLOCK = 512;
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private final EventOrigin origin;
  private final List<String> before;
  private final List<String> after;
  private final long size;

  private long events;
  private long bytes;

  /** Makes one with at least so many bytes of NDJSON. */
  SyntheticBundle(long size) {
    this.size = size;
    OpenedBundle recorded =
        RecordedBundles.all().stream()
            .filter(r -> r.name().equals("long.tar.gz"))
            .map(r -> OpenedBundle.of(r.name(), r.archive()))
            .findFirst()
            .orElseThrow();
    Json.Obj first = OpenedBundle.event(recorded.lines().getFirst()).orElseThrow();
    origin =
        new EventOrigin(
            first.string("assayrunid").orElseThrow(),
            first.string("source").orElseThrow(),
            new EventOrigin.Producer("assay", "0.1.0", "unknown"));
    List<Json.Obj> calls =
        recorded.lines().stream()
            .map(line -> OpenedBundle.event(line).orElseThrow())
            .filter(e -> e.string("type").orElseThrow().matches(".*(decision|outcome)"))
            .map(SyntheticBundle::template)
            .toList();
    before = calls.stream().map(e -> part(e, 0)).toList();
    after = calls.stream().map(e -> part(e, 1)).toList();
  }

  long events() {
    return events;
  }

  long bytes() {
    return bytes;
  }

  /** The event with a place for a digest that differs each time, everything else as it was. */
  private static Json.Obj template(Json.Obj event) {
    Json.Obj data = event.object("data").orElseThrow();
    Json digest = new Json.Str("hmac-sha256:c2804dfe:" + DIGEST);
    return BundleArchives.with(event, "data", BundleArchives.with(data, "args_digest", digest));
  }

  private static String part(Json.Obj event, int which) {
    return CanonicalJson.canonicalText(event.get("data")).split(DIGEST)[which]
        + (which == 0 ? "" : "\0" + event.string("subject").orElseThrow())
        + (which == 0 ? "" : "\0" + event.string("type").orElseThrow());
  }

  private interface Lines {
    void take(byte[] line, String contentHash) throws IOException;
  }

  private void lines(Lines to) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    MessageDigest sha = Sha256.hasher();
    long length = 0;
    for (int seq = 0; length < size; seq++) {
      int call = seq % before.size();
      String[] rest = after.get(call).split("\0");
      StringBuilder data = new StringBuilder(before.get(call));
      for (int i = 0; i < 4; i++) {
        data.append(HexFormat.of().toHexDigits(random.nextLong()));
      }
      data.append(rest[0]);
      String bound =
          ",\"datacontenttype\":\"application/json\",\"specversion\":\"1.0\",\"subject\":\""
              + rest[1]
              + "\",\"type\":\""
              + rest[2]
              + "\"}";
      byte[] content = ("{\"data\":" + data + bound).getBytes(StandardCharsets.UTF_8);
      String hash = Sha256.PREFIX + HexFormat.of().formatHex(sha.digest(content));
      byte[] line = line(seq, hash, data, rest).getBytes(StandardCharsets.UTF_8);
      length += line.length;
      to.take(line, hash);
    }
  }

  private String line(int seq, String hash, CharSequence data, String[] rest) {
    String run = origin.runId();
    return "{\"assaycontenthash\":\"%s\",\"assaygit\":\"unknown\",\"assaypii\":false,"
            .formatted(hash)
        + "\"assayproducer\":\"assay\",\"assayproducerversion\":\"0.1.0\",\"assayrunid\":\""
        + run
        + "\",\"assaysecrets\":false,\"assayseq\":"
        + seq
        + ",\"data\":"
        + data
        + ",\"datacontenttype\":\"application/json\",\"id\":\""
        + run
        + ":"
        + seq
        + "\",\"source\":\""
        + origin.source()
        + "\",\"specversion\":\"1.0\",\"subject\":\""
        + rest[1]
        + "\",\"time\":\"2026-03-01T12:00:00.250001Z\",\"type\":\""
        + rest[2]
        + "\"}\n";
  }

  /** Writes the archive, compressed at a level from 1 to 9. */
  void writeTo(OutputStream out, int level) throws IOException {
    MessageDigest file = Sha256.hasher();
    RunRoot root = new RunRoot();
    events = 0;
    bytes = 0;
    lines(
        (line, hash) -> {
          events++;
          bytes += line.length;
          file.update(line);
          root.add(hash);
        });
    String digest = Sha256.PREFIX + HexFormat.of().formatHex(file.digest());
    byte[] manifest = BundleLayout.manifest(origin, events, root.text(), bytes, digest);
    Packed packed = new Packed(out, level);
    out.write(BundleLayout.gzipHeader());
    packed.write(BundleLayout.tarHeader(BundleLayout.MANIFEST_NAME, manifest.length));
    packed.write(manifest);
    packed.write(new byte[BundleLayout.padding(manifest.length)]);
    packed.write(BundleLayout.tarHeader(BundleLayout.EVENTS_NAME, bytes));
    lines((line, _) -> packed.write(line));
    packed.write(new byte[BundleLayout.padding(bytes) + 2 * BLOCK]);
    packed.finish();
  }

  private static final class Packed {
    private final OutputStream out;
    private final Deflater deflater;
    private final CRC32 crc = new CRC32();
    private final byte[] piece = new byte[64 * 1024];
    private long length;

    Packed(OutputStream out, int level) {
      this.out = out;
      this.deflater = new Deflater(level, true);
    }

    void write(byte[] data) throws IOException {
      crc.update(data);
      length += data.length;
      deflater.setInput(data);
      while (!deflater.needsInput()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
    }

    void finish() throws IOException {
      deflater.finish();
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
      deflater.end();
      ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      out.write(trailer.putInt((int) crc.getValue()).putInt((int) length).array());
    }
  }
}
