package dev.assay.adapter.cli.output;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output options of a command whose result other tools read too: SARIF and JUnit. */
public final class ReportOptions {
  /** The forms a result can take. */
  public enum Format {
    /** Lines for people. */
    text,
    /** One JSON document. */
    json,
    /** A SARIF 2.1.0 log, for code scanning. */
    sarif,
    /** A JUnit report in XML, for CI. */
    junit
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif|junit",
      defaultValue = "text",
      description = "form of the result (default: ${DEFAULT-VALUE})")
  private Format format = Format.text;

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  /**
   * Prints the answer and gives the exit code; the files of other tools are made only when one is
   * asked for, and an answer that has none is nothing in their form.
   */
  public int finish(CommandAnswer answer, Supplier<String> sarif, Supplier<String> junit) {
    return switch (json ? Format.json : format) {
      case text -> OutputOptions.finish(command.commandLine(), false, answer);
      case json -> OutputOptions.finish(command.commandLine(), true, answer);
      case sarif -> deliver(answer, sarif);
      case junit -> deliver(answer, junit);
    };
  }

  private int deliver(CommandAnswer answer, Supplier<String> file) {
    OutputOptions.explain(command.commandLine(), answer);
    return OutputOptions.deliver(command.commandLine(), file.get(), answer.reason());
  }

  /** Prints an answer that comes from no run: nothing to report in SARIF or JUnit. */
  public int refuse(CommandAnswer answer) {
    return finish(answer, () -> "", () -> "");
  }

  /** Says on standard error what is legal and probably not meant. */
  public void warn(String warning) {
    OutputOptions.warn(command.commandLine(), warning);
  }
}
