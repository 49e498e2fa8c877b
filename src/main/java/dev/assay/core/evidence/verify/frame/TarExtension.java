package dev.assay.core.evidence.verify.frame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Extension records that change the next entry: PAX {@code path} and {@code size}, GNU long name.
 * Global PAX headers may say other things, but not these.
 */
final class TarExtension {
  static final int LONG_NAME = 'L';
  private static final int PAX = 'x';
  private static final int PAX_GLOBAL = 'g';

  private @Nullable String name;
  private long size = -1;
  private boolean pending;

  static boolean isExtension(int type) {
    return type == LONG_NAME || type == PAX || type == PAX_GLOBAL;
  }

  /** Says whether a record waits for its entry. */
  boolean pending() {
    return pending;
  }

  String name(String stored) {
    return name == null ? stored : name;
  }

  long size(long stored) {
    return size < 0 ? stored : size;
  }

  void clear() {
    name = null;
    size = -1;
    pending = false;
  }

  /** Applies a record; gives what is wrong with it, or null. */
  @Nullable String take(int type, byte[] record) {
    if (type == LONG_NAME) {
      pending = true;
      return longName(record);
    }
    if (type == PAX) {
      pending = true;
    }
    return pax(record, type == PAX_GLOBAL);
  }

  private @Nullable String longName(byte[] record) {
    int end = 0;
    while (end < record.length && record[end] != 0) {
      end++;
    }
    for (int i = end; i < record.length; i++) {
      if (record[i] != 0) {
        return "a tar long-name record holds more than a name";
      }
    }
    return rename(new String(record, 0, end, StandardCharsets.ISO_8859_1));
  }

  /** Records are {@code <length> <key>=<value>\n}, the length counting all of it. */
  private @Nullable String pax(byte[] record, boolean global) {
    int at = 0;
    while (at < record.length) {
      int digits = at;
      long length = 0;
      while (digits < record.length && record[digits] >= '0' && record[digits] <= '9') {
        length = Math.min(length * 10 + (record[digits++] - '0'), Integer.MAX_VALUE);
      }
      long end = at + length;
      boolean shaped =
          digits > at
              && end <= record.length
              && digits < end
              && record[digits] == ' '
              && record[(int) end - 1] == '\n';
      if (!shaped) {
        return "a tar extension record is malformed";
      }
      String pair =
          new String(record, digits + 1, (int) end - digits - 2, StandardCharsets.ISO_8859_1);
      String fault = pair(pair, global);
      if (fault != null) {
        return fault;
      }
      at = (int) end;
    }
    return null;
  }

  private @Nullable String pair(String pair, boolean global) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      return "a tar extension record is malformed";
    }
    String key = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    boolean changesEntry = key.equals("path") || key.equals("size");
    if (!changesEntry) {
      return null;
    }
    if (global) {
      return "a global tar header renames or resizes entries";
    }
    return key.equals("path") ? rename(value) : resize(value);
  }

  private @Nullable String rename(String value) {
    if (name != null || value.isEmpty() || value.indexOf('\0') >= 0) {
      return "a tar entry is named twice or without a name";
    }
    name = value;
    return null;
  }

  private @Nullable String resize(String value) {
    if (size >= 0 || value.isEmpty() || value.length() > 18) {
      return "a tar extension record gives a bad size";
    }
    long given = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return "a tar extension record gives a bad size";
      }
      given = given * 10 + (c - '0');
    }
    size = given;
    return null;
  }
}
