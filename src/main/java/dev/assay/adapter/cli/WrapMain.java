package dev.assay.adapter.cli;

import dev.assay.adapter.cli.output.ExitCode;
import java.io.IOException;
import java.util.List;

/** Runs {@code mcp wrap}. */
final class WrapMain {
  private WrapMain() {}

  static int run(List<String> args) {
    try {
      return new ProcessBuilder(args.subList(args.indexOf("--") + 1, args.size()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      return ExitCode.INFRASTRUCTURE.number();
    }
  }
}
