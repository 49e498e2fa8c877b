package dev.assay.adapter.stdio;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The wrapped server as a process of its own group.
 *
 * <p>Started as an argument vector, never through a shell. Where {@code setsid} and {@code setpriv}
 * exist, the whole group gets our signals and the server gets SIGTERM when we die. Elsewhere
 * descendants are found by snapshots, and a grandchild that left its parent between two snapshots
 * is missed; {@code docs/reference/gateway.md} says so.
 */
public final class ChildProcess {
  private static final long KILL_WAIT_MILLIS = 3_000;

  private final Process process;
  private final boolean ownGroup;
  private volatile boolean stoppedByUs;

  private ChildProcess(Process process, boolean ownGroup) {
    this.process = process;
    this.ownGroup = ownGroup;
  }

  /** What is to be started, with the file it was found in. */
  public record Command(List<String> argv, Path executable) {
    /** Copies the arguments. */
    public Command {
      argv = List.copyOf(argv);
    }
  }

  /** Whether a command was found. */
  public sealed interface Lookup {
    /** It was. */
    record Found(Command command) implements Lookup {}

    /** It was not. */
    record Missing(Problem problem) implements Lookup {}
  }

  /** Finds a command the way a shell would, without running one. */
  public static Lookup find(List<String> argv, String searchPath) {
    String name = argv.getFirst();
    if (name.indexOf('/') >= 0) {
      Path file = Path.of(name);
      return isProgram(file)
          ? new Lookup.Found(new Command(argv, file.toAbsolutePath().normalize()))
          : missing(
              "the server command `" + name + "` is no executable file", "check the path after --");
    }
    for (String directory : searchPath.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory.isEmpty() ? "." : directory, name);
      if (isProgram(file)) {
        return new Lookup.Found(new Command(argv, file.toAbsolutePath().normalize()));
      }
    }
    return missing(
        "the server command `" + name + "` was not found", "searched PATH=" + searchPath);
  }

  private static Lookup missing(String message, String hint) {
    return new Lookup.Missing(new Problem("E_COMMAND_NOT_FOUND", message, Where.NOWHERE, hint));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /**
   * Starts the server. The thread that calls this must live as long as the session: the kernel
   * sends the parent-death signal when that thread ends.
   *
   * @throws IOException when the system refuses to start it
   */
  public static ChildProcess start(Command command, String searchPath) throws IOException {
    Optional<Path> setsid = tool("setsid", searchPath);
    Optional<Path> setpriv = tool("setpriv", searchPath);
    List<String> argv = new ArrayList<>();
    setsid.ifPresent(path -> argv.add(path.toString()));
    if (setsid.isPresent() && setpriv.isPresent()) {
      argv.addAll(List.of(setpriv.get().toString(), "--pdeathsig", "TERM", "--"));
    }
    argv.addAll(command.argv());
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(ChildProcess::isOwnSecret);
    return new ChildProcess(builder.start(), setsid.isPresent());
  }

  private static boolean isOwnSecret(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return name.startsWith("ASSAY_")
        && (name.contains("KEY") || name.contains("TOKEN") || name.contains("SECRET"));
  }

  private static Optional<Path> tool(String name, String searchPath) {
    return find(List.of(name), searchPath) instanceof Lookup.Found found
        ? Optional.of(found.command().executable())
        : Optional.empty();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  /** Waits for the end; says whether it came in time. */
  boolean awaitExit(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Calls somebody once the process ended. */
  void onExit(Runnable listener) {
    var _ = process.onExit().thenRun(listener);
  }

  /** Gives the exit code, 128 and the signal when a signal ended it; only after the end. */
  int exitCode() {
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Says whether {@link #stop} had to end it. */
  boolean wasStoppedByUs() {
    return stoppedByUs;
  }

  /**
   * SIGTERM to the group, then SIGKILL to what is left of it; returns when nothing we can see is
   * alive.
   */
  void stop() throws InterruptedException {
    List<ProcessHandle> family = family();
    stoppedByUs = stoppedByUs || process.isAlive();
    signalGroup("TERM");
    family.forEach(ProcessHandle::destroy);
    awaitAll(family, KILL_WAIT_MILLIS);
    List<ProcessHandle> left = new ArrayList<>(family());
    left.addAll(family);
    signalGroup("KILL");
    left.forEach(ProcessHandle::destroyForcibly);
    awaitAll(left, 500);
  }

  /** Ends members of the group that outlived the server itself. */
  void stopRest() throws InterruptedException {
    if (ownGroup && groupLives()) {
      stop();
    }
  }

  private boolean groupLives() throws InterruptedException {
    return signalGroup("0");
  }

  private List<ProcessHandle> family() {
    List<ProcessHandle> all = new ArrayList<>();
    all.add(process.toHandle());
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(all::add);
    }
    return all;
  }

  private static void awaitAll(List<ProcessHandle> processes, long millis)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (ProcessHandle handle : processes) {
      while (handle.isAlive() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  /**
   * Signals the process group through the shell's own kill; the JDK cannot. Says whether the group
   * exists.
   */
  private boolean signalGroup(String signal) throws InterruptedException {
    if (!ownGroup) {
      return false;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " -" + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return kill.waitFor() == 0;
    } catch (IOException e) {
      return false; // without a shell the descendants' snapshot is all we have
    }
  }
}
