package dev.assay.adapter.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Names for recordings. */
public final class RunIds {
  private static final int RANDOM_BYTES = 8;

  private RunIds() {}

  /** Gives a run id nobody else has: the time and 64 random bits. */
  public static String fresh(Instant at) {
    byte[] random = new byte[RANDOM_BYTES];
    // the device answers at once; setting up the JDK's generator costs milliseconds at start
    try (InputStream device = new FileInputStream("/dev/urandom")) {
      if (device.readNBytes(random, 0, random.length) < random.length) {
        new SecureRandom().nextBytes(random);
      }
    } catch (IOException e) {
      new SecureRandom().nextBytes(random);
    }
    return utc(at) + '-' + HexFormat.of().formatHex(random);
  }

  /** Gives a time as {@code 20260102T030405Z}. */
  static String utc(Instant at) {
    StringBuilder text = new StringBuilder(16);
    String stored = Instant.ofEpochSecond(at.getEpochSecond()).toString();
    for (int i = 0; i < stored.length(); i++) {
      char c = stored.charAt(i);
      if (c != '-' && c != ':') {
        text.append(c);
      }
    }
    return text.toString();
  }
}
