package dev.assay.core.policy.identity;

import dev.assay.core.identity.ToolLockReader;
import dev.assay.core.json.Json;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tool_pins}: definitions that stand in the policy itself, by the exact name of the tool.
 *
 * @param pins by name, in the order of the document
 * @param canonical the section as the canonical document holds it
 */
public record ToolPins(Map<String, ToolPin> pins, Json.Obj canonical) {
  /** The section's name. */
  public static final String NAME = "tool_pins";

  private static final List<String> HASHES =
      Collections.unmodifiableList(
          Arrays.asList("server_id", "tool_name", "schema_hash", "meta_hash"));
  private static final String DIGEST = "tool_digest";

  /** Copies the pins. */
  public ToolPins {
    pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
  }

  /** Reads the section. */
  public static ToolPins read(PolicyDocument document) {
    Section section = document.root().section(NAME);
    Map<String, ToolPin> pins = new LinkedHashMap<>();
    Json.ObjBuilder canonical = Json.object();
    for (String tool : section.members().keySet()) {
      Section entry = section.section(tool);
      if (!NamePattern.isName(tool)) {
        refuse(section, tool, "`" + tool + "` is no tool name, and a pin is for one tool");
      }
      canonical.put(tool, entry.withoutExtensions());
      if (!(section.get(tool) instanceof Json.Obj)) {
        continue; // said to be of the wrong type
      }
      pins.put(tool, entry.get(DIGEST) == null ? byHashes(entry) : byDigest(entry));
    }
    return new ToolPins(pins, canonical.build());
  }

  private static ToolPin byHashes(Section entry) {
    entry.refuseUnknown(HASHES);
    entry.require(HASHES.toArray(new String[0]));
    return new ToolPin.ByHashes(
        entry.string("server_id").orElse(""),
        entry.string("tool_name").orElse(""),
        hash(entry, "schema_hash"),
        hash(entry, "meta_hash"),
        entry.findings().name(entry.pointer()));
  }

  private static ToolPin byDigest(Section entry) {
    entry.refuseUnknown(Collections.singletonList(DIGEST));
    String digest = entry.string(DIGEST).orElse("");
    if (!ToolLockReader.isDigest(digest)) {
      refuse(entry, DIGEST, "`" + DIGEST + "` is `sha256:` and 64 lower-case hex digits");
    }
    return new ToolPin.ByDigest(digest, entry.findings().name(entry.pointer()));
  }

  private static String hash(Section entry, String name) {
    Optional<String> hash = entry.string(name);
    if (hash.isPresent() && !ToolLockReader.isDigest("sha256:" + hash.get())) {
      refuse(entry, name, "`" + name + "` is 64 lower-case hex digits");
    }
    return hash.orElse("");
  }

  private static void refuse(Section section, String name, String message) {
    section
        .findings()
        .refuse(
            PolicyFault.PIN, message, section.name(name), "`assay mcp pin --json` shows digests");
  }

  /** Gives the pin of a tool; empty when it has none. */
  public Optional<ToolPin> pin(String tool) {
    return Optional.ofNullable(pins.get(tool));
  }
}
