package dev.assay.core.evidence.verify.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Arbitrary bytes as a gzip member: any pieces give the same, and the JDK decodes the same. */
class GzipFramingFuzzTest {
  private static final int MOST = 1 << 20;

  /** What came out, and how it ended. */
  private static final class Outcome implements GzipFraming.Target {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String fault = "";

    @Override
    public boolean decoded(byte[] data, int from, int to) {
      int room = Math.min(to - from, MOST - bytes.size());
      bytes.write(data, from, room);
      return room == to - from;
    }

    @Override
    public void gzipBroken(String why) {
      fault = why;
    }
  }

  @FuzzTest(maxDuration = "60s")
  void pieces_change_nothing_and_the_jdk_decodes_the_same(byte[] bytes) throws IOException {
    Outcome whole = decode(bytes, Math.max(1, bytes.length));
    Outcome pieces = decode(bytes, 1 + bytes.length % 7);
    assertThat(pieces.bytes.toByteArray()).isEqualTo(whole.bytes.toByteArray());
    assertThat(pieces.fault).isEqualTo(whole.fault);
    if (whole.fault.isEmpty() && whole.bytes.size() < MOST) {
      try (GZIPInputStream jdk = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        assertThat(jdk.readNBytes(MOST)).isEqualTo(whole.bytes.toByteArray());
      }
    }
  }

  private static Outcome decode(byte[] bytes, int piece) {
    Outcome outcome = new Outcome();
    GzipFraming framing = new GzipFraming(outcome);
    for (int at = 0; at < bytes.length; at += piece) {
      framing.feed(bytes, at, Math.min(bytes.length, at + piece));
    }
    framing.finish();
    framing.close();
    return outcome;
  }
}
