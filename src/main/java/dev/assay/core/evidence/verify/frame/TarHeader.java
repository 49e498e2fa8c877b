package dev.assay.core.evidence.verify.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One tar header block, in the flavours GNU, POSIX and old.
 *
 * @param name the name as stored, bytes as Latin-1 characters, POSIX prefix included
 * @param size bytes of data that follow
 * @param type the type flag, 0 for the NUL that the v1 writer puts
 * @param canonical whether the block is byte for byte what the v1 writer makes
 */
public record TarHeader(String name, long size, int type, boolean canonical) {
  /** Bytes of a block. */
  public static final int BLOCK = 512;

  private static final int SIZE_AT = 124;
  private static final int NUMBER_BYTES = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int NAME_BYTES = 100;

  /** From here on the size needs the GNU base-256 form: 8 GiB. */
  private static final long BEYOND_OCTAL = 1L << 33;

  private static final byte[] MODE = ascii("0000644\0000000000\0000000000\0");
  private static final byte[] NO_TIME = ascii("00000000000\0");
  private static final byte[] GNU_MAGIC = ascii("ustar  \0");
  private static final byte[] POSIX_MAGIC = ascii("ustar\0");
  private static final byte[] OWNER = ascii("assay");

  /** Reads the block at {@code block[at, at + 512)}; null when its checksum or size is wrong. */
  static @Nullable TarHeader read(byte[] block, int at) {
    long checksum = octal(block, at + CHECKSUM_AT, 8);
    long size = number(block, at + SIZE_AT);
    if (checksum != checksum(block, at) || size < 0) {
      return null;
    }
    String name = text(block, at, NAME_BYTES);
    if (matches(block, at + MAGIC_AT, POSIX_MAGIC)) {
      String prefix = text(block, at + PREFIX_AT, 155);
      name = prefix.isEmpty() ? name : prefix + "/" + name;
    }
    boolean canonical =
        name.length() <= NAME_BYTES && matches(block, at, canonicalBytes(name, size));
    return new TarHeader(name, size, block[at + TYPE_AT] & 0xFF, canonical);
  }

  /**
   * Gives the block of the v1 writer for a regular file ({@code evidence.md} 2.1): GNU magic, mode
   * 644, owner and group {@code assay}, no time, seven checksum digits.
   *
   * @param name at most 100 Latin-1 characters
   */
  public static byte[] canonicalBytes(String name, long size) {
    byte[] block = new byte[BLOCK];
    put(block, 0, name.getBytes(StandardCharsets.ISO_8859_1));
    put(block, NAME_BYTES, MODE);
    if (size < BEYOND_OCTAL) {
      putOctal(block, SIZE_AT, 11, size);
    } else {
      block[SIZE_AT] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        block[SIZE_AT + NUMBER_BYTES - 1 - i] = (byte) (size >>> (8 * i));
      }
    }
    put(block, 136, NO_TIME);
    put(block, MAGIC_AT, GNU_MAGIC);
    put(block, 265, OWNER);
    put(block, 297, OWNER);
    putOctal(block, CHECKSUM_AT, 7, checksum(block, 0));
    return block;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] block, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static void putOctal(byte[] block, int at, int digits, long value) {
    for (int i = digits - 1; i >= 0; i--) {
      block[at + i] = (byte) ('0' + (value >>> (3 * (digits - 1 - i)) & 7));
    }
  }

  private static boolean matches(byte[] block, int at, byte[] expected) {
    return Arrays.equals(block, at, at + expected.length, expected, 0, expected.length);
  }

  private static long checksum(byte[] block, int at) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
      sum += own ? ' ' : block[at + i] & 0xFF;
    }
    return sum;
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /** An octal number, or GNU base-256 when the first bit is set; -1 when neither or negative. */
  private static long number(byte[] block, int at) {
    if ((block[at] & 0x80) == 0) {
      return octal(block, at, NUMBER_BYTES);
    }
    long value = block[at] & 0x7F;
    for (int i = 1; i < NUMBER_BYTES; i++) {
      if (value >= 1L << 54) {
        return -1;
      }
      value = (value << 8) | (block[at + i] & 0xFF);
    }
    return value;
  }

  /** Digits between optional leading spaces and a NUL or space; -1 for anything else. */
  private static long octal(byte[] block, int at, int length) {
    int i = at;
    int end = at + length;
    while (i < end && block[i] == ' ') {
      i++;
    }
    long value = 0;
    int digits = 0;
    while (i < end && block[i] >= '0' && block[i] <= '7') {
      value = (value << 3) | (block[i] - '0');
      digits++;
      i++;
    }
    while (i < end) {
      if (block[i] != 0 && block[i] != ' ') {
        return -1;
      }
      i++;
    }
    return digits == 0 ? -1 : value;
  }
}
