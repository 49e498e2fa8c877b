package dev.assay.core.policy.scope;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An IP address read from a literal, in every spelling that the URL standard gives it. */
final class IpAddress {
  private static final int V4 = 4;
  private static final int V6 = 16;

  /** So many bytes are zero before the two that say that an IPv4 address follows. */
  private static final int MAPPED_ZEROS = 10;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether a host that ends in this label is an IPv4 address or nothing: its last label is a
   * number.
   */
  static boolean endsInNumber(String label) {
    if (label.startsWith("0x")) {
      return digits(label, 2, 16);
    }
    return !label.isEmpty() && digits(label, 0, 10);
  }

  /**
   * Reads an IPv4 address of one to four parts, decimal, octal or hexadecimal; null when it is
   * none.
   */
  static @Nullable IpAddress v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > V4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long most = last ? 1L << (8 * (V4 - i)) : 256;
      long part = part(parts[i]);
      if (part < 0 || part >= most) {
        return null;
      }
      address = last ? address | part : address | part << (8 * (3 - i));
    }
    byte[] bytes = new byte[V4];
    for (int i = 0; i < V4; i++) {
      bytes[i] = (byte) (address >> (8 * (3 - i)));
    }
    return new IpAddress(bytes);
  }

  private static long part(String text) {
    boolean hex = text.startsWith("0x");
    boolean octal = !hex && text.length() > 1 && text.charAt(0) == '0';
    int from = hex ? 2 : octal ? 1 : 0;
    int radix = hex ? 16 : octal ? 8 : 10;
    if (text.isEmpty() || !digits(text, from, radix)) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      value = value * radix + Character.digit(text.charAt(i), radix);
      if (value > 0xffff_ffffL) {
        return -1;
      }
    }
    return value;
  }

  private static boolean digits(String text, int from, int radix) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads an IPv6 address without brackets or zone; null when it is none. */
  static @Nullable IpAddress v6(String text) {
    int gap = text.indexOf("::");
    if (text.isEmpty() || (gap >= 0 && text.indexOf("::", gap + 1) >= 0)) {
      return null;
    }
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int length = head.length + tail.length;
    if (gap < 0 ? length != V6 : length > V6 - 2) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(head, V6);
    System.arraycopy(tail, 0, bytes, V6 - tail.length, tail.length);
    return new IpAddress(bytes);
  }

  private static byte @Nullable [] groups(String text, boolean mayEndInV4) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] groups = text.split(":", -1);
    byte[] bytes = new byte[2 * V6];
    int size = 0;
    for (int i = 0; i < groups.length && groups.length <= 8; i++) {
      String group = groups[i];
      if (i == groups.length - 1 && mayEndInV4 && group.indexOf('.') >= 0) {
        IpAddress embedded = isPlainV4(group) ? v4(group) : null;
        if (embedded == null) {
          return null;
        }
        System.arraycopy(embedded.bytes, 0, bytes, size, V4);
        return Arrays.copyOf(bytes, size + V4);
      }
      if (group.isEmpty() || group.length() > 4 || !digits(group, 0, 16)) {
        return null;
      }
      int value = Integer.parseInt(group, 16);
      bytes[size++] = (byte) (value >> 8);
      bytes[size++] = (byte) value;
    }
    return groups.length > 8 ? null : Arrays.copyOf(bytes, size);
  }

  /** Four decimal parts without leading zeros, the only form inside IPv6. */
  private static boolean isPlainV4(String text) {
    String[] parts = text.split("\\.", -1);
    for (String part : parts) {
      boolean zero = part.length() > 1 && part.charAt(0) == '0';
      if (part.isEmpty() || zero || !digits(part, 0, 10)) {
        return false;
      }
    }
    return parts.length == V4;
  }

  /**
   * Whether it is no address of the public network: loopback, link-local, private, unique-local,
   * shared, reserved, multicast, unspecified, or one that carries such an IPv4 address inside.
   */
  boolean isPrivate() {
    return bytes.length == V4 ? isPrivateV4(at(0), at(1), at(2)) : isPrivateV6();
  }

  private int at(int index) {
    return bytes[index] & 0xff;
  }

  private static boolean isPrivateV4(int a, int b, int c) {
    return a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && b >= 64 && b < 128)
        || (a == 169 && b == 254)
        || (a == 172 && b >= 16 && b < 32)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19));
  }

  private boolean isPrivateV6() {
    if ((at(0) & 0xfe) == 0xfc || at(0) == 0xff || (at(0) == 0xfe && at(1) >= 0x80)) {
      return true; // unique-local, multicast, link-local and the old site-local
    }
    if (at(0) == 0x20 && at(1) == 0x02) {
      return isPrivateV4(at(2), at(3), at(4)); // 6to4
    }
    boolean translated = at(0) == 0 && at(1) == 0x64 && at(2) == 0xff && at(3) == 0x9b;
    int zeros = zeros();
    boolean mapped = zeros == MAPPED_ZEROS && at(10) == 0xff && at(11) == 0xff;
    return zeros >= 12 || ((mapped || translated) && isPrivateV4(at(12), at(13), at(14)));
  }

  private int zeros() {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  /** Gives it as it stands in an address; an IPv4 address inside IPv6 as that IPv4 address. */
  String text() {
    boolean mapped =
        bytes.length == V6 && zeros() == MAPPED_ZEROS && at(10) == 0xff && at(11) == 0xff;
    if (mapped || bytes.length == V4) {
      int from = bytes.length - V4;
      return at(from) + "." + at(from + 1) + "." + at(from + 2) + "." + at(from + 3);
    }
    StringBuilder groups = new StringBuilder("[");
    for (int i = 0; i < V6; i += 2) {
      groups.append(i == 0 ? "" : ":").append(Integer.toHexString(at(i) << 8 | at(i + 1)));
    }
    return groups.append(']').toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
