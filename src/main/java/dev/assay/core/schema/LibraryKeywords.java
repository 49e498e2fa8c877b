package dev.assay.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.schema.value.JsonEquality;
import java.util.Iterator;

/** Keywords of ours that the library runs. */
final class LibraryKeywords {
  private LibraryKeywords() {}

  /**
   * A keyword of our own, put into every schema handed over, that takes the work of judging it from
   * the run. It never fails; when nothing is left it ends the check.
   */
  static final class Work implements Keyword {
    static final String NAME = "x-assay-work";

    /** Where the run is kept during a check. */
    static final String RUN = "run";

    /**
     * Units for one schema applied to one value: the library needs that much longer than our rules.
     */
    private static final long STEP = 64;

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

      /** How many keywords look back at everything that was judged before. */
      long backward;

      Json json() {
        return Json.object()
            .put("text", text)
            .put("names", names)
            .put("each", each)
            .put("backward", backward)
            .build();
      }
    }

    @Override
    public String getValue() {
      return NAME;
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
      private final long backward;

      Spending(Keyword keyword, JsonNode costs, SchemaLocation location) {
        super(keyword, costs, location);
        this.text = costs.path("text").asLong();
        this.names = costs.path("names").asLong();
        this.each = costs.path("each").asLong();
        this.backward = costs.path("backward").asLong();
      }

      @Override
      public void validate(
          ExecutionContext context, JsonNode value, JsonNode whole, NodePath location) {
        Object run = context.getCollectorContext().get(RUN);
        if (!(run instanceof Run r)) {
          throw new BugException("a check was started without its run");
        }
        long units = STEP + each + ofText(value) + ofNames(value) + ofLookingBack(r, context);
        if (!r.spend(units)) {
          throw new UsedUp();
        }
      }

      /** {@code unevaluated…} compares with the path of each annotation made so far. */
      private long ofLookingBack(Run run, ExecutionContext context) {
        long steps = run.step();
        return backward == 0
            ? 0
            : (backward * steps * (1 + context.getEvaluationPath().getNameCount())) >> 2;
      }

      private long ofText(JsonNode value) {
        return value.isTextual() ? (value.textValue().length() * text) >> 4 : 0;
      }

      private long ofNames(JsonNode value) {
        long cost = value.size();
        if (names > 0 && value.isObject()) {
          for (Iterator<String> all = value.fieldNames(); all.hasNext(); ) {
            cost += (all.next().length() * names) >> 4;
          }
        }
        return cost;
      }
    }
  }

  /**
   * {@code uniqueItems} in place of the library's, which also judges objects (2.0.8) and can be
   * made to compare all pairs.
   */
  static final class Unique implements Keyword {
    private static final String NAME = "uniqueItems";

    @Override
    public String getValue() {
      return NAME;
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location,
        JsonNode value,
        com.networknt.schema.Schema parent,
        SchemaContext context) {
      return new Judging(this, value, location, parent, context);
    }

    private static final class Judging extends BaseKeywordValidator {
      private final boolean wanted;

      Judging(
          Keyword keyword,
          JsonNode value,
          SchemaLocation location,
          com.networknt.schema.Schema parent,
          SchemaContext context) {
        super(keyword, value, location, parent, context);
        this.wanted = value.booleanValue();
      }

      @Override
      public void validate(
          ExecutionContext context, JsonNode value, JsonNode whole, NodePath location) {
        boolean repeats =
            wanted
                && LibraryValues.json(value) instanceof Json.Arr array
                && !JsonEquality.allDifferent(array.items());
        if (repeats) {
          context.addError(
              error()
                  .instanceNode(value)
                  .instanceLocation(location)
                  .evaluationPath(context.getEvaluationPath())
                  .messageKey(NAME)
                  .message("must not contain equal items")
                  .build());
        }
      }
    }
  }
}
