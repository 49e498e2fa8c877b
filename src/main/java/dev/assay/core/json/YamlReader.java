package dev.assay.core.json;

import dev.assay.core.json.SourceMap.Member;
import dev.assay.core.json.SourceMap.Spot;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * The strict YAML reader: one document of YAML 1.2, core schema, as a JSON value with the place of
 * every part.
 *
 * <p>Guarantees: never throws on any bytes; at most {@link #MAX_BYTES}, {@link #MAX_NODES} values
 * with aliases expanded, {@link #MAX_DEPTH} levels; no duplicate key at any depth, no key that is
 * not a string, no tag beyond the core schema, no key without a value (written {@code null} when
 * that is meant), no number that JSON writes differently. Every such problem is reported, not only
 * the first; a syntax error ends the reading. A byte order mark of UTF-8 is skipped.
 *
 * <p>Source: {@code policy.md} 1.1.
 */
public final class YamlReader {
  /** Documents are written by people; a larger one is a mistake or an attack. */
  public static final int MAX_BYTES = 1 << 20;

  /** Stops alias expansion long before memory does. */
  public static final int MAX_NODES = 100_000;

  /** The same depth as every JSON document of ours. */
  public static final int MAX_DEPTH = JsonLimits.DOCUMENT.maxDepth();

  private static final String CORE_TAG = "tag:yaml.org,2002:";

  private final YamlEvents events;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Node> anchors = new HashMap<>();
  private int nodes;

  private YamlReader(String text) {
    this.events = new YamlEvents(text, MAX_BYTES + 1);
  }

  /** Reads one document from all the bytes. */
  public static YamlReading read(byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      return refused(
          YamlFault.TOO_LARGE, YamlFault.TOO_LARGE.sentence(), new Where(null, "", 0, 0));
    }
    if (!Utf8.isValid(yaml, 0, yaml.length)) {
      return refused(YamlFault.ENCODING, YamlFault.ENCODING.sentence(), firstBrokenByte(yaml));
    }
    boolean marked =
        yaml.length >= 3
            && yaml[0] == (byte) 0xEF
            && yaml[1] == (byte) 0xBB
            && yaml[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    String text = new String(yaml, from, yaml.length - from, StandardCharsets.UTF_8);
    try {
      return new YamlReader(text).stream();
    } catch (Stop stop) {
      return new YamlReading.Refused(stop.problems);
    } catch (YamlEvents.Broken broken) {
      return refused(YamlFault.SYNTAX, broken.problem(), broken.where());
    }
  }

  private YamlReading stream() throws Stop, YamlEvents.Broken {
    events.next(); // stream start
    if (events.isNext(Event.ID.StreamEnd)) {
      throw stop(YamlFault.EMPTY, YamlFault.EMPTY.sentence(), new Where(null, "", 1, 1));
    }
    events.next(); // document start
    Node root = node(0);
    events.next(); // document end
    if (!events.isNext(Event.ID.StreamEnd)) {
      Where second = YamlEvents.where(events.peek());
      problem(YamlFault.SECOND_DOCUMENT, YamlFault.SECOND_DOCUMENT.sentence(), second);
    }
    SourceMap sources = new SourceMap(root.spot);
    return problems.isEmpty()
        ? new YamlReading.Read(root.value, sources)
        : new YamlReading.Flawed(root.value, sources, problems);
  }

  private Node node(int depth) throws Stop, YamlEvents.Broken {
    NodeEvent event = (NodeEvent) events.next();
    Where where = YamlEvents.where(event);
    if (event instanceof AliasEvent alias) {
      return alias(alias, where, depth);
    }
    count(1, where);
    Node node =
        event instanceof ScalarEvent scalar
            ? scalar(scalar, where)
            : collection((CollectionStartEvent) event, where, depth + 1);
    Optional<Anchor> anchor = event.getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get().getValue(), node);
    }
    return node;
  }

  private Node alias(AliasEvent alias, Where where, int depth) throws Stop {
    String name = alias.getAlias().getValue();
    Node node = anchors.get(name);
    if (node == null) {
      problem(YamlFault.ALIAS, "alias `" + name + "` names no complete value before it", where);
      return new Node(Json.Null.NULL, spot(where), 1, 0);
    }
    count(node.size, where);
    if (depth + node.height > MAX_DEPTH) {
      throw stop(YamlFault.TOO_DEEP, YamlFault.TOO_DEEP.sentence(), where);
    }
    return node;
  }

  private void count(int more, Where where) throws Stop {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw stop(YamlFault.TOO_MANY_NODES, YamlFault.TOO_MANY_NODES.sentence(), where);
    }
  }

  private Node collection(CollectionStartEvent start, Where where, int depth)
      throws Stop, YamlEvents.Broken {
    if (depth > MAX_DEPTH) {
      throw stop(YamlFault.TOO_DEEP, YamlFault.TOO_DEEP.sentence(), where);
    }
    boolean mapping = start.getEventId() == Event.ID.MappingStart;
    String tag = start.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(CORE_TAG + (mapping ? "map" : "seq"))) {
      refuseTag(tag, where);
    }
    int before = nodes;
    Node node = mapping ? mapping(where, depth) : sequence(where, depth);
    return new Node(node.value, node.spot, 1 + nodes - before, node.height + 1);
  }

  private Node sequence(Where where, int depth) throws Stop, YamlEvents.Broken {
    List<Json> items = new ArrayList<>();
    List<Spot> spots = new ArrayList<>();
    int height = 0;
    while (!events.isNext(Event.ID.SequenceEnd)) {
      refuseMissing("a dash has no value", YamlEvents.where(events.peek()));
      Node item = node(depth);
      items.add(item.value);
      spots.add(item.spot);
      height = Math.max(height, item.height);
    }
    events.next();
    Spot spot = new Spot(where.line(), where.column(), spots, Collections.emptyMap());
    return new Node(new Json.Arr(items), spot, 0, height);
  }

  private Node mapping(Where where, int depth) throws Stop, YamlEvents.Broken {
    Map<String, Json> members = new LinkedHashMap<>();
    Map<String, Member> spots = new HashMap<>();
    int height = 0;
    while (!events.isNext(Event.ID.MappingEnd)) {
      Where nameAt = YamlEvents.where(events.peek());
      String name = name(nameAt, depth);
      if (name != null) {
        refuseMissing("key `" + name + "` has no value", nameAt);
      }
      Node member = node(depth);
      height = Math.max(height, member.height);
      if (name == null) {
        continue;
      }
      if (members.containsKey(name)) {
        problem(YamlFault.DUPLICATE_KEY, "key `" + name + "` stands twice in this mapping", nameAt);
      } else {
        members.put(name, member.value);
        spots.put(name, new Member(nameAt.line(), nameAt.column(), member.spot));
      }
    }
    events.next();
    Spot spot = new Spot(where.line(), where.column(), Collections.emptyList(), spots);
    return new Node(new Json.Obj(members), spot, 0, height);
  }

  /** Reads a key; gives null after reporting when it is not a string. */
  private @Nullable String name(Where where, int depth) throws Stop, YamlEvents.Broken {
    boolean plain = events.peek() instanceof ScalarEvent scalar && scalar.isPlain();
    int known = problems.size();
    Node key = node(depth);
    if (key.value instanceof Json.Str name) {
      if (plain && name.value().equals("<<")) {
        problem(YamlFault.MERGE_KEY, "merge key `<<` is not read, write the members out", where);
        return null;
      }
      return name.value();
    }
    if (problems.size() == known) {
      problem(YamlFault.KEY, "a key that is not a string, put it in quotes", where);
    }
    return null;
  }

  private void refuseMissing(String what, Where where) throws YamlEvents.Broken {
    if (events.peek() instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().isEmpty()
        && scalar.getTag().isEmpty()) {
      problem(YamlFault.NO_VALUE, what + ", write `null`, `[]` or `{}` if that is meant", where);
    }
  }

  private Node scalar(ScalarEvent scalar, Where where) {
    String text = scalar.getValue();
    Spot spot = spot(where);
    String tag = scalar.getTag().orElse("");
    boolean string =
        tag.isEmpty() ? !scalar.isPlain() : tag.equals("!") || tag.equals(CORE_TAG + "str");
    if (string || tag.isEmpty()) {
      return new Node(string ? text(text, where) : plain(text, where), spot, 1, 0);
    }
    Json value = tag.startsWith(CORE_TAG) ? CoreScalar.resolve(text) : null;
    if (value == null || !fits(tag.substring(CORE_TAG.length()), value)) {
      refuseTag(tag, where);
      return new Node(Json.Null.NULL, spot, 1, 0);
    }
    return new Node(value, spot, 1, 0);
  }

  private static boolean fits(String tag, Json value) {
    return switch (tag) {
      case "null" -> value instanceof Json.Null;
      case "bool" -> value instanceof Json.Bool;
      case "int" -> value instanceof Json.Num n && isWhole(n.text());
      case "float" -> value instanceof Json.Num;
      default -> false;
    };
  }

  private static boolean isWhole(String number) {
    return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  private Json plain(String text, Where where) {
    Json value = CoreScalar.resolve(text);
    if (value == null) {
      problem(
          YamlFault.NUMBER,
          "number `" + text + "` is not written as JSON writes it, put it in quotes if it is text",
          where);
      return Json.Null.NULL;
    }
    return value instanceof Json.Str ? text(text, where) : value;
  }

  private Json text(String text, Where where) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          problem(YamlFault.TEXT, YamlFault.TEXT.sentence(), where);
          return Json.Null.NULL;
        }
        i++;
      }
    }
    return new Json.Str(text);
  }

  private void refuseTag(String tag, Where where) {
    String shown = tag.startsWith(CORE_TAG) ? "!!" + tag.substring(CORE_TAG.length()) : tag;
    problem(YamlFault.TAG, "tag `" + shown + "` cannot be used here", where);
  }

  private void problem(YamlFault fault, String message, Where where) {
    problems.add(Problem.of(fault.code(), message, where));
  }

  private Stop stop(YamlFault fault, String message, Where where) {
    problem(fault, message, where);
    return new Stop(problems);
  }

  private static YamlReading refused(YamlFault fault, String message, Where where) {
    return new YamlReading.Refused(List.of(Problem.of(fault.code(), message, where)));
  }

  private static Spot spot(Where where) {
    return new Spot(where.line(), where.column(), Collections.emptyList(), Collections.emptyMap());
  }

  private static Where firstBrokenByte(byte[] yaml) {
    int line = 1;
    int column = 1;
    int at = 0;
    while (at < yaml.length) {
      int length = yaml[at] >= 0 ? 1 : Utf8.sequenceLength(yaml, at, yaml.length);
      if (length == 0) {
        break;
      }
      column = yaml[at] == '\n' ? 1 : column + 1;
      line += yaml[at] == '\n' ? 1 : 0;
      at += length;
    }
    return new Where(null, null, line, column);
  }

  /** A value, its place, how many values it expands to and how many levels it has. */
  private record Node(Json value, Spot spot, int size, int height) {}

  /** Ends the reading; never leaves this class. */
  private static final class Stop extends Exception {
    private final transient List<Problem> problems;

    Stop(List<Problem> problems) {
      super(null, null, false, false);
      this.problems = problems;
    }
  }
}
