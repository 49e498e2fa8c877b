package dev.assay.core.policy.infer;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonPointer;
import dev.assay.core.json.YamlNotes;
import dev.assay.core.json.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy that allows what was seen and nothing else: the tools by name, each with a closed
 * schema, its paths and addresses in scopes. What is not learned stands at the end as a comment.
 *
 * <p>The same calls give the same text.
 */
public final class InferredPolicy {
  /** Lines of a whole policy that say nothing about a tool. */
  private static final List<String> FRAME =
      List.of("version:", "name:", "enforcement:", "  unconstrained_tools:");

  private final CallProfile profile;
  private final Set<String> plain;
  private final YamlNotes.Builder notes = new YamlNotes.Builder();
  private final List<String> allow = new ArrayList<>();
  private final Map<String, Json> schemas = new LinkedHashMap<>();
  private final Map<String, Json> paths = new LinkedHashMap<>();
  private final Map<String, Json> urls = new LinkedHashMap<>();

  private InferredPolicy(CallProfile profile, Set<String> plain) {
    this.profile = profile;
    this.plain = plain;
  }

  /**
   * Gives the text of the policy.
   *
   * @param provenance what it was made from, a line each, for its head
   * @param plain tools whose paths and addresses no scope can hold; their texts are free
   */
  public static String text(CallProfile profile, List<String> provenance, Set<String> plain) {
    InferredPolicy policy = new InferredPolicy(profile, plain);
    provenance.forEach(policy.notes::head);
    List<String> heldBack = new ArrayList<>();
    profile
        .tools()
        .forEach(
            (name, tool) -> {
              if (profile.isHeldBack(name)) {
                heldBack.add(name);
              } else {
                policy.learn(name, tool);
              }
            });
    policy.review(heldBack);
    return YamlWriter.write(policy.document("inferred"), policy.notes.build());
  }

  private void learn(String name, CallProfile.Tool tool) {
    String pointer = JsonPointer.below("/schemas", name);
    allow.add(name);
    notes.gap(pointer);
    notes.beside(pointer, calls(tool.calls()));
    if (tool.isPartlyUnknown()) {
      notes.above(pointer, "the trace leaves arguments out: this accepts any, write a schema");
      schemas.put(name, Json.Bool.TRUE);
      return;
    }
    boolean free = plain.contains(name);
    InferredSchema schema = new InferredSchema(profile.settings(), free, notes);
    schemas.put(name, schema.object(tool.arguments(), pointer));
    if (free) {
      notes.above(pointer, "its paths or addresses fit no scope: any text is accepted");
    } else {
      scope(name, tool.arguments());
    }
  }

  private static String calls(long calls) {
    return calls == 1 ? "1 call, not certain" : calls + " calls";
  }

  /** Puts arguments that are paths or addresses, or lists of them, under the scopes. */
  private void scope(String name, ValueProfile arguments) {
    Scopes scopes = new Scopes();
    arguments
        .members()
        .forEach(
            (member, value) -> {
              String plain = member.startsWith("/") ? null : member;
              ValueProfile items = value.items();
              if (plain != null && value.isOnly("string")) {
                scopes.add(plain, value.texts());
              } else if (value.isOnly("array") && items != null && items.isOnly("string")) {
                scopes.add(JsonPointer.below("", member) + "/*", items.texts());
              }
            });
    scopes.pathEntry().ifPresent(entry -> put("paths", name, entry, paths));
    scopes.urlEntry().ifPresent(entry -> put("urls", name, entry, urls));
  }

  private void put(String section, String name, Json entry, Map<String, Json> entries) {
    entries.put(name, entry);
    notes.flow(JsonPointer.below("/" + section, name));
    for (String list : List.of("args", "allow", "schemes", "hosts", "ports")) {
      notes.flow(JsonPointer.below("/" + section, name) + "/" + list);
    }
  }

  private Json.Obj document(String label) {
    notes.gap("/tools").gap("/schemas").gap("/paths").gap("/urls").gap("/enforcement");
    notes.beside("/enforcement/unconstrained_tools", "a tool without a schema is denied");
    return Json.object()
        .put("version", "2.0")
        .put("name", label)
        .put("tools", Json.object().put("allow", Json.Arr.ofStrings(allow)).build())
        .put("schemas", schemas.isEmpty() ? null : new Json.Obj(schemas))
        .put("enforcement", Json.object().put("unconstrained_tools", "deny").build())
        .put("paths", paths.isEmpty() ? null : new Json.Obj(paths))
        .put("urls", urls.isEmpty() ? null : new Json.Obj(urls))
        .build();
  }

  /** Says at the end what was seen and is not allowed. */
  private void review(List<String> heldBack) {
    profile
        .aside()
        .forEach(
            (why, count) -> notes.foot("Not learned: calls " + why.words() + " (" + count + ")."));
    if (heldBack.isEmpty()) {
      return;
    }
    notes.foot("Review: seen and not allowed, because their names say that they change something.");
    notes.foot("Accept one with --accept NAME, or take its lines over from here:");
    InferredPolicy held = new InferredPolicy(profile, plain);
    profile
        .tools()
        .forEach(
            (name, tool) -> {
              if (heldBack.contains(name)) {
                held.learn(name, tool);
              }
            });
    Json.Obj document = held.document("held back");
    for (String line : YamlWriter.write(document, held.notes.build()).split("\n", -1)) {
      boolean told = FRAME.stream().anyMatch(line::startsWith);
      if (!told && !line.isEmpty()) {
        notes.foot("  " + line);
      }
    }
  }
}
