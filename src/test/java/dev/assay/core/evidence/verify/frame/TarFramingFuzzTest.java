package dev.assay.core.evidence.verify.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Arbitrary bytes as a tar stream: any pieces give the same entries, data and fault. */
class TarFramingFuzzTest {
  /** Everything the framing said, in order; data between two calls runs together. */
  private static final class Told implements TarFraming.Target {
    private final List<String> said = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private long promised;
    private boolean differs;
    private boolean broken;

    @Override
    public boolean entry(TarEntry entry) {
      said.add(entry.toString());
      promised += entry.size();
      return true;
    }

    @Override
    public boolean data(byte[] bytes, int from, int to) {
      assertThat(to).isGreaterThan(from);
      data.write(bytes, from, to - from);
      return true;
    }

    @Override
    public boolean entryEnd() {
      said.add("end after " + data.size());
      return true;
    }

    @Override
    public void tarDiffers(String what) {
      differs = true;
    }

    @Override
    public void tarBroken(TarFraming.Fault fault, String why, long offset) {
      assertThat(broken).as("told once").isFalse();
      broken = true;
      said.add(fault + " " + why + " " + offset);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void pieces_change_nothing(byte[] bytes) {
    Told whole = read(bytes, Math.max(1, bytes.length));
    Told pieces = read(bytes, 1 + bytes.length % 511);
    assertThat(pieces.said).isEqualTo(whole.said);
    assertThat(pieces.differs).isEqualTo(whole.differs);
    assertThat(pieces.data.toByteArray()).isEqualTo(whole.data.toByteArray());
    assertThat(whole.broken || whole.data.size() == whole.promised)
        .as("a stream that is not broken holds all that its headers promise")
        .isTrue();
  }

  private static Told read(byte[] bytes, int piece) {
    Told told = new Told();
    TarFraming framing = new TarFraming(told);
    for (int at = 0; at < bytes.length; at += piece) {
      framing.feed(bytes, at, Math.min(bytes.length, at + piece));
    }
    framing.finish();
    return told;
  }
}
