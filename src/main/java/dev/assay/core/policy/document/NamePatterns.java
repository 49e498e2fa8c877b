package dev.assay.core.policy.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of name patterns, ready for many questions: names are looked up, the rest is tried. */
public final class NamePatterns {
  private final List<NamePattern> all;
  private final Map<String, NamePattern> names = new HashMap<>();
  private final NamePattern[] open;

  /** Makes one of patterns in the order of the document. */
  public NamePatterns(List<NamePattern> patterns) {
    this.all = Collections.unmodifiableList(new ArrayList<>(patterns));
    List<NamePattern> rest = new ArrayList<>();
    for (NamePattern pattern : all) {
      if (pattern.form() == NamePattern.Form.NAME) {
        names.putIfAbsent(pattern.literal(), pattern);
      } else {
        rest.add(pattern);
      }
    }
    this.open = rest.toArray(new NamePattern[0]);
  }

  /** Says whether any pattern matches. */
  public boolean matches(String name) {
    if (names.containsKey(name)) {
      return true;
    }
    for (NamePattern pattern : open) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }

  /** Gives the first pattern, in the order of the document, that matches. */
  public Optional<NamePattern> first(String name) {
    for (NamePattern pattern : all) {
      if (pattern.matches(name)) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  /** Gives the patterns in the order of the document. */
  public List<NamePattern> all() {
    return all;
  }
}
