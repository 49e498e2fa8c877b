package dev.assay.e2e;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Damages real frames in the ways that wires and attackers do, the same for the same seed. */
final class FrameMutator {
  private enum Damage {
    NONE,
    FLIP,
    TRUNCATE,
    CUT,
    SPLICE,
    REPEAT,
    INSERT
  }

  private static final byte[][] INSERTS = {
    "\u0000".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\ufeff".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    ",\"name\":\"exec\"".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    ",\"Method\":\"tools/call\"".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\"method\":\"tools/call\",".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "[".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "}{".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\\ud800".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    {(byte) 0xc0, (byte) 0xaf},
    "\r".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
  };

  private final List<byte[]> frames;
  private final RandomGenerator random;

  FrameMutator(List<byte[]> frames, long seed) {
    this.frames = List.copyOf(frames);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The next frame, without a line feed at its end. */
  byte[] next() {
    byte[] frame = any();
    int rounds = 1 + random.nextInt(3);
    for (int i = 0; i < rounds; i++) {
      frame = damaged(frame);
    }
    return frame;
  }

  private byte[] damaged(byte[] frame) {
    if (frame.length == 0) {
      return any();
    }
    int at = random.nextInt(frame.length);
    int to = at + random.nextInt(Math.min(40, frame.length - at) + 1);
    return switch (Damage.values()[random.nextInt(Damage.values().length)]) {
      case NONE -> frame;
      case FLIP -> flipped(frame, at);
      case TRUNCATE -> Arrays.copyOf(frame, at);
      case CUT -> joined(Arrays.copyOf(frame, at), Arrays.copyOfRange(frame, to, frame.length));
      case SPLICE -> spliced(frame, at);
      case REPEAT -> joined(Arrays.copyOf(frame, to), Arrays.copyOfRange(frame, at, frame.length));
      case INSERT ->
          joined(
              joined(Arrays.copyOf(frame, at), INSERTS[random.nextInt(INSERTS.length)]),
              Arrays.copyOfRange(frame, at, frame.length));
    };
  }

  private static byte[] flip(byte[] frame, int at, int bit) {
    byte[] other = frame.clone();
    other[at] ^= (byte) (1 << bit);
    return other;
  }

  private byte[] flipped(byte[] frame, int at) {
    return flip(frame, at, random.nextInt(8));
  }

  private byte[] spliced(byte[] frame, int at) {
    byte[] other = any();
    int from = random.nextInt(other.length);
    return joined(Arrays.copyOf(frame, at), Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] any() {
    return frames.get(random.nextInt(frames.size()));
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(head.length + tail.length);
    both.writeBytes(head);
    both.writeBytes(tail);
    return both.toByteArray();
  }
}
