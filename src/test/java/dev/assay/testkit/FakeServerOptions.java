package dev.assay.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RecordingServer} behaves; built by tests, passed as arguments, parsed again by the
 * server.
 */
public final class FakeServerOptions {
  private static final Set<String> SWITCHES =
      Set.of("--silent-calls", "--ignore-eof", "--ignore-term", "--noise", "--grandchild");

  private final Map<String, String> values;
  private final Set<String> switches;

  private FakeServerOptions(Map<String, String> values, Set<String> switches) {
    this.values = values;
    this.switches = switches;
  }

  static FakeServerOptions parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    Set<String> switches = new HashSet<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (SWITCHES.contains(arguments.get(i))) {
        switches.add(arguments.get(i));
      } else {
        values.put(arguments.get(i), arguments.get(++i));
      }
    }
    return new FakeServerOptions(values, switches);
  }

  /** The command of a server that records to this file and has these further options. */
  public static List<String> server(Path log, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--log", log.toString()));
    arguments.addAll(List.of(options));
    return AssayProcess.testMain(RecordingServer.class, arguments.toArray(String[]::new));
  }

  /** Where a server with this log writes process ids. */
  public static Path pidFile(Path log) {
    return log.resolveSibling(log.getFileName() + ".pids");
  }

  Path log() {
    return Path.of(values.get("--log"));
  }

  Path pidFile() {
    return pidFile(log());
  }

  @Nullable Path say() {
    String say = values.get("--say");
    return say == null ? null : Path.of(say);
  }

  int delayMillis() {
    return number("--delay-ms");
  }

  int exitCode() {
    return number("--exit-code");
  }

  int exitAfter() {
    return number("--exit-after");
  }

  int killAfter() {
    return number("--kill-after");
  }

  boolean silentCalls() {
    return switches.contains("--silent-calls");
  }

  boolean ignoreEof() {
    return switches.contains("--ignore-eof");
  }

  boolean ignoreTerm() {
    return switches.contains("--ignore-term");
  }

  boolean noise() {
    return switches.contains("--noise");
  }

  boolean grandchild() {
    return switches.contains("--grandchild");
  }

  private int number(String name) {
    return Integer.parseInt(values.getOrDefault(name, "0"));
  }
}
