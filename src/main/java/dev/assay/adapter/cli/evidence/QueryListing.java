package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.question.QueryBundles;
import dev.assay.core.evidence.question.RecordingState;
import dev.assay.core.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints the answer of many bundles as it comes: their events, and what they cannot answer. */
final class QueryListing implements QueryBundles.Listing {
  private final PrintWriter out;
  private final String schema;
  private final ListingOptions.Form form;
  private final List<EventColumn> columns;
  private Optional<EventListing> current = Optional.empty();
  private long bundles;
  private long matched;
  private long incomplete;

  QueryListing(
      PrintWriter out, String schema, ListingOptions.Form form, List<EventColumn> columns) {
    this.out = out;
    this.schema = schema;
    this.form = form;
    this.columns = columns;
  }

  @Override
  public ShowBundle.Page next(String path) {
    boolean first = bundles++ == 0;
    if (form == ListingOptions.Form.json) {
      out.print(first ? EventListing.opening("schema", schema) + ",\n  \"bundles\": [\n" : ",\n");
    }
    EventListing.Layout layout =
        new EventListing.Layout(form, columns, first, EventListing.opening("path", path));
    EventListing listing = new EventListing(out, layout, path);
    current = Optional.of(listing);
    return listing;
  }

  @Override
  public void ended(RecordingState state, Set<RecordingState.Part> atHand) {
    EventListing listing = current.orElseThrow();
    listing.end(state, atHand);
    current = Optional.empty();
    matched += listing.rows();
    incomplete += state.lacking(atHand).isEmpty() ? 0 : 1;
  }

  /** Says whether anything was printed, so that what comes now is its end. */
  boolean begun() {
    return bundles > 0;
  }

  /** Ends the answer. */
  void end(CommandReason reason, List<QueryBundles.LeftOut> leftOut) {
    if (form == ListingOptions.Form.json) {
      current.ifPresent(listing -> listing.end());
      out.print(
          "],\n  \"matched\": %d,\n  \"incomplete\": %d,\n  \"left_out\": %s,\n"
                  .formatted(matched, incomplete, EventListing.json(leftOut(leftOut)))
              + "  \"exit_code\": %d,\n  \"reason_code\": \"%s\"\n}\n"
                  .formatted(reason.exitCode().number(), reason.code()));
    } else if (form == ListingOptions.Form.table && bundles + leftOut.size() > 1) {
      out.print(TerminalLines.of(summary(leftOut.size())) + "\n");
    }
  }

  private String summary(int leftOut) {
    StringBuilder text = new StringBuilder();
    text.append(matched).append(" events in ").append(bundles).append(" bundles");
    if (incomplete > 0) {
      text.append("; ").append(incomplete).append(" not complete");
    }
    if (leftOut > 0) {
      text.append("; ").append(leftOut).append(" left out, so this is not the whole answer");
    }
    return text.toString();
  }

  private static Json.Arr leftOut(List<QueryBundles.LeftOut> bundles) {
    return new Json.Arr(
        bundles.stream()
            .<Json>map(
                bundle ->
                    Json.object()
                        .put("path", bundle.path())
                        .put("reason_code", bundle.reasonCode())
                        .put("problems", CommandAnswer.problems(bundle.problems()))
                        .build())
            .toList());
  }
}
