package dev.assay.core.evidence.write;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.BundleLayout;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The second pass of the bundle writer: streams the archive of the planned events.
 *
 * <p>The promise of identical bytes on every machine covers manifest, events and the tar; the
 * compressed bytes are those of the JDK's deflater, so an archive is identified by its own digest.
 */
public final class BundleWriter implements AutoCloseable {
  /** Level 9 costs twice the time for two per cent. */
  private static final int LEVEL = 6;

  private final BundlePlan.Planned plan;
  private final ByteSink sink;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final MessageDigest file = Sha256.hasher();
  private final byte[] chunk = new byte[8192];
  private final byte[] lineFeed = {'\n'};
  private long count;
  private long bytes;

  /** Begins the archive: everything before the first event is written. */
  public BundleWriter(BundlePlan.Planned plan, ByteSink sink) {
    this.plan = plan;
    this.sink = sink;
    byte[] header = BundleLayout.gzipHeader();
    sink.write(header, 0, header.length);
    byte[] manifest = plan.manifest();
    deflate(BundleLayout.tarHeader(BundleLayout.MANIFEST_NAME, manifest.length));
    deflate(manifest);
    deflate(new byte[BundleLayout.padding(manifest.length)]);
    deflate(BundleLayout.tarHeader(BundleLayout.EVENTS_NAME, plan.bytes()));
  }

  /** Writes the next event, given without line feed. */
  public void write(byte[] line) {
    deflate(line);
    deflate(lineFeed);
    file.update(line);
    file.update(lineFeed);
    bytes += line.length + 1L;
    count++;
  }

  /**
   * Ends the archive. A fault means that the events differ from the planned ones: the archive must
   * be thrown away.
   */
  public Optional<BundleFault> finish() {
    String sha256 = Sha256.PREFIX + HexFormat.of().formatHex(file.digest());
    if (count != plan.events() || bytes != plan.bytes() || !sha256.equals(plan.sha256())) {
      return Optional.of(BundleFault.CHANGED);
    }
    deflate(new byte[BundleLayout.padding(bytes) + 2 * BundleLayout.BLOCK]);
    deflater.finish();
    while (!deflater.finished()) {
      sink.write(chunk, 0, deflater.deflate(chunk));
    }
    byte[] trailer = new byte[8];
    littleEndian(trailer, 0, crc.getValue());
    littleEndian(trailer, 4, deflater.getBytesRead());
    sink.write(trailer, 0, trailer.length);
    return Optional.empty();
  }

  /** Gives back the deflater's memory. */
  @Override
  public void close() {
    deflater.end();
  }

  private void deflate(byte[] data) {
    crc.update(data);
    deflater.setInput(data);
    while (!deflater.needsInput()) {
      int length = deflater.deflate(chunk);
      sink.write(chunk, 0, length);
    }
  }

  private static void littleEndian(byte[] out, int at, long value) {
    for (int i = 0; i < 4; i++) {
      out[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
