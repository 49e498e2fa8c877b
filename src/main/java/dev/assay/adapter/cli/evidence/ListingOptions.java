package dev.assay.adapter.cli.evidence;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The forms a list of events can take. */
final class ListingOptions {
  /** The forms. */
  enum Form {
    /** Columns for people. */
    table,
    /** One JSON document. */
    json,
    /** One event a line, as JSON. */
    jsonl,
    /** One event a line, as comma-separated values. */
    csv
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "table|json|jsonl|csv",
      description = "form of the result (default: table)")
  private List<Form> format = List.of();

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  @Option(names = "--jsonl", description = "same as --format jsonl: one event a line")
  private boolean jsonl;

  @Option(names = "--csv", description = "same as --format csv, safe for spreadsheets")
  private boolean csv;

  /** Gives the form that is asked for; a usage error when there are two. */
  Form form() {
    List<Form> asked = new ArrayList<>(format);
    if (json) {
      asked.add(Form.json);
    }
    if (jsonl) {
      asked.add(Form.jsonl);
    }
    if (csv) {
      asked.add(Form.csv);
    }
    if (asked.stream().distinct().count() > 1) {
      throw new ParameterException(command.commandLine(), "Choose one form of the result");
    }
    return asked.isEmpty() ? Form.table : asked.getFirst();
  }
}
