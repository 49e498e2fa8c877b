package dev.assay.adapter.cli.output;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What tells the results of one run from those of others in code scanning. */
public final class CategoryOption {
  /** Characters of a category; GitHub shows it. */
  private static final int MAX_CATEGORY = 100;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "tells these results from others of the same repository in code scanning")
  private String category = "";

  /** Gives the name; empty when there is none. */
  public String name() {
    return category;
  }

  /** Gives what is wrong with the name; empty when it can be used. */
  public Optional<String> misuse() {
    boolean plain =
        category.length() <= MAX_CATEGORY
            && category
                .chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || "-_./ ".indexOf(c) >= 0);
    return plain
        ? Optional.empty()
        : Optional.of("`--category` is one line of letters, digits, blanks and `-_./`");
  }
}
