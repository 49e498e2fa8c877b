package dev.assay.bench;

import dev.assay.core.json.Json;
import dev.assay.testkit.RecordedEvidence;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The stdio load harness: a closed-loop C client against a small server, direct, through a C relay
 * that does nothing, and through {@code assay mcp wrap} with evidence on, interleaved in one run
 * and pinned to one core. Prints Markdown.
 *
 * <p>It asserts no time. It fails when a reply is missing, is not a success or answers a call that
 * is not open, and when the wrapped server's exit code does not pass through.
 *
 * <p>Options are listed by {@code --help}; the method is written in {@code
 * docs/explanation/performance.md}.
 */
public final class StdioLoad {
  /** A path to the server; in the order of the table. */
  enum Route {
    DIRECT("direct"),
    RELAY("C relay"),
    WRAP("assay mcp wrap, evidence on");

    final String title;

    Route(String title) {
      this.title = title;
    }
  }

  /** What one run of the client measured; microseconds unless the name says otherwise. */
  record Sample(
      double initialize,
      double list,
      double first,
      Tail tail,
      double rssMib,
      double busyRssMib,
      double callsPerSecond) {}

  record Tail(double p50, double p95, double p99) {}

  /**
   * What one run of the client does. Starts are measured under the ordinary scheduler: in the
   * real-time class two threads of one process take turns of a tenth of a second, which no editor
   * does to them.
   */
  private record Load(
      int inFlight, int warmup, int calls, int bootMillis, int idleMillis, boolean realtime) {
    static Load steady(int inFlight, LoadOptions options) {
      return new Load(inFlight, options.warmup(), options.calls(), 0, 0, options.realtime());
    }

    static Load cold(int bootMillis) {
      return new Load(1, 0, 2000, bootMillis, 300, false);
    }
  }

  private static final Path WORK = Path.of("target", "bench");
  private static final Path STATE = WORK.resolve("state").toAbsolutePath();
  private static final int[] IN_FLIGHT = {1, 8};

  private final LoadOptions options;
  private final List<String> wrap;

  private StdioLoad(LoadOptions options) {
    this.options = options;
    this.wrap = options.wrapCommand(WORK.resolve("policy.yaml"));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    LoadOptions options = LoadOptions.parse(List.of(args));
    if (options.help()) {
      System.out.print(LoadOptions.HELP);
      return;
    }
    Files.createDirectories(WORK);
    for (String program : List.of("echo", "relay", "load")) {
      compile(program);
    }
    copy("policy.yaml");
    copy("echo.mjs");
    StdioLoad harness = new StdioLoad(options);
    System.out.println(harness.machine());
    if (options.rounds() > 0) {
      System.out.println(harness.steady());
    }
    if (options.starts() > 0) {
      System.out.println(harness.cold());
    }
  }

  private static Path copy(String resource) throws IOException {
    Path target = WORK.resolve(resource);
    try (InputStream in = StdioLoad.class.getResourceAsStream("/bench/" + resource)) {
      Files.write(target, in.readAllBytes());
    }
    return target;
  }

  private static void compile(String program) throws IOException, InterruptedException {
    Path source = copy(program + ".c");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-Wall",
                "-D_GNU_SOURCE",
                "-o",
                WORK.resolve(program).toString(),
                source.toString())
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IllegalStateException("gcc could not compile " + source);
    }
  }

  /**
   * Rounds of every route at every number of calls in flight; the round with the slowest direct p50
   * is left out.
   */
  private String steady() throws IOException, InterruptedException {
    StringBuilder out = new StringBuilder();
    out.append(
            "| in flight | path | p50 µs | p95 µs | p99 µs | p50 × relay (range) | p95 × | p99 × | added p50 µs |")
        .append(" calls/s |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (int inFlight : IN_FLIGHT) {
      List<Map<Route, Sample>> rounds = new ArrayList<>();
      for (int round = 0; round < options.rounds(); round++) {
        Map<Route, Sample> one = new EnumMap<>(Route.class);
        for (Route route : routes()) {
          one.put(route, measure(route, Load.steady(inFlight, options)));
        }
        rounds.add(one);
        System.err.println("c=" + inFlight + " round " + (round + 1) + " " + one);
      }
      if (rounds.size() > 1) {
        rounds.remove(slowestDirect(rounds));
      }
      for (Route route : routes()) {
        out.append(row(inFlight, route, rounds));
      }
    }
    return out.toString();
  }

  private static int slowestDirect(List<Map<Route, Sample>> rounds) {
    int slowest = 0;
    for (int i = 1; i < rounds.size(); i++) {
      if (rounds.get(i).get(Route.DIRECT).tail.p50
          > rounds.get(slowest).get(Route.DIRECT).tail.p50) {
        slowest = i;
      }
    }
    return slowest;
  }

  private static String row(int inFlight, Route route, List<Map<Route, Sample>> rounds) {
    double[] p50 = ratios(route, rounds, Tail::p50);
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.1f | %.1f | %.1f | %.2f (%.2f–%.2f) | %.2f | %.2f | %+.1f | %.0f |%n",
        inFlight,
        route.title,
        median(rounds, route, s -> s.tail.p50),
        median(rounds, route, s -> s.tail.p95),
        median(rounds, route, s -> s.tail.p99),
        middle(p50),
        p50[0],
        p50[p50.length - 1],
        middle(ratios(route, rounds, Tail::p95)),
        middle(ratios(route, rounds, Tail::p99)),
        median(rounds, route, s -> s.tail.p50) - median(rounds, Route.RELAY, s -> s.tail.p50),
        median(rounds, route, Sample::callsPerSecond));
  }

  private static double[] ratios(
      Route route, List<Map<Route, Sample>> rounds, ToDoubleFunction<Tail> of) {
    return rounds.stream()
        .mapToDouble(
            r -> of.applyAsDouble(r.get(route).tail) / of.applyAsDouble(r.get(Route.RELAY).tail))
        .sorted()
        .toArray();
  }

  private static double median(
      List<Map<Route, Sample>> rounds, Route route, ToDoubleFunction<Sample> of) {
    return middle(
        rounds.stream().mapToDouble(r -> of.applyAsDouble(r.get(route))).sorted().toArray());
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * Fresh processes: first answers and memory, with a server that is ready at once and one that
   * boots for a while.
   */
  private String cold() throws IOException, InterruptedException {
    StringBuilder out = new StringBuilder();
    out.append(
            "| server needs | path | first `initialize` ms | above direct ms | `tools/list` ms | first call ms (p90) |")
        .append(" RSS idle MiB | RSS after load MiB |\n|---|---|---|---|---|---|---|---|\n");
    for (int bootMillis : new int[] {0, options.bootMillis()}) {
      List<Map<Route, Sample>> starts = new ArrayList<>();
      for (int start = 0; start < options.starts(); start++) {
        Map<Route, Sample> one = new EnumMap<>(Route.class);
        for (Route route : routes()) {
          one.put(route, measure(route, Load.cold(bootMillis)));
        }
        starts.add(one);
      }
      for (Route route : routes()) {
        out.append(
            String.format(
                Locale.ROOT,
                "| %d ms | %s | %.1f | %+.1f | %.2f | %.2f (%.2f) | %.1f | %.1f |%n",
                bootMillis,
                route.title,
                median(starts, route, s -> s.initialize / 1000),
                median(starts, route, s -> s.initialize / 1000)
                    - median(starts, Route.DIRECT, s -> s.initialize / 1000),
                median(starts, route, s -> s.list / 1000),
                median(starts, route, s -> s.first / 1000),
                ninth(starts, route) / 1000,
                median(starts, route, Sample::rssMib),
                median(starts, route, Sample::busyRssMib)));
      }
    }
    return out.toString();
  }

  private static double ninth(List<Map<Route, Sample>> starts, Route route) {
    double[] sorted = starts.stream().mapToDouble(s -> s.get(route).first).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, sorted.length * 9 / 10)];
  }

  private List<Route> routes() {
    return wrap.isEmpty() ? List.of(Route.DIRECT, Route.RELAY) : List.of(Route.values());
  }

  private Sample measure(Route route, Load load) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program("load")));
    addOption(command, "--core", options.core());
    addOption(command, "--inflight", load.inFlight);
    addOption(command, "--warmup", load.warmup);
    addOption(command, "--calls", load.calls);
    addOption(command, "--idle-ms", load.idleMillis);
    addOption(command, "--realtime", load.realtime ? 1 : 0);
    command.add("--");
    switch (route) {
      case DIRECT -> {}
      case RELAY -> command.add(program("relay"));
      case WRAP -> command.addAll(wrap);
    }
    command.addAll(server());
    if (load.bootMillis > 0) {
      command.addAll(List.of("--boot-ms", Integer.toString(load.bootMillis)));
    }
    Sample sample = sample(run(command), load.calls);
    if (route == Route.WRAP) {
      everyCallIsRecorded(load.warmup + load.calls + 1);
    }
    return sample;
  }

  private List<String> server() {
    return switch (options.server()) {
      case C -> List.of(program("echo"));
      case NODE -> List.of("node", program("echo.mjs"));
    };
  }

  /** Outside the measured time: the evidence of the run just made is complete. Removes it. */
  private static void everyCallIsRecorded(int calls) throws IOException {
    RecordedEvidence evidence = RecordedEvidence.below(STATE);
    if (evidence.allows().size() != calls) {
      throw new IllegalStateException(
          calls + " calls, but " + evidence.allows().size() + " recorded decisions");
    }
    for (Path bundle : evidence.bundles()) {
      Files.delete(bundle);
    }
  }

  private static String program(String name) {
    return WORK.resolve(name).toAbsolutePath().toString();
  }

  private static void addOption(List<String> command, String name, int value) {
    command.add(name);
    command.add(Integer.toString(value));
  }

  private static Json.Obj run(List<String> command) throws IOException, InterruptedException {
    Path errors = WORK.resolve("stderr.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("ASSAY_STATE_DIR", STATE.toString());
    Process load = builder.start();
    String line = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!load.waitFor(180, TimeUnit.SECONDS) || load.exitValue() != 0) {
      load.destroyForcibly();
      List<String> said = Files.readAllLines(errors);
      throw new IllegalStateException(
          "load failed: "
              + command
              + "\n"
              + String.join("\n", said.subList(Math.max(0, said.size() - 10), said.size())));
    }
    return (Json.Obj) Vectors.parse(line.strip());
  }

  private static Sample sample(Json.Obj line, int calls) {
    if (number(line, "exit") != 0) {
      throw new IllegalStateException("the session did not end with 0: " + line);
    }
    return new Sample(
        number(line, "initialize"),
        number(line, "list"),
        number(line, "first"),
        new Tail(number(line, "p50"), number(line, "p95"), number(line, "p99")),
        number(line, "rss_kib") / 1024,
        number(line, "busy_rss_kib") / 1024,
        calls / number(line, "seconds"));
  }

  private static double number(Json.Obj line, String name) {
    return Double.parseDouble(((Json.Num) line.get(name)).text());
  }

  private String machine() throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(l -> l.startsWith("model name"))
            .map(l -> l.substring(l.indexOf(':') + 2))
            .findFirst()
            .orElse("unknown");
    String wrapLine = wrap.isEmpty() ? "left out" : String.join(" ", options.shown(wrap));
    return String.join(
        "\n",
        "- machine: "
            + cpu
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores, Linux "
            + System.getProperty("os.version")
            + ", load "
            + Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
        "- JDK: "
            + System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version"),
        "- everything on core "
            + options.core()
            + (options.realtime() ? ", steady state with round-robin real-time priority" : "")
            + "; "
            + options.rounds()
            + " rounds of "
            + options.warmup()
            + " + "
            + options.calls()
            + " calls, "
            + options.starts()
            + " cold starts; medians",
        "- server: " + options.server() + ", wrap: `" + wrapLine + "`",
        "");
  }

  static List<String> splitWords(String command) {
    return Arrays.stream(command.split(" ")).filter(w -> !w.isEmpty()).toList();
  }
}
