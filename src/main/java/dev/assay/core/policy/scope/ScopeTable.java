package dev.assay.core.policy.scope;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.document.ToolTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the sections {@code paths}, {@code urls}, {@code commands}: what arguments may reach. */
public final class ScopeTable {
  /** The key of the section about paths. */
  public static final String PATHS = "paths";

  private final String key;
  private final boolean present;
  private final ToolTable<Entry> entries = new ToolTable<>();
  private final List<Entry> inOrder = new ArrayList<>();
  private final Json.ObjBuilder canonical = Json.object();

  private record Entry(
      NamePattern tool, List<ScopedArgument> arguments, ArgumentScope scope, Json.Obj form) {}

  /** Reads the scope of an entry. */
  private interface ScopeReading {
    ArgumentScope read(Section entry);
  }

  private enum Paths implements ScopeReading {
    PATHS;

    @Override
    public ArgumentScope read(Section entry) {
      return PathScope.read(entry);
    }
  }

  private enum Urls implements ScopeReading {
    URLS;

    @Override
    public ArgumentScope read(Section entry) {
      return UrlScope.read(entry);
    }
  }

  private enum Commands implements ScopeReading {
    COMMANDS;

    @Override
    public ArgumentScope read(Section entry) {
      return CommandScope.read(entry);
    }
  }

  private ScopeTable(Section root, String key) {
    this.key = key;
    this.present = root.get(key) != null;
  }

  /** Reads {@code paths}. */
  public static ScopeTable paths(PolicyDocument document) {
    return read(document, PATHS, Paths.PATHS);
  }

  /** Reads {@code urls}. */
  public static ScopeTable urls(PolicyDocument document) {
    return read(document, "urls", Urls.URLS);
  }

  /** Reads {@code commands}. */
  public static ScopeTable commands(PolicyDocument document) {
    return read(document, "commands", Commands.COMMANDS);
  }

  private static ScopeTable read(PolicyDocument document, String key, ScopeReading reading) {
    ScopeTable table = new ScopeTable(document.root(), key);
    Section section = document.root().section(key);
    for (String tool : section.members().keySet()) {
      Optional<NamePattern> pattern =
          NamePattern.read(tool, section.name(tool), section.findings());
      Section entry = section.section(tool);
      List<ScopedArgument> arguments = ScopedArgument.readAll(entry);
      ArgumentScope scope = reading.read(entry);
      Json.Obj form = entry.withoutExtensions();
      table.canonical.put(tool, form);
      if (pattern.isPresent()) {
        Entry read = new Entry(pattern.get(), Collections.unmodifiableList(arguments), scope, form);
        table.entries.add(pattern.get(), read);
        table.inOrder.add(read);
      }
    }
    return table;
  }

  /** Gives the section's key. */
  public String key() {
    return key;
  }

  /** Gives how many entries it has. */
  public int size() {
    return inOrder.size();
  }

  /** Gives the section as the canonical document holds it, or null when it does not stand. */
  public @Nullable Json canonical() {
    return present ? canonical.build() : null;
  }

  /** Gives the patterns of the entries for a tool, which have the places of the entries. */
  public Optional<NamePattern> pattern(String tool) {
    List<Entry> all = entries.of(tool);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().tool());
  }

  /**
   * Gives the entries that hold for a tool as the canonical document holds them, in an order of
   * their own: all of them hold, whichever stands first.
   */
  public Json form(String tool) {
    List<Json> forms = new ArrayList<>();
    for (Entry entry : entries.of(tool)) {
      forms.add(entry.form());
    }
    forms.sort(Comparator.comparing(CanonicalJson::canonicalText));
    return new Json.Arr(forms);
  }

  /** Gives the patterns in the order of the document. */
  public List<NamePattern> patterns() {
    return entries.patterns();
  }

  /** Judges the arguments of a call by every entry for its tool; null when there is none. */
  public @Nullable Objections judge(String tool, Json.Obj arguments, FileSystemView files) {
    List<Entry> all = entries.of(tool);
    if (all.isEmpty()) {
      return null;
    }
    Objections objections = new Objections(key, files);
    for (int i = 0; i < all.size(); i++) {
      Entry entry = all.get(i);
      objections.beginEntry();
      for (int a = 0; a < entry.arguments().size(); a++) {
        entry.arguments().get(a).judge(arguments, entry.scope(), objections);
      }
    }
    return objections;
  }

  /**
   * Warns about arguments that the tool's schema does not have: a rule for them protects nobody.
   *
   * @param schemas the schemas of the document by tool
   */
  public void review(Json.Obj schemas, Findings findings) {
    for (Entry entry : inOrder) {
      boolean named = entry.tool().form() == NamePattern.Form.NAME;
      Optional<Json.Obj> properties =
          named
              ? schemas.object(entry.tool().literal()).flatMap(s -> s.object("properties"))
              : Optional.empty();
      if (properties.isPresent()) {
        reviewArguments(entry, properties.get().members(), findings);
      }
    }
  }

  private static void reviewArguments(
      Entry entry, Map<String, Json> properties, Findings findings) {
    for (ScopedArgument argument : entry.arguments()) {
      if (!properties.containsKey(argument.member())) {
        findings.warn(
            PolicyFault.ARGUMENT_UNKNOWN,
            "the schema of `"
                + entry.tool().text()
                + "` has no argument `"
                + argument.member()
                + "`",
            argument.where(),
            "name the argument as the tool does");
      }
    }
  }
}
