package dev.assay.core.policy.list;

import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.NamePatterns;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.ToolTaxonomy;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools listed by name pattern and by class, under {@code tools.<name>} and {@code
 * tools.<name>_classes}: the two forms are one list, either is enough.
 */
public final class ToolList {
  private final String name;
  private final Optional<NamePatterns> patterns;
  private final Optional<List<String>> classes;
  private final Set<String> classSet;
  private final ToolTaxonomy taxonomy;
  private final Where nameWhere;
  private final Where classWhere;
  private final Match byName;

  private ToolList(PolicyDocument document, String name, boolean onlyClasses) {
    this.name = "tools." + name;
    this.patterns = onlyClasses ? Optional.empty() : document.patterns(name);
    this.classes = document.classes(name + "_classes");
    this.classSet = new HashSet<>(classes.orElse(Collections.emptyList()));
    this.taxonomy = document.taxonomy();
    this.nameWhere = document.tools().name(name);
    this.classWhere = document.tools().name(name + "_classes");
    this.byName = new Match(this.name, "name", Collections.emptyList(), Collections.emptyList());
  }

  /** Reads both forms of a list. */
  public static ToolList read(PolicyDocument document, String name) {
    return read(document, name, false);
  }

  /**
   * Reads a list.
   *
   * @param onlyClasses whether the member without the suffix is something else than a list
   */
  public static ToolList read(PolicyDocument document, String name, boolean onlyClasses) {
    return new ToolList(document, name, onlyClasses);
  }

  /** Whether neither form stands in the document; an empty list does stand. */
  public boolean isAbsent() {
    return patterns.isEmpty() && classes.isEmpty();
  }

  /** Gives how many entries the two forms hold together. */
  public int size() {
    return all().size() + classes.map(List::size).orElse(0);
  }

  /** Gives the patterns; none when that form is absent. */
  public List<NamePattern> all() {
    return patterns.map(NamePatterns::all).orElse(Collections.emptyList());
  }

  /** Gives the form by name. */
  public Optional<NamePatterns> patterns() {
    return patterns;
  }

  /** Gives the form by class. */
  public Optional<List<String>> classes() {
    return classes;
  }

  /** Gives what of the list matches a tool, or null when nothing does. */
  public @Nullable Match match(String tool) {
    boolean named = patterns.isPresent() && patterns.get().matches(tool);
    List<String> own = taxonomy.classesOf(tool);
    if (own.isEmpty()) {
      return named ? byName : null;
    }
    List<String> matched = matched(own);
    if (matched.isEmpty()) {
      return named ? new Match(name, "name", own, matched) : null;
    }
    return named
        ? new Match(name + "+" + name + "_classes", "name+class", own, matched)
        : new Match(name + "_classes", "class", own, matched);
  }

  private List<String> matched(List<String> own) {
    List<String> matched = null;
    for (String label : own) {
      if (classSet.contains(label)) {
        if (matched == null) {
          matched = new ArrayList<>();
        }
        matched.add(label);
      }
    }
    return matched == null ? Collections.emptyList() : matched;
  }

  /** Gives the place of the first entry that matches, else of the list itself. */
  public Where place(String tool) {
    if (patterns.isPresent()) {
      Optional<NamePattern> first = patterns.get().first(tool);
      if (first.isPresent()) {
        return first.get().where();
      }
    }
    Match match = match(tool);
    return match != null || patterns.isEmpty() ? classWhere : nameWhere;
  }
}
