package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.store.NewestBundle;
import dev.assay.core.problem.Problem;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The one bundle a command is about: a file, standard input, or the newest of this machine. */
final class BundleArgument {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Parameters(arity = "0..1", paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private List<String> bundles = List.of();

  /** What the argument leads to. */
  sealed interface Choice {
    /** A path, or {@code -}. */
    record Named(String path) implements Choice {}

    /** There is no newest bundle. */
    record None(Problem problem) implements Choice {}
  }

  /** Works it out; a usage error unless exactly one bundle is meant. */
  Choice choose() {
    if (bundles.size() > 1 || last == !bundles.isEmpty()) {
      throw new ParameterException(command.commandLine(), "Name one bundle, or `--last`");
    }
    if (!last) {
      return new Choice.Named(bundles.getFirst());
    }
    return switch (NewestBundle.find(System.getenv())) {
      case NewestBundle.NotFound(Problem problem) -> new Choice.None(problem);
      case NewestBundle.Found found -> new Choice.Named(found.file().toString());
    };
  }
}
