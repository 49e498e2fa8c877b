package dev.assay.core.policy.privileged;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.NamePatterns;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code privileged_actions}: which tools it governs, and what may be done with them by whom.
 *
 * @param tools what it governs; nothing when the section is absent
 * @param callerId the name under which actions are recorded; nobody proves it
 * @param credential the credential behind the server, when it is declared
 * @param allowances what may be done
 * @param manifest against what the definitions of the tools are held
 * @param where the section's place
 */
public record PrivilegedActions(
    NamePatterns tools,
    String callerId,
    Optional<UpstreamCredential> credential,
    List<Allowance> allowances,
    Manifest manifest,
    Where where) {
  /** The section's name. */
  public static final String NAME = "privileged_actions";

  /** The baseline of a section that does not name one: the lock of {@code mcp pin}. */
  public static final String DEFAULT_BASELINE = "assay.lock.json";

  /** Longest name in the section, in characters: they stand in every record. */
  static final int MAX_NAME_CHARS = 256;

  private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(5);
  private static final Duration LEAST_BUDGET = Duration.ofMillis(1);
  private static final Duration MOST_BUDGET = Duration.ofSeconds(60);
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "tools",
              "caller",
              UpstreamCredential.NAME,
              "allowances",
              "baseline",
              "establish_budget"));

  /**
   * Against what the definitions of governed tools are held.
   *
   * @param baseline the file, as written, relative to the policy's directory
   * @param establishBudget how long one listing of ours may take, all its pages together
   */
  public record Manifest(String baseline, Duration establishBudget) {}

  /**
   * Why an action is not allowed.
   *
   * @param reason the first gate that is closed
   * @param explanation one sentence, without values of arguments
   */
  public record Refusal(ReasonCode reason, String explanation) {}

  /** Reads the section; absent, it governs nothing. */
  public static PrivilegedActions read(PolicyDocument document) {
    Section section = document.root().section(NAME);
    boolean stands = document.root().isMapping(NAME);
    section.refuseUnknown(MEMBERS);
    if (stands) {
      section.require("tools", "caller");
    }
    List<NamePattern> tools = NamePattern.readAll(section, "tools");
    if (section.get("tools") instanceof Json.Arr list && list.items().isEmpty()) {
      refuse(section, "tools", "`tools` governs no tool", "name the privileged tools");
    }
    Section caller = section.section("caller");
    caller.refuseUnknown(Collections.singletonList("id"));
    if (section.isMapping("caller")) {
      caller.require("id");
    }
    return new PrivilegedActions(
        new NamePatterns(tools),
        caller.get("id") == null ? "" : name(caller, "id"),
        UpstreamCredential.read(section),
        Allowance.readAll(section),
        new Manifest(
            baseline(section),
            section.duration("establish_budget", LEAST_BUDGET, MOST_BUDGET).orElse(DEFAULT_BUDGET)),
        document.root().placeOf(NAME));
  }

  private static String baseline(Section section) {
    String file = section.string("baseline").orElse(DEFAULT_BASELINE);
    if (file.isBlank() || file.indexOf('\0') >= 0) {
      refuse(
          section, "baseline", "`baseline` names no file", "write a path relative to the policy");
    }
    return file;
  }

  /** Reads a name that stands in records; a blank one is refused. */
  static String name(Section section, String member) {
    String name = section.string(member).orElse("");
    if (section.get(member) instanceof Json.Str
        && (name.isBlank() || name.length() > MAX_NAME_CHARS)) {
      refuse(
          section,
          member,
          "`" + member + "` has 1 to " + MAX_NAME_CHARS + " characters, not only blanks",
          null);
    }
    return name;
  }

  private static void refuse(
      Section section, String member, String message, @Nullable String hint) {
    section
        .findings()
        .refuse(
            PolicyFault.PRIVILEGED, message, section.findings().value(section.at(member)), hint);
  }

  /** Says whether it governs a tool. */
  public boolean governs(String tool) {
    return tools.matches(tool);
  }

  /** Says whether it governs any tool. */
  public boolean isOn() {
    return !tools.all().isEmpty();
  }

  /**
   * Judges what a governed call does: classification, allowance and credential, in this order.
   * Empty when all three agree; what the tool's definition is now is not asked here.
   */
  public Optional<Refusal> judge(ToolCall call) {
    Classification classification = Classification.of(call);
    if (classification.action().isEmpty()) {
      return refusal(
          ReasonCode.E_PRIVILEGED_UNCLASSIFIED,
          "The tool is governed by `privileged_actions`, and its name is of no known action");
    }
    if (classification.missing().isPresent()) {
      return refusal(
          ReasonCode.E_PRIVILEGED_INCOMPLETE,
          "The arguments do not say what the action is on ("
              + classification.missing().get()
              + ")");
    }
    ActionClass done = classification.action().get().actionClass();
    if (allowances.stream().noneMatch(allowance -> allowance.covers(done, call.arguments()))) {
      return refusal(
          ReasonCode.E_PRIVILEGED_NO_ALLOWANCE,
          "No allowance covers the action " + done.word() + " on this target");
    }
    return judgeCredential(done);
  }

  private Optional<Refusal> judgeCredential(ActionClass done) {
    if (credential.isEmpty()) {
      return refusal(
          ReasonCode.E_PRIVILEGED_SCOPE_UNKNOWN,
          "No upstream credential is declared, so nothing says that it covers the action");
    }
    return switch (credential.get().covers(done)) {
      case COVERED -> Optional.empty();
      case INSUFFICIENT ->
          refusal(
              ReasonCode.E_PRIVILEGED_SCOPE,
              "The declared scopes of the upstream credential do not cover the action, which needs "
                  + done.requiredScope());
      case UNKNOWN ->
          refusal(
              ReasonCode.E_PRIVILEGED_SCOPE_UNKNOWN,
              "A declared scope of the upstream credential is not known for the action");
    };
  }

  private static Optional<Refusal> refusal(ReasonCode reason, String explanation) {
    return Optional.of(new Refusal(reason, explanation));
  }

  /** Gives what its judgement of an action rests on. */
  public Json.Obj canonical() {
    List<Json> covered = new ArrayList<>();
    for (Allowance allowance : allowances) {
      List<Json> targets = new ArrayList<>();
      for (Allowance.Repository target : allowance.targets()) {
        targets.add(Json.object().put("owner", target.owner()).put("repo", target.repo()).build());
      }
      covered.add(
          Json.object()
              .put("action_class", allowance.actionClass().word())
              .put("targets", new Json.Arr(targets))
              .build());
    }
    return Json.object()
        .put("allowances", new Json.Arr(covered))
        .put("scopes", credential.map(c -> Json.Arr.ofStrings(c.scopes())).orElse(null))
        .build();
  }
}
