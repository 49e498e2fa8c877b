package dev.assay.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the schema library (networknt), for documents that use more than our own rules know. It
 * runs our patterns, loads nothing, and its work is counted. Conservative about paths: a value that
 * passes is refused when any text in it disagrees with any path-prefix pattern in the document.
 */
final class LibraryJudge implements Schema.Judge {
  /** What relative identifiers are relative to; can never be fetched (RFC 6761). */
  private static final String BASE = "https://schema.invalid/";

  private final com.networknt.schema.Schema schema;
  private final List<TextPattern> paths;

  private LibraryJudge(com.networknt.schema.Schema schema, List<TextPattern> paths) {
    this.schema = schema;
    this.paths = paths;
  }

  /** Gives the judge, or null with the problems added. */
  static Schema.@Nullable Judge compile(Json document, List<Problem> problems) {
    int before = problems.size();
    SpecificationVersion version = version(document);
    LibraryScan scan = new LibraryScan(problems);
    Json prepared = scan.prepare(document);
    JsonNode node = LibraryValues.node(prepared);
    if (node == null) {
      problems.add(
          SchemaProblem.UNSUPPORTED.at("", "holds a number too long or too fine to judge"));
    } else if (version != SpecificationVersion.DRAFT_2020_12) {
      againstItsOwnSchema(LibraryValues.node(document), version, problems);
    }
    if (node == null || problems.size() > before) {
      return null;
    }
    List<String> wanted = new ArrayList<>();
    try {
      com.networknt.schema.Schema schema =
          registry(version, wanted).getSchema(SchemaLocation.of(BASE), node);
      schema.initializeValidators();
      return new LibraryJudge(schema, scan.paths());
    } catch (SchemaException e) {
      problems.add(wanted.isEmpty() ? refused(e) : scan.remote(wanted.getLast()));
      return null;
    } catch (RuntimeException | StackOverflowError e) {
      problems.add(
          SchemaProblem.UNSUPPORTED.at("", "the schema cannot be used: the library fails"));
      return null;
    }
  }

  private static Problem refused(SchemaException e) {
    Error error = e.getError();
    String pointer = error == null ? "" : pointer(String.valueOf(error.getSchemaLocation()));
    String message = error == null ? String.valueOf(e.getMessage()) : error.getMessage();
    boolean reference = error != null && "$ref".equals(error.getKeyword());
    return (reference ? SchemaProblem.UNRESOLVED : SchemaProblem.UNSUPPORTED)
        .at(pointer, "the schema cannot be used: " + message.replace(BASE, "").replace('\n', ' '));
  }

  private static String pointer(String location) {
    int hash = location.indexOf('#');
    return hash < 0 ? "" : location.substring(hash + 1);
  }

  private static SpecificationVersion version(Json document) {
    String uri = document instanceof Json.Obj o ? o.string("$schema").orElse("") : "";
    if (uri.contains("2019-09")) {
      return SpecificationVersion.DRAFT_2019_09;
    } else if (uri.contains("draft-07")) {
      return SpecificationVersion.DRAFT_7;
    } else if (uri.contains("draft-06")) {
      return SpecificationVersion.DRAFT_6;
    }
    return uri.contains("draft-04")
        ? SpecificationVersion.DRAFT_4
        : SpecificationVersion.DRAFT_2020_12;
  }

  private static Dialect dialect(SpecificationVersion version) {
    return switch (version) {
      case DRAFT_4 -> Dialects.getDraft4();
      case DRAFT_6 -> Dialects.getDraft6();
      case DRAFT_7 -> Dialects.getDraft7();
      case DRAFT_2019_09 -> Dialects.getDraft201909();
      case DRAFT_2020_12 -> Dialects.getDraft202012();
    };
  }

  private static SchemaRegistry registry(SpecificationVersion version, List<String> wanted) {
    boolean assertsFormat = version.compareTo(SpecificationVersion.DRAFT_2019_09) < 0;
    Dialect dialect = dialect(version);
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(assertsFormat)
            .regularExpressionFactory(LibraryJudge::expression)
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .build();
    Dialect counted =
        Dialect.builder(dialect)
            .keyword(new LibraryKeywords.Work())
            .keyword(new LibraryKeywords.Unique())
            .build();
    return SchemaRegistry.builder()
        .defaultDialectId(dialect.getId())
        .dialectRegistry(new BasicDialectRegistry(counted))
        .schemaLoader(loader -> loader.block(iri -> wanted.add(iri.toString())))
        .schemaRegistryConfig(config)
        .build();
  }

  private static RegularExpression expression(String source) {
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Compiled compiled -> compiled.pattern()::find;
      case TextPattern.Reading.Refused refused ->
          throw new SchemaException("pattern `" + source + "` " + refused.reason());
    };
  }

  /**
   * The library checks little of a schema itself; older dialects are checked by their own schema.
   */
  private static void againstItsOwnSchema(
      @Nullable JsonNode node, SpecificationVersion version, List<Problem> problems) {
    if (node == null) {
      return;
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            version,
            b ->
                b.schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(false)
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build()));
    com.networknt.schema.Schema own = registry.getSchema(SchemaLocation.of(version.getDialectId()));
    try {
      for (Error error : own.validate(node)) {
        problems.add(
            SchemaProblem.INVALID.at(
                error.getInstanceLocation().toString(), LibraryValues.message(error)));
      }
    } catch (RuntimeException | StackOverflowError e) {
      problems.add(
          SchemaProblem.UNSUPPORTED.at("", "the schema cannot be used: the library fails"));
    }
  }

  @Override
  public SchemaCheck check(Json value) {
    Run run = Run.collecting();
    JsonNode node = LibraryValues.node(value);
    if (node == null) {
      run.fail("$schema", "must not hold numbers too long or too fine to judge");
      return run.violated();
    }
    List<Violation> violations = validate(node, run);
    if (!violations.isEmpty()) {
      return new SchemaCheck.Violated(violations);
    }
    if (!run.stopped()) {
      PathScope.judgeAll(paths, value, run);
    }
    return run.stopped() ? run.violated() : SchemaCheck.Satisfied.SATISFIED;
  }

  /** Gives nothing when the value passes, or when the run was stopped. */
  private List<Violation> validate(JsonNode node, Run run) {
    List<Violation> violations = new ArrayList<>();
    try {
      for (Error error :
          schema.validate(
              node,
              (ExecutionContext context) ->
                  context.getCollectorContext().put(LibraryKeywords.Work.RUN, run))) {
        if (violations.size() < Schema.MAX_VIOLATIONS) {
          violations.add(LibraryValues.violation(error));
        }
      }
    } catch (LibraryKeywords.Work.UsedUp e) {
      return violations;
    } catch (RuntimeException | StackOverflowError e) {
      violations.add(new Violation("", "$schema", "cannot be judged by this schema", false));
    }
    return violations;
  }
}
