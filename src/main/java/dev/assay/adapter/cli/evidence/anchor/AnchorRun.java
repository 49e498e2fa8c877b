package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import java.io.IOException;

/** The run of a command of this package: it works out an answer, or an input ends it. */
final class AnchorRun {
  private AnchorRun() {}

  /** A command's work. */
  interface Work {
    CommandAnswer answer() throws InputRefused, IOException;
  }

  /** Does the work, prints the answer and gives the exit code. */
  static int finish(OutputOptions output, String schema, Work work) throws IOException {
    try {
      return output.finish(work.answer());
    } catch (InputRefused e) {
      return output.finish(e.answer(schema));
    }
  }
}
