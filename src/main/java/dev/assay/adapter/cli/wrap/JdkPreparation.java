package dev.assay.adapter.cli.wrap;

import dev.assay.core.crypto.Sha256;
import java.security.MessageDigest;

/**
 * Lets the JDK set up, on a thread of its own, what the start of a session needs from it a moment
 * later: the security provider of the first digest, and the logger that starting a process asks
 * for. Each takes some milliseconds; nothing depends on this having run.
 */
final class JdkPreparation {
  private JdkPreparation() {}

  static void start() {
    Thread thread = new Thread(JdkPreparation::run, "assay-prepare");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run() {
    MessageDigest first = Sha256.hasher();
    first.digest();
    var _ = System.getLogger("java.lang.ProcessBuilder");
  }
}
