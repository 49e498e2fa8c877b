package dev.assay.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.util.Iterator;

/**
 * A keyword of our own, put into every schema handed over, that takes the work of judging it from
 * the run. It never fails; when nothing is left it ends the check.
 */
final class LibraryWork implements Keyword {
  static final String KEYWORD = "x-assay-work";

  /** Where the run is kept during a check. */
  static final String RUN = "run";

  /** Ends a check whose work is used up. */
  static final class UsedUp extends RuntimeException {
    UsedUp() {
      super(null, null, false, false);
    }
  }

  /** What one schema costs, found while it is prepared. */
  static final class Costs {
    /** For each character of a text. */
    long text;

    /** For each character of a member name. */
    long names;

    /** For each value. */
    long each;

    /** For each pair of members or items. */
    long pairs;

    Json json() {
      return Json.object()
          .put("text", text)
          .put("names", names)
          .put("each", each)
          .put("pairs", pairs)
          .build();
    }
  }

  @Override
  public String getValue() {
    return KEYWORD;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location,
      JsonNode costs,
      com.networknt.schema.Schema parent,
      SchemaContext context) {
    return new Spending(this, costs, location);
  }

  private static final class Spending extends AbstractKeywordValidator {
    private final long text;
    private final long names;
    private final long each;
    private final long pairs;

    Spending(Keyword keyword, JsonNode costs, SchemaLocation location) {
      super(keyword, costs, location);
      this.text = costs.path("text").asLong();
      this.names = costs.path("names").asLong();
      this.each = costs.path("each").asLong();
      this.pairs = costs.path("pairs").asLong();
    }

    @Override
    public void validate(
        ExecutionContext context, JsonNode value, JsonNode whole, NodePath location) {
      Object run = context.getCollectorContext().get(RUN);
      if (!(run instanceof Run r)) {
        throw new BugException("a check was started without its run");
      }
      if (!r.spend(1 + each + ofText(value) + ofParts(value))) {
        throw new UsedUp();
      }
    }

    private long ofText(JsonNode value) {
      return value.isTextual() ? (value.textValue().length() * text) >> 4 : 0;
    }

    private long ofParts(JsonNode value) {
      long size = value.size();
      long cost = size + ((size * size * pairs) >> 6);
      if (names > 0 && value.isObject()) {
        for (Iterator<String> all = value.fieldNames(); all.hasNext(); ) {
          cost += (all.next().length() * names) >> 4;
        }
      }
      return cost;
    }
  }
}
