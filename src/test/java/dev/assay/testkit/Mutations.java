package dev.assay.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damaged variants of real frames: flips, cuts, splices, repeats, and bytes that matter to JSON.
 */
public final class Mutations {
  private static final byte[] TELLING =
      "{}[]\",:\\u0089eE+-.truefalsn \r\t\0\u007f"
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private Mutations() {}

  /** One to three mutations of a random frame. */
  public static byte[] mutate(List<byte[]> frames, RandomGenerator random) {
    byte[] frame = pick(frames, random).clone();
    int rounds = 1 + random.nextInt(3);
    for (int i = 0; i < rounds && frame.length > 0; i++) {
      frame = once(frame, frames, random);
    }
    return frame;
  }

  private static byte[] once(byte[] frame, List<byte[]> frames, RandomGenerator random) {
    int at = random.nextInt(frame.length);
    return switch (random.nextInt(8)) {
      case 0 -> with(frame, at, (byte) (frame[at] ^ (1 << random.nextInt(8))));
      case 1 -> with(frame, at, TELLING[random.nextInt(TELLING.length)]);
      case 2 -> Arrays.copyOf(frame, at);
      case 3 -> splice(frame, at, pick(frames, random), random);
      case 4 -> insert(frame, at, new byte[] {TELLING[random.nextInt(TELLING.length)]});
      case 5 ->
          insert(
              frame, at, Arrays.copyOfRange(frame, at, at + random.nextInt(frame.length - at + 1)));
      case 6 ->
          insert(
              frame,
              at,
              "\"method\":\"tools/call\",".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      default -> flipCase(frame, at);
    };
  }

  private static byte[] flipCase(byte[] frame, int from) {
    for (int i = from; i < frame.length; i++) {
      if (Character.isLetter(frame[i])) {
        return with(frame, i, (byte) (frame[i] ^ 0x20));
      }
    }
    return frame;
  }

  private static byte[] splice(byte[] head, int at, byte[] tail, RandomGenerator random) {
    int from = random.nextInt(tail.length);
    byte[] spliced = Arrays.copyOf(head, at + tail.length - from);
    System.arraycopy(tail, from, spliced, at, tail.length - from);
    return spliced;
  }

  private static byte[] insert(byte[] frame, int at, byte[] piece) {
    byte[] longer = new byte[frame.length + piece.length];
    System.arraycopy(frame, 0, longer, 0, at);
    System.arraycopy(piece, 0, longer, at, piece.length);
    System.arraycopy(frame, at, longer, at + piece.length, frame.length - at);
    return longer;
  }

  private static byte[] with(byte[] frame, int at, byte value) {
    byte[] changed = frame.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] pick(List<byte[]> frames, RandomGenerator random) {
    return frames.get(random.nextInt(frames.size()));
  }
}
