package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.pattern.TextPattern;
import dev.assay.core.schema.value.Decimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of draft 2020-12, turned into the rules of one node. Unknown keywords are
 * annotations; those only the library judges mark the node.
 */
final class SchemaKeywords {
  private static final String[] TEXT_ANNOTATIONS = {
    "title", "description", "$comment", "format", "contentEncoding", "contentMediaType"
  };
  private static final String[] FLAG_ANNOTATIONS = {"deprecated", "readOnly", "writeOnly"};

  private final SchemaCompiler compiler;
  private final Node node;
  private final boolean based;
  private final KeywordReader read;
  private final List<Rule> rules = new ArrayList<>();

  SchemaKeywords(SchemaCompiler compiler, Node node, Json.Obj schema, boolean based) {
    this.compiler = compiler;
    this.node = node;
    this.based = based;
    this.read = new KeywordReader(compiler, node, schema, based);
  }

  List<Rule> rules() {
    identity();
    annotations();
    values();
    numbers();
    texts();
    arrays();
    objects();
    names();
    combinations();
    reference();
    return rules;
  }

  private void identity() {
    String dialect = read.text("$schema");
    if (dialect != null && SchemaDialect.of(dialect) != SchemaDialect.CURRENT) {
      compiler.problem(
          SchemaProblem.DIALECT.at(
              read.pointer("$schema"),
              "`" + dialect + "` is not a dialect that can be used here",
              "leave it out, or use `" + SchemaDialect.DRAFT_2020_12 + "`"));
    }
    read.text("$id");
    anchor(read.text("$anchor"));
    anchor(read.text("$dynamicAnchor"));
    if (read.text("$dynamicRef") != null) {
      node.setBeyondUs("$dynamicRef");
    }
    if (read.has("$vocabulary")) {
      node.setBeyondUs("$vocabulary");
    }
    read.childrenByName("$defs");
    read.childrenByName("definitions");
  }

  private void anchor(@Nullable String name) {
    if (name != null) {
      compiler.anchor(name);
    }
  }

  private void annotations() {
    for (String keyword : TEXT_ANNOTATIONS) {
      read.text(keyword);
    }
    for (String keyword : FLAG_ANNOTATIONS) {
      read.flag(keyword);
    }
    read.array("examples");
    read.child("contentSchema");
  }

  private void values() {
    type();
    List<Json> listed = read.array("enum");
    if (listed != null) {
      rules.add(new ValueRules.OneOf(listed, "enum"));
    }
    Json constant = read.value("const");
    if (constant != null) {
      rules.add(new ValueRules.OneOf(Collections.singletonList(constant), "const"));
    }
  }

  private void type() {
    Json value = read.value("type");
    if (value == null) {
      return;
    }
    List<Json> named = value instanceof Json.Arr a ? a.items() : Collections.singletonList(value);
    List<String> names = new ArrayList<>();
    int kinds = 0;
    for (Json item : named) {
      String name = item instanceof Json.Str s ? s.value() : "";
      int kind = kind(name);
      if (kind == 0 || (kinds & kind) != 0) {
        kinds = 0;
        break;
      }
      kinds |= kind;
      names.add(name);
    }
    if (kinds == 0) {
      read.invalid(
          "type",
          "one or several different of `null`, `boolean`, `object`, `array`, `number`, `string`,"
              + " `integer`");
      return;
    }
    String must = names.size() == 1 ? "must be of type " : "must be of a type among ";
    rules.add(new ValueRules.Type(kinds, must + Accepted.names(names)));
  }

  private static int kind(String name) {
    return switch (name) {
      case "null" -> ValueRules.NULL;
      case "boolean" -> ValueRules.BOOLEAN;
      case "object" -> ValueRules.OBJECT;
      case "array" -> ValueRules.ARRAY;
      case "number" -> ValueRules.NUMBER;
      case "string" -> ValueRules.STRING;
      case "integer" -> ValueRules.INTEGER;
      default -> 0;
    };
  }

  private void numbers() {
    bound("minimum", ValueRules.Side.AT_LEAST, "must be at least ");
    bound("exclusiveMinimum", ValueRules.Side.ABOVE, "must be above ");
    bound("maximum", ValueRules.Side.AT_MOST, "must be at most ");
    bound("exclusiveMaximum", ValueRules.Side.BELOW, "must be below ");
    String multiple = read.number("multipleOf");
    if (multiple != null) {
      Decimal divisor = Decimal.of(multiple);
      if (divisor.sign() <= 0) {
        read.invalid("multipleOf", "a number above `0`");
      } else {
        rules.add(new ValueRules.Multiple(divisor, "must be a multiple of `" + multiple + '`'));
      }
    }
  }

  private void bound(String keyword, ValueRules.Side side, String must) {
    String text = read.number(keyword);
    if (text != null) {
      rules.add(new ValueRules.Bound(side, text, keyword, must + '`' + text + '`'));
    }
  }

  private void texts() {
    long min = read.count("minLength", 0);
    long max = read.count("maxLength", Long.MAX_VALUE);
    if (min > 0 || max < Long.MAX_VALUE) {
      rules.add(new ValueRules.Length(min, max));
    }
    String source = read.text("pattern");
    TextPattern pattern = source == null ? null : compiler.pattern(source, read.pointer("pattern"));
    if (pattern != null) {
      rules.add(new ValueRules.Matching(pattern));
    }
  }

  private void arrays() {
    List<Node> first = read.children("prefixItems");
    Node rest = read.child("items");
    if (!first.isEmpty() || rest != null) {
      rules.add(new ArrayRules.Items(first, rest));
    }
    node.inside().addAll(first);
    addInside(rest);
    contains();
    if (read.flag("uniqueItems")) {
      rules.add(ArrayRules.Unique.UNIQUE);
    }
    long min = read.count("minItems", 0);
    long max = read.count("maxItems", Long.MAX_VALUE);
    if (min > 0 || max < Long.MAX_VALUE) {
      rules.add(new ArrayRules.Size(min, max));
    }
    if (read.child("unevaluatedItems") != null) {
      node.setBeyondUs("unevaluatedItems");
    }
  }

  private void contains() {
    long min = read.count("minContains", 1);
    long max = read.count("maxContains", Long.MAX_VALUE);
    Node contained = read.child("contains");
    if (contained != null) {
      rules.add(new ArrayRules.Contains(contained, min, max));
      node.inside().add(contained);
    }
  }

  private void objects() {
    Map<String, Node> byName = read.childrenByName("properties");
    Node others = read.child("additionalProperties");
    boolean closed = read.value("additionalProperties") == Json.Bool.FALSE;
    List<ObjectRules.Named> patterns = new ArrayList<>();
    read.childrenByName("patternProperties")
        .forEach(
            (source, child) -> {
              TextPattern pattern = compiler.pattern(source, child.pointer());
              if (pattern != null) {
                patterns.add(new ObjectRules.Named(pattern, child));
                node.inside().add(child);
              }
            });
    if (!byName.isEmpty() || !patterns.isEmpty() || others != null) {
      String message = closedMessage(byName, patterns);
      rules.add(new ObjectRules.Members(byName, patterns, others, closed, message));
    }
    node.inside().addAll(byName.values());
    addInside(others);
    if (read.child("unevaluatedProperties") != null) {
      node.setBeyondUs("unevaluatedProperties");
    }
  }

  private static String closedMessage(Map<String, Node> byName, List<ObjectRules.Named> patterns) {
    List<String> names = new ArrayList<>(byName.keySet());
    patterns.forEach(named -> names.add(named.pattern().source()));
    return "is no accepted member; accepted: " + Accepted.names(names);
  }

  private void names() {
    List<String> required = read.names("required");
    if (required != null && !required.isEmpty()) {
      rules.add(new ObjectRules.Required(required));
    }
    Map<String, List<String>> dependent = read.namesByName("dependentRequired");
    if (!dependent.isEmpty()) {
      rules.add(new ObjectRules.DependentRequired(dependent));
    }
    Map<String, Node> schemas = new LinkedHashMap<>(read.childrenByName("dependentSchemas"));
    if (!schemas.isEmpty()) {
      rules.add(new ObjectRules.DependentSchemas(schemas));
      node.inPlace().addAll(schemas.values());
    }
    Node name = read.child("propertyNames");
    if (name != null) {
      rules.add(new ObjectRules.Names(name));
      node.inside().add(name);
    }
    long min = read.count("minProperties", 0);
    long max = read.count("maxProperties", Long.MAX_VALUE);
    if (min > 0 || max < Long.MAX_VALUE) {
      rules.add(new ObjectRules.Size(min, max));
    }
  }

  private void combinations() {
    for (Node each : inPlace(read.children("allOf"))) {
      rules.add(new CombiningRules.Also(each));
    }
    List<Node> any = inPlace(read.children("anyOf"));
    if (!any.isEmpty()) {
      rules.add(new CombiningRules.Any(any));
    }
    List<Node> one = inPlace(read.children("oneOf"));
    if (!one.isEmpty()) {
      rules.add(new CombiningRules.One(one));
    }
    Node not = read.child("not");
    if (not != null) {
      rules.add(new CombiningRules.Not(not));
      node.inPlace().add(not);
    }
    Node condition = read.child("if");
    Node then = read.child("then");
    Node otherwise = read.child("else");
    if (condition != null && (then != null || otherwise != null)) {
      rules.add(new CombiningRules.When(condition, then, otherwise));
      node.inPlace().add(condition);
      addInPlace(then);
      addInPlace(otherwise);
    }
  }

  private void reference() {
    String target = read.text("$ref");
    if (target != null && based) {
      node.setBeyondUs("$ref");
    } else if (target != null) {
      compiler.refer(node, target, read.pointer("$ref"));
    }
  }

  private List<Node> inPlace(List<Node> children) {
    node.inPlace().addAll(children);
    return children;
  }

  private void addInPlace(@Nullable Node child) {
    if (child != null) {
      node.inPlace().add(child);
    }
  }

  private void addInside(@Nullable Node child) {
    if (child != null) {
      node.inside().add(child);
    }
  }
}
