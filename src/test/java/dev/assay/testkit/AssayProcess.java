package dev.assay.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a test starts the program as a process of its own: plain java on the test's class path, with
 * the flags that keep standard output clean; or the launcher named by the system property {@code
 * assay.launcher}.
 */
public final class AssayProcess {
  private AssayProcess() {}

  /** The program with these arguments. */
  public static List<String> of(String... arguments) {
    return of(List.of(arguments));
  }

  /** The program with these arguments. */
  public static List<String> of(List<String> arguments) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("assay.launcher", "");
    if (launcher.isEmpty()) {
      command.addAll(java());
      command.add("dev.assay.adapter.cli.Main");
    } else {
      command.add(Path.of(launcher).toAbsolutePath().toString());
    }
    command.addAll(arguments);
    return command;
  }

  /** {@code mcp wrap} in front of a server. */
  public static List<String> wrap(Path policy, List<String> options, List<String> server) {
    List<String> arguments = new ArrayList<>(List.of("mcp", "wrap", "--policy", policy.toString()));
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(server);
    return of(arguments);
  }

  /** A main class of the tests as a small, quickly started process. */
  public static List<String> testMain(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(java());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+DisplayVMOutputToStderr",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }
}
