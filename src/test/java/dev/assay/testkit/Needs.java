package dev.assay.testkit;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a test needs of the machine and the build cannot bring. A test without it is skipped by the
 * name of the thing; where {@code CI=true} says that the machine was prepared by {@code .ci/run},
 * it fails, so that no test is lost unseen.
 */
public final class Needs {
  private static final int CAP_SYS_ADMIN = 21;

  private Needs() {}

  /** Needs a program on the search path. */
  public static void program(String name) {
    that(has(name), "the program `" + name + "` is missing on this machine");
  }

  private static boolean has(String program) {
    String look = "command -v " + program;
    return CommandRun.of(Map.of(), List.of("/bin/sh", "-c", look)).exitCode() == 0;
  }

  /** Needs something that was looked for already; the complaint names it. */
  public static void that(boolean isThere, String complaint) {
    if (!isThere && isPrepared()) {
      fail("%s, and a machine prepared by .ci/run has it", complaint);
    }
    assumeTrue(isThere, complaint);
  }

  /**
   * Needs the right to mount. A process without it, such as an ordinary user's, cannot be given it
   * by installing anything, so that skips everywhere; one that has it must be able to mount.
   */
  public static void mounts() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "capabilities (Linux, `/proc`) are missing on this machine");
    String effective =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .map(line -> line.substring("CapEff:".length()).strip())
            .findFirst()
            .orElseThrow();
    boolean may = (Long.parseUnsignedLong(effective, 16) >> CAP_SYS_ADMIN & 1) == 1;
    assumeTrue(may, "the right to mount (CAP_SYS_ADMIN) is missing here");
    program("mount");
    program("unshare");
  }

  private static boolean isPrepared() {
    return "true".equals(System.getenv("CI"));
  }
}
