package dev.assay.adapter.cli;

import dev.assay.adapter.cli.demo.DemoClient;
import dev.assay.adapter.cli.demo.DemoServer;
import dev.assay.adapter.cli.wrap.WrapMain;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/**
 * Where the program starts. Editors start {@code mcp wrap} often and wait for it, so that command
 * (and the two hidden demonstration programs beside it) runs from here with plain objects; every
 * other command runs in the container. {@code docs/adr/0001-two-entry-points.md} says why.
 */
@QuarkusMain
public final class Main {
  Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... args) {
    List<String> words = List.of(args);
    if (words.size() >= 2 && words.get(0).equals("mcp") && !asksForHelp(words)) {
      List<String> rest = words.subList(2, words.size());
      switch (words.get(1)) {
        case "wrap" -> exit(WrapMain.run(rest));
        case "demo-server" -> exit(DemoServer.run(rest, System.in, System.out, System.err));
        case "demo-client" -> exit(DemoClient.run(rest, System.err));
        default -> ContainerStart.run(args);
      }
    } else {
      ContainerStart.run(args);
    }
  }

  /** Tells whether help is asked for before the wrapped command begins. */
  private static boolean asksForHelp(List<String> words) {
    int end = words.indexOf("--");
    List<String> ours = end < 0 ? words : words.subList(0, end);
    return ours.contains("--help") || ours.contains("-h");
  }

  private static void exit(int code) {
    System.exit(code);
  }
}
