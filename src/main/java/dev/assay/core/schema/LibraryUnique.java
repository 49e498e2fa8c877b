package dev.assay.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import dev.assay.core.json.Json;

/**
 * {@code uniqueItems} in place of the library's, which also judges objects (2.0.8) and can be made
 * to compare all pairs.
 */
final class LibraryUnique implements Keyword {
  private static final String KEYWORD = "uniqueItems";

  @Override
  public String getValue() {
    return KEYWORD;
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
                .messageKey(KEYWORD)
                .message("must not contain equal items")
                .build());
      }
    }
  }
}
