package dev.assay.core.policy.infer;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonPointer;
import dev.assay.core.json.YamlNotes;
import dev.assay.core.policy.argument.PathMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the closed schema of what was seen, with a remark on how often. */
final class InferredSchema {
  private final InferenceSettings settings;
  private final boolean plain;
  private final YamlNotes.Builder notes;

  /**
   * Makes one.
   *
   * @param plain whether texts are learned as texts and nothing else
   */
  InferredSchema(InferenceSettings settings, boolean plain, YamlNotes.Builder notes) {
    this.settings = settings;
    this.plain = plain;
    this.notes = notes;
  }

  /** Gives the schema of an object whose members are remarked on. */
  Json object(ValueProfile profile, String pointer) {
    Json.ObjBuilder properties = Json.object();
    List<String> required = new ArrayList<>();
    for (Map.Entry<String, ValueProfile> member : profile.members().entrySet()) {
      String at = JsonPointer.below(pointer + "/properties", member.getKey());
      ValueProfile value = member.getValue();
      properties.put(member.getKey(), value(value, member.getKey(), at));
      if (value.seen() == profile.objects()) {
        required.add(member.getKey());
      }
      notes.flow(at);
      notes.beside(at, count(value.seen(), profile.objects()));
    }
    notes.flow(pointer + "/required");
    return Json.object()
        .put("type", "object")
        .put("properties", profile.members().isEmpty() ? null : properties.build())
        .put("required", required.isEmpty() ? null : Json.Arr.ofStrings(required))
        .put("additionalProperties", false)
        .build();
  }

  private static String count(long seen, long calls) {
    return "in " + seen + " of " + calls + (seen == 1 ? ", not certain" : "");
  }

  private Json value(ValueProfile profile, String name, String pointer) {
    if (profile.isOpen()) {
      notes.above(pointer, "deeper or larger than is learned from a trace: close it by hand");
      return Json.Bool.TRUE;
    }
    Set<String> types = profile.types();
    if (types.size() > 1) {
      List<Json> any = new ArrayList<>();
      types.forEach(type -> any.add(typed(type, profile, name, pointer + "/anyOf/" + any.size())));
      return Json.object().put("anyOf", new Json.Arr(any)).build();
    }
    return typed(types.iterator().next(), profile, name, pointer);
  }

  private Json typed(String type, ValueProfile profile, String name, String pointer) {
    return switch (type) {
      case "string" -> text(profile, name, pointer);
      case "object" -> object(profile, pointer);
      case "array" -> {
        ValueProfile items = profile.items();
        yield Json.object()
            .put("type", type)
            .put("items", items == null ? Json.Bool.FALSE : value(items, name, pointer + "/items"))
            .build();
      }
      default -> Json.object().put("type", type).build();
    };
  }

  private Json text(ValueProfile profile, String name, String pointer) {
    TextProfile texts = profile.texts();
    Json.ObjBuilder schema = Json.object().put("type", "string");
    if (plain || texts.areDirectories() || texts.areAddresses()) {
      return schema.build(); // said under `paths` and `urls`, after normalisation
    }
    if (texts.areRelative() || (PathMember.isName(name) && texts.areRelativeNames())) {
      return schema.put("pattern", TextProfile.RELATIVE).build();
    }
    List<String> words = texts.words(settings);
    if (words.isEmpty() && PathMember.isName(name)) {
      notes.above(pointer, "neither all absolute nor all relative paths: any text is accepted");
    }
    return schema.put("enum", words.isEmpty() ? null : Json.Arr.ofStrings(words)).build();
  }
}
