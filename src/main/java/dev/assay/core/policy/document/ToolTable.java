package dev.assay.core.policy.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries by tool: every entry whose pattern matches a name holds for it. Filled while a document
 * is read, never changed afterwards.
 */
public final class ToolTable<T> {
  private final Map<String, List<T>> names = new HashMap<>();
  private final List<NamePattern> patterns = new ArrayList<>();
  private final List<T> all = new ArrayList<>();
  private final List<NamePattern> open = new ArrayList<>();
  private final List<T> openEntries = new ArrayList<>();

  /** Adds an entry; entries of one name are given in the order of the document. */
  public void add(NamePattern pattern, T entry) {
    patterns.add(pattern);
    all.add(entry);
    if (pattern.form() == NamePattern.Form.NAME) {
      List<T> entries = names.get(pattern.literal());
      if (entries == null) {
        entries = new ArrayList<>();
        names.put(pattern.literal(), entries);
      }
      entries.add(entry);
    } else {
      open.add(pattern);
      openEntries.add(entry);
    }
  }

  /** Gives the entries for a tool: those of its name, then those of patterns. */
  public List<T> of(String tool) {
    List<T> named = names.getOrDefault(tool, Collections.emptyList());
    if (open.isEmpty()) {
      return named;
    }
    List<T> all = null;
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).matches(tool)) {
        if (all == null) {
          all = new ArrayList<>(named);
        }
        all.add(openEntries.get(i));
      }
    }
    return all == null ? named : all;
  }

  /** Gives every entry, in the order in which they were added. */
  public List<T> all() {
    return Collections.unmodifiableList(all);
  }

  /** Gives the patterns in the order of the document. */
  public List<NamePattern> patterns() {
    return Collections.unmodifiableList(patterns);
  }
}
