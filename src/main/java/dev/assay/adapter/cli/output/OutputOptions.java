package dev.assay.adapter.cli.output;

import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The output options every command has, and the one way an answer leaves the program: results on
 * standard output, everything else on standard error.
 */
public final class OutputOptions {
  /** The forms a result can take. */
  public enum Format {
    /** Lines for people. */
    text,
    /** One JSON document. */
    json
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "form of the result (default: ${DEFAULT-VALUE})")
  private Format format = Format.text;

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  /** Prints the answer and gives the exit code; 3 when the answer could not be written. */
  public int finish(CommandAnswer answer) {
    return finish(command.commandLine(), isJson(), answer);
  }

  /**
   * Prints an answer for a command that has forms of its own, as text or as one JSON document, and
   * gives the exit code; 3 when the answer could not be written.
   */
  public static int finish(CommandLine command, boolean json, CommandAnswer answer) {
    explain(command, answer);
    if (json) {
      String document = JsonText.escaped(JsonText.pretty(answer.document()));
      return deliver(command, document + "\n", answer.reason());
    }
    String text = answer.text();
    return deliver(command, text.isEmpty() ? "" : TerminalLines.of(text) + "\n", answer.reason());
  }

  /** Says on standard error what is wrong, one line for each problem, and what to do. */
  static void explain(CommandLine command, CommandAnswer answer) {
    PrintWriter err = command.getErr();
    for (Problem problem : answer.problems()) {
      err.println(TerminalLines.oneLine("error: " + problem.text()));
    }
    if (!answer.problems().isEmpty() && !answer.reason().nextStep().isEmpty()) {
      err.println("next: " + answer.reason().nextStep());
    }
    err.flush();
  }

  /**
   * Prints a document whose bytes its format fixes, as it is, and gives the exit code. The document
   * must hold no text of others that a terminal would obey.
   */
  public int finishDocument(String document, CommandReason reason) {
    return deliver(command.commandLine(), document, reason);
  }

  /**
   * Prints a document of a format that is not ours, as it is, and gives the exit code; 3 when it
   * could not be written.
   */
  public static int deliver(CommandLine command, String document, CommandReason reason) {
    PrintWriter out = command.getOut();
    out.print(document);
    if (out.checkError()) {
      PrintWriter err = command.getErr();
      err.println("error: " + CommandReason.OUTPUT_FAILED.sentence());
      err.println("next: " + CommandReason.OUTPUT_FAILED.nextStep());
      err.flush();
      return CommandReason.OUTPUT_FAILED.exitCode().number();
    }
    return reason.exitCode().number();
  }

  /** Tells whether the result is one JSON document. */
  public boolean isJson() {
    return json || format == Format.json;
  }

  /** Says something on standard error that is no part of the result. */
  public void say(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(TerminalLines.of(line));
    err.flush();
  }

  /** Says on standard error what is legal and probably not meant. */
  public void warn(String warning) {
    warn(command.commandLine(), warning);
  }

  /** Says the same for a command that has forms of its own. */
  public static void warn(CommandLine command, String warning) {
    PrintWriter err = command.getErr();
    err.println(TerminalLines.oneLine("warning: " + warning));
    err.flush();
  }
}
