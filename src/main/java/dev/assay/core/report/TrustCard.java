package dev.assay.core.report;

import dev.assay.core.claim.Claim;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code trustcard.json} and {@code trustcard.md}: the rows of a trust basis as they are, and what
 * they are not. No filter, no regrouping, no second judgement. Source: {@code trust-basis.md} 5.
 */
public final class TrustCard {
  private static final int SCHEMA_VERSION = 5;

  private TrustCard() {}

  /** Gives the bytes of {@code trustcard.json}. */
  public static byte[] json(TrustBasis basis) {
    Json.Obj card =
        Json.object()
            .put("schema_version", SCHEMA_VERSION)
            .put("claims", basis.rows())
            .put("non_goals", Json.Arr.ofStrings(TrustReport.NON_GOALS))
            .build();
    return (JsonText.pretty(card) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Gives the text of {@code trustcard.md}. A note is untrusted and only its pipes and line ends
   * are neutralised, as the published form demands; our compiler writes no notes.
   */
  public static String markdown(TrustBasis basis) {
    StringBuilder card =
        new StringBuilder(
            """
            # Trust card

            | id | level | source | boundary | note |
            | --- | --- | --- | --- | --- |
            """);
    for (Claim claim : basis.claims()) {
      card.append("| ")
          .append(claim.id().wire())
          .append(" | ")
          .append(claim.level().wire())
          .append(" | ")
          .append(claim.source())
          .append(" | ")
          .append(claim.boundary())
          .append(" | ")
          .append(note(claim.note()).replace("|", "\\|"))
          .append(" |\n");
    }
    card.append("\n## Non-goals\n\n");
    TrustReport.NON_GOALS.forEach(goal -> card.append("- ").append(goal).append('\n'));
    return card.toString();
  }

  /** Gives a note on one line; {@code -} when there is none. */
  static String note(@Nullable String note) {
    String text = note == null ? "" : note.strip();
    return text.isEmpty() ? "-" : text.replace('\r', ' ').replace('\n', ' ');
  }
}
