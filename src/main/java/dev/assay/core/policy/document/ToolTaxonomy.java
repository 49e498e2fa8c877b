package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which classes a tool belongs to: {@code tool_classes}, whose keys are name patterns. A tool has
 * the classes of every key that matches; classes come sorted by code point.
 *
 * <p>Source: {@code policy.md} 1.4, {@code policy-language.md} 2.
 */
public final class ToolTaxonomy {
  /** Order by code point, not by UTF-16 unit. */
  public static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private static final String KEY = "tool_classes";

  private final Map<NamePattern, List<String>> entries;
  private final Map<String, List<String>> names = new HashMap<>();
  private final List<Map.Entry<NamePattern, List<String>>> open = new ArrayList<>();

  private ToolTaxonomy(Map<NamePattern, List<String>> entries) {
    this.entries = Collections.unmodifiableMap(entries);
    for (Map.Entry<NamePattern, List<String>> entry : entries.entrySet()) {
      if (entry.getKey().form() == NamePattern.Form.NAME) {
        names.put(entry.getKey().literal(), entry.getValue());
      } else {
        open.add(entry);
      }
    }
  }

  static ToolTaxonomy read(Section root) {
    Section section = root.section(KEY);
    Map<NamePattern, List<String>> entries = new LinkedHashMap<>();
    for (String key : section.members().keySet()) {
      Optional<NamePattern> pattern = NamePattern.read(key, section.name(key), section.findings());
      List<String> classes = readClasses(section, key).orElse(Collections.emptyList());
      pattern.ifPresent(p -> entries.put(p, sorted(classes)));
    }
    return new ToolTaxonomy(entries);
  }

  /** Reads a list of classes unless it is absent; one that can never match is refused. */
  static Optional<List<String>> readClasses(Section section, String name) {
    Optional<List<String>> classes = section.strings(name);
    List<String> given = classes.orElse(Collections.emptyList());
    for (int i = 0; i < given.size(); i++) {
      String label = given.get(i);
      Where where = section.findings().value(section.at(name) + "/" + i);
      if (label.indexOf('*') >= 0) {
        section
            .findings()
            .refuse(
                PolicyFault.CLASS_WILDCARD,
                "class `" + label + "` has a star, classes are compared exactly",
                where,
                null);
      } else if (label.isBlank() || !label.strip().equals(label)) {
        section
            .findings()
            .refuse(
                PolicyFault.CLASS_BLANK,
                "class `" + label + "` is empty or has blanks around it",
                where,
                null);
      }
    }
    return classes;
  }

  private static List<String> sorted(Iterable<String> classes) {
    TreeSet<String> set = new TreeSet<>(BY_CODE_POINT);
    classes.forEach(set::add);
    return Collections.unmodifiableList(new ArrayList<>(set));
  }

  /** Gives the classes of a tool, sorted; empty when no key matches. */
  public List<String> classesOf(String tool) {
    List<String> own = names.get(tool);
    if (open.isEmpty()) {
      return own == null ? Collections.emptyList() : own;
    }
    TreeSet<String> all = new TreeSet<>(BY_CODE_POINT);
    if (own != null) {
      all.addAll(own);
    }
    for (Map.Entry<NamePattern, List<String>> entry : open) {
      if (entry.getKey().matches(tool)) {
        all.addAll(entry.getValue());
      }
    }
    return new ArrayList<>(all);
  }

  /** Says whether any key matches a tool. */
  public boolean lists(String tool) {
    if (names.containsKey(tool)) {
      return true;
    }
    for (Map.Entry<NamePattern, List<String>> entry : open) {
      if (entry.getKey().matches(tool)) {
        return true;
      }
    }
    return false;
  }

  /** Gives the taxonomy as the canonical document holds it. */
  public Json.Obj canonical() {
    Map<String, Json> members = new LinkedHashMap<>();
    entries.forEach((key, classes) -> members.put(key.text(), Json.Arr.ofStrings(classes)));
    return new Json.Obj(members);
  }
}
