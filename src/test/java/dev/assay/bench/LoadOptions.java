package dev.assay.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@link StdioLoad} was asked to do. */
record LoadOptions(
    boolean help,
    Volume volume,
    int core,
    boolean realtime,
    int bootMillis,
    Server server,
    Wrap wrap,
    String command) {

  /** How often. */
  record Volume(int rounds, int warmup, int calls, int starts) {}

  /** What stands behind everything. */
  enum Server {
    /** Answers in about a microsecond: everything in front of it shows. */
    C,
    /** A few lines of JavaScript, the least that a server of an ordinary author costs. */
    NODE
  }

  /** Where the program under test comes from. */
  enum Wrap {
    LAUNCHER,
    CLASSES,
    COMMAND,
    NONE
  }

  static final String HELP =
      """
      usage: StdioLoad [options]
        --rounds N        interleaved rounds, one is discarded; 0: no steady state (5)
        --warmup N        calls before measuring; with --realtime both compilers are done by then (10000)
        --calls N         measured calls (10000)
        --starts N        cold starts; 0: none (11)
        --boot-ms N       boot time of the slow server (150)
        --server node|c   echo in a few lines for Node.js, or the same in C (node)
        --core N          the one core everything runs on (1)
        --realtime        round-robin real-time priority, for machines that do other work
        --wrap launcher   through ./assay as packaged (default)
        --wrap classes    plain java on this class path, no AOT cache
        --wrap none       only direct and the C relay
        --wrap-command C  any other command; the server's command is appended
      """;

  static LoadOptions parse(List<String> args) {
    int rounds = 5;
    int warmup = 10_000;
    int calls = 10_000;
    int starts = 11;
    int bootMillis = 150;
    int core = 1;
    boolean realtime = false;
    Server server = Server.NODE;
    Wrap wrap = Wrap.LAUNCHER;
    String command = "";
    for (int i = 0; i < args.size(); i++) {
      String name = args.get(i);
      if (name.equals("--help")) {
        return new LoadOptions(true, new Volume(1, 0, 1, 1), 0, false, 0, Server.C, Wrap.NONE, "");
      }
      if (name.equals("--realtime")) {
        realtime = true;
        continue;
      }
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException("`" + name + "` needs a value; see --help");
      }
      String value = args.get(++i);
      switch (name) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--warmup" -> warmup = Integer.parseInt(value);
        case "--calls" -> calls = Integer.parseInt(value);
        case "--starts" -> starts = Integer.parseInt(value);
        case "--boot-ms" -> bootMillis = Integer.parseInt(value);
        case "--core" -> core = Integer.parseInt(value);
        case "--server" -> server = Server.valueOf(value.toUpperCase(java.util.Locale.ROOT));
        case "--wrap" -> wrap = Wrap.valueOf(value.toUpperCase(java.util.Locale.ROOT));
        case "--wrap-command" -> {
          wrap = Wrap.COMMAND;
          command = value;
        }
        default -> throw new IllegalArgumentException("unknown option `" + name + "`; see --help");
      }
    }
    Volume volume = new Volume(rounds, warmup, calls, starts);
    return new LoadOptions(false, volume, core, realtime, bootMillis, server, wrap, command);
  }

  int rounds() {
    return volume.rounds;
  }

  int warmup() {
    return volume.warmup;
  }

  int calls() {
    return volume.calls;
  }

  int starts() {
    return volume.starts;
  }

  /** The command in front of the server's; empty when wrap is left out. */
  List<String> wrapCommand(Path policy) {
    List<String> start =
        switch (wrap) {
          case NONE -> List.of();
          case COMMAND -> StdioLoad.splitWords(command);
          case LAUNCHER -> launcher();
          case CLASSES -> classes();
        };
    if (start.isEmpty() || wrap == Wrap.COMMAND) {
      return start;
    }
    List<String> whole = new ArrayList<>(start);
    whole.addAll(List.of("mcp", "wrap", "--policy", policy.toAbsolutePath().toString(), "--"));
    return whole;
  }

  private static List<String> launcher() {
    Path launcher = Path.of("assay").toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new IllegalArgumentException(
          "no executable `assay` here: run from the project, or use --wrap none");
    }
    return List.of(launcher.toString());
  }

  private static List<String> classes() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+DisplayVMOutputToStderr",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.assay.adapter.cli.Main");
  }

  /** The command as printed in a report: no machine paths, no class path. */
  List<String> shown(List<String> whole) {
    List<String> shown = new ArrayList<>();
    boolean classPath = false;
    for (String word : whole) {
      boolean path = word.startsWith("/");
      shown.add(classPath ? "…" : path ? Path.of(word).getFileName().toString() : word);
      classPath = word.equals("-cp");
    }
    return shown;
  }
}
