package dev.assay.core.policy.list;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.document.ToolTable;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which tools owe a duty, and on what contract: as a list of tools with one contract for all under
 * {@code tools.<name>_contract}, or as a mapping of tools to contracts. Classes of tools always
 * take the common contract. Every contract that applies holds.
 */
public final class DutyList<T> {
  private final String name;
  private final @Nullable ToolList listed;
  private final List<T> shared;
  private final ToolTable<T> byTool = new ToolTable<>();
  private final ToolTable<Json> forms = new ToolTable<>();
  private Json sharedForm = Json.Null.NULL;
  private final Json.ObjBuilder canonical = Json.object();

  private DutyList(String name, @Nullable ToolList listed, List<T> shared) {
    this.name = "tools." + name;
    this.listed = listed;
    this.shared = shared;
  }

  /**
   * Reads both forms.
   *
   * @param several whether a tool is mapped to a list of contracts, not to one
   * @param fallback the contract of the list form when the document gives none; empty when it must
   */
  public static <T> DutyList<T> read(
      PolicyDocument document,
      String name,
      Function<Section, T> contract,
      boolean several,
      Optional<T> fallback) {
    Section tools = document.tools();
    boolean mapped = tools.get(name) instanceof Json.Obj;
    boolean classes = tools.get(name + "_classes") != null;
    ToolList listed = mapped && !classes ? null : ToolList.read(document, name, mapped);
    DutyList<T> duties =
        new DutyList<>(name, listed, shared(tools, name, listed, contract, fallback));
    Json members = mapped ? duties.readMapping(tools.section(name), contract, several) : null;
    String contractName = name + "_contract";
    if (tools.get(contractName) != null) {
      duties.sharedForm = tools.section(contractName).withoutExtensions();
    }
    duties
        .canonical
        .put(name, mapped ? members : orNull(tools.get(name)))
        .put(name + "_classes", orNull(tools.get(name + "_classes")))
        .put(contractName, duties.sharedForm);
    return duties;
  }

  private static Json orNull(@Nullable Json value) {
    return value == null ? Json.Null.NULL : value;
  }

  private static <T> List<T> shared(
      Section tools,
      String name,
      @Nullable ToolList listed,
      Function<Section, T> contract,
      Optional<T> fallback) {
    String member = name + "_contract";
    if (tools.get(member) != null) {
      return Collections.singletonList(contract.apply(tools.section(member)));
    }
    if (fallback.isPresent()) {
      return Collections.singletonList(fallback.get());
    }
    if (listed != null && listed.size() > 0) {
      tools
          .findings()
          .refuse(
              PolicyFault.MISSING_FIELD,
              "`" + name + "` lists tools and `" + member + "` does not say what for",
              tools.name(tools.get(name) == null ? name + "_classes" : name),
              "add `" + member + "`, or map each tool to its contract");
    }
    return Collections.emptyList();
  }

  private Json readMapping(Section mapping, Function<Section, T> contract, boolean several) {
    Json.ObjBuilder members = Json.object();
    for (String tool : mapping.members().keySet()) {
      Optional<NamePattern> pattern =
          NamePattern.read(tool, mapping.name(tool), mapping.findings());
      List<Section> sections =
          several ? mapping.sections(tool) : Collections.singletonList(mapping.section(tool));
      List<Json> contracts = new ArrayList<>();
      for (Section section : sections) {
        T read = contract.apply(section);
        pattern.ifPresent(p -> byTool.add(p, read));
        contracts.add(section.withoutExtensions());
      }
      Json form = several ? new Json.Arr(contracts) : contracts.getFirst();
      pattern.ifPresent(p -> forms.add(p, form));
      members.put(tool, form);
    }
    return members.build();
  }

  /** Gives what a tool owes. */
  public List<T> of(String tool) {
    List<T> own = byTool.of(tool);
    if (!isListed(tool)) {
      return own;
    }
    if (own.isEmpty()) {
      return shared;
    }
    List<T> all = new ArrayList<>(shared);
    all.addAll(own);
    return all;
  }

  private boolean isListed(String tool) {
    return listed != null && listed.size() > 0 && listed.match(tool) != null;
  }

  /** Gives the contracts of a tool as the canonical document holds them, in an order of its own. */
  public Json form(String tool) {
    List<Json> own = new ArrayList<>(forms.of(tool));
    own.sort(Comparator.comparing(CanonicalJson::canonicalText));
    return Json.object()
        .put("shared", isListed(tool) ? sharedForm : null)
        .put("own", new Json.Arr(own))
        .build();
  }

  /** Gives its member of the policy. */
  public String name() {
    return name;
  }

  /** Gives its members of the canonical document, absent ones as null. */
  public void addTo(Json.ObjBuilder tools) {
    canonical.build().members().forEach((member, value) -> tools.put(member, value));
  }

  /** Gives how many entries it holds. */
  public int size() {
    return byTool.patterns().size() + (listed == null ? 0 : listed.size());
  }

  /** Gives the patterns that name tools, for reviews. */
  public List<NamePattern> patterns() {
    List<NamePattern> patterns = new ArrayList<>(byTool.patterns());
    if (listed != null) {
      patterns.addAll(listed.all());
    }
    return patterns;
  }

  /** Gives the place of what makes a tool owe it. */
  public Where place(String tool) {
    for (NamePattern pattern : byTool.patterns()) {
      if (pattern.matches(tool)) {
        return pattern.where();
      }
    }
    return listed == null ? Where.NOWHERE : listed.place(tool);
  }
}
