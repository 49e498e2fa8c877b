package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one document into nodes: first every place that holds a schema, then what references point
 * at, then the search for endless loops. One use, one thread.
 */
final class SchemaCompiler {
  /** Schemas nested in schemas; documents are at most 64 levels deep when they were read. */
  private static final int MAX_NESTING = 200;

  /** A reference still to be followed. */
  private record Reference(Node from, String target, String pointer) {}

  private final Json document;
  private final List<Problem> problems;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, TextPattern> patterns = new HashMap<>();
  private final Deque<Reference> references = new ArrayDeque<>();
  private final List<Reference> toElsewhere = new ArrayList<>();
  private final List<Reference> toAnchors = new ArrayList<>();
  private final Set<String> anchors = new HashSet<>();
  private boolean hasIds;
  private @Nullable Node root;
  private int nesting;

  SchemaCompiler(Json document, List<Problem> problems) {
    this.document = document;
    this.problems = problems;
  }

  Node compile() {
    Node root = node("", document, false);
    this.root = root;
    while (!references.isEmpty()) {
      follow(references.removeFirst());
    }
    for (Reference reference : toElsewhere) {
      if (hasIds) {
        reference.from().setBeyondUs("$ref");
      } else {
        problem(remote(reference.pointer(), reference.target()));
      }
    }
    for (Reference reference : toAnchors) {
      if (!hasIds && !anchors.contains(reference.target().substring(1))) {
        unresolved(reference);
      }
    }
    refuseLoops();
    return root;
  }

  static Problem remote(String pointer, String target) {
    return SchemaProblem.REMOTE.at(
        pointer,
        "`" + target + "` is outside this document, and remote references are never fetched",
        "copy what it names into `$defs` and refer to it as `#/$defs/…`");
  }

  /** Whether anything the root can reach is beyond our own rules. */
  boolean needsLibrary() {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    if (root != null) {
      open.add(root);
    }
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (seen.add(node)) {
        if (node.beyondUs() != null) {
          return true;
        }
        open.addAll(node.inPlace());
        open.addAll(node.inside());
      }
    }
    return false;
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /** Gives the node of a schema, compiled on first sight. */
  Node node(String pointer, Json schema, boolean underId) {
    Node known = nodes.get(pointer);
    if (known != null) {
      return known;
    }
    Node node = new Node(pointer);
    nodes.put(pointer, node);
    if (schema instanceof Json.Obj object) {
      compile(node, object, underId);
    } else if (schema == Json.Bool.FALSE) {
      node.refuseAll();
    } else if (schema != Json.Bool.TRUE) {
      problem(SchemaProblem.INVALID.at(pointer, "a schema must be an object, `true` or `false`"));
    }
    return node;
  }

  private void compile(Node node, Json.Obj schema, boolean underId) {
    if (++nesting > MAX_NESTING) {
      problem(SchemaProblem.UNSUPPORTED.at(node.pointer(), "schemas nest too deeply"));
    } else {
      boolean ownBase = schema.get("$id") != null;
      hasIds |= ownBase;
      boolean based = underId || (ownBase && !node.pointer().isEmpty());
      if (based || ownBase) {
        node.setBeyondUs("$id");
      }
      SchemaKeywords keywords = new SchemaKeywords(this, node, schema, based);
      node.fill(keywords.rules());
    }
    nesting--;
  }

  void refer(Node from, String target, String pointer) {
    references.add(new Reference(from, target, pointer));
  }

  /** Prepares what a {@code $ref} applies; a fragment that is a pointer can be followed by us. */
  private void follow(Reference reference) {
    String target = reference.target();
    if (!target.startsWith("#")) {
      toElsewhere.add(reference);
      return;
    }
    String fragment = Pointers.decodeFragment(target.substring(1));
    if (fragment == null) {
      unresolved(reference);
    } else if (!fragment.isEmpty() && fragment.charAt(0) != '/') {
      reference.from().setBeyondUs("$ref");
      toAnchors.add(reference);
    } else {
      bind(reference, fragment);
    }
  }

  private void bind(Reference reference, String pointer) {
    Node known = nodes.get(pointer);
    Json schema = known == null ? Pointers.find(document, pointer) : null;
    if (known != null) {
      reference.from().bind(known);
    } else if (schema != null) {
      reference.from().bind(node(pointer, schema, hasIds));
    } else {
      unresolved(reference);
    }
  }

  private void unresolved(Reference reference) {
    problem(
        SchemaProblem.UNRESOLVED.at(
            reference.pointer(), "`" + reference.target() + "` names nothing in this schema"));
  }

  void anchor(String name) {
    anchors.add(name);
  }

  @Nullable TextPattern pattern(String source, String pointer) {
    TextPattern known = patterns.get(source);
    if (known != null) {
      return known;
    }
    TextPattern.Reading reading = TextPattern.compile(source);
    if (reading instanceof TextPattern.Reading.Compiled(TextPattern pattern)) {
      patterns.put(source, pattern);
      return pattern;
    }
    String reason = ((TextPattern.Reading.Refused) reading).reason();
    problem(SchemaProblem.PATTERN.at(pointer, "pattern `" + source + "` " + reason));
    return null;
  }

  private enum Colour {
    OPEN,
    DONE
  }

  /** Depth first without recursion: a chain of references may be as long as the document. */
  private void refuseLoops() {
    Map<Node, Colour> colours = new HashMap<>();
    for (Node start : nodes.values()) {
      Deque<Node> path = new ArrayDeque<>();
      path.push(start);
      while (!path.isEmpty()) {
        Node node = path.getFirst();
        Colour colour = colours.get(node);
        if (colour != null) {
          path.pop();
          colours.put(node, Colour.DONE);
          continue;
        }
        colours.put(node, Colour.OPEN);
        for (Node next : node.inPlace()) {
          Colour seen = colours.get(next);
          if (seen == null) {
            path.push(next);
          } else if (seen == Colour.OPEN) {
            problem(
                SchemaProblem.LOOP.at(
                    node.pointer(), "this schema applies itself to the same value without end"));
          }
        }
      }
    }
  }
}
