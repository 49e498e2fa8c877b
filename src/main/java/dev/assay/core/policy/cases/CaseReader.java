package dev.assay.core.policy.cases;

import dev.assay.core.json.Json;
import dev.assay.core.json.SourceMap;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of cases: strictly, and with everything that is wrong with it at once. Never throws
 * on any bytes; bounded as every YAML document is. A file without a case is refused, because
 * nothing tested is not a test passed.
 */
public final class CaseReader {
  private static final List<String> ROOT = list("policy", "cases");
  private static final List<String> CASE =
      list("name", "policy", "call", "args", "session", "expect");
  private static final List<String> SESSION = list("requests", "tool_calls", "after");
  private static final List<String> EXPECT = list("decision", "reason");
  private static final List<String> DECISIONS = list(Expectation.ALLOW, Expectation.DENY);

  private final Findings findings;
  private final Set<String> names = new HashSet<>();

  private CaseReader(Findings findings) {
    this.findings = findings;
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /**
   * Reads a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it, for problems
   */
  public static CaseReading read(byte[] yaml, String documentName) {
    return switch (YamlReader.read(yaml)) {
      case YamlReading.Read read ->
          read(read.value(), documentName, read.sources(), Collections.emptyList());
      case YamlReading.Flawed flawed ->
          read(flawed.value(), documentName, flawed.sources(), flawed.problems());
      case YamlReading.Refused refused ->
          read(Json.Obj.EMPTY, documentName, SourceMap.NONE, refused.problems());
    };
  }

  private static CaseReading read(
      Json value, String documentName, SourceMap sources, List<Problem> known) {
    Findings findings = new Findings(sources, documentName);
    known.forEach(findings::refuse);
    List<PolicyCase> cases = new ArrayList<>();
    Optional<String> policy = Optional.empty();
    if (value instanceof Json.Obj object && !object.members().isEmpty()) {
      Section root = new Section(object, "", findings);
      root.refuseUnknown(ROOT);
      policy = root.string("policy");
      cases.addAll(new CaseReader(findings).cases(root));
    } else if (known.isEmpty()) {
      findings.refuse(
          PolicyFault.ROOT_NOT_MAPPING, "a file of cases is a mapping with `cases`", "");
    }
    return findings.refused()
        ? new CaseReading.Refused(findings.problems())
        : new CaseReading.Read(documentName, policy, cases);
  }

  private List<PolicyCase> cases(Section root) {
    List<PolicyCase> cases = new ArrayList<>();
    if (!(root.get("cases") instanceof Json.Arr given) || given.items().isEmpty()) {
      findings.refuse(
          PolicyFault.MISSING_FIELD,
          "`cases` is a list of at least one case",
          findings.value(root.at("cases")),
          "write `cases:` and below it `- name: …`");
      return cases;
    }
    for (int i = 0; i < given.items().size(); i++) {
      String pointer = root.at("cases") + "/" + i;
      if (given.items().get(i) instanceof Json.Obj one) {
        cases.add(oneCase(new Section(one, pointer, findings)));
      } else {
        String kind = StrictMapping.kind(given.items().get(i));
        findings.refuse(PolicyFault.WRONG_TYPE, "a case is a mapping, not " + kind, pointer);
      }
    }
    return cases;
  }

  private PolicyCase oneCase(Section section) {
    section.refuseUnknown(CASE);
    section.require("name", "call", "expect");
    Where where = findings.value(section.pointer());
    String name = section.string("name").orElse("");
    if (section.get("name") instanceof Json.Str && (name.isBlank() || !names.add(name))) {
      findings.refuse(
          PolicyFault.UNKNOWN_VALUE,
          name.isBlank() ? "`name` is empty" : "case `" + name + "` stands twice",
          findings.value(section.at("name")),
          "say in one line what this case shows");
    }
    Json.Obj arguments = new Json.Obj(section.section("args").members());
    return new PolicyCase(
        name,
        where,
        section.string("policy"),
        new ToolCall(section.string("call").orElse(""), arguments),
        before(section.section("session")),
        expectation(section.section("expect")));
  }

  /** The session before the call; the call itself is counted on top, as the gate counts it. */
  private PolicyCase.SessionBefore before(Section session) {
    session.refuseUnknown(SESSION);
    List<String> forwarded = session.strings("after").orElse(Collections.emptyList());
    long calls = session.unsigned("tool_calls").orElse((long) forwarded.size());
    long requests = session.unsigned("requests").orElse(calls);
    if (Long.compareUnsigned(requests, calls) < 0 || requests == -1L) {
      findings.refuse(
          PolicyFault.LIMIT,
          "`requests` counts every request, calls included, so it is not less than `tool_calls`",
          findings.value(session.pointer()),
          null);
    }
    if (Long.compareUnsigned(calls, forwarded.size()) < 0) {
      findings.refuse(
          PolicyFault.LIMIT,
          "`tool_calls` counts the calls of `after`, so it is not less than they are",
          findings.value(session.pointer()),
          null);
    }
    return new PolicyCase.SessionBefore(requests, calls, forwarded);
  }

  private Expectation expectation(Section expect) {
    expect.refuseUnknown(EXPECT);
    if (!expect.members().isEmpty()) {
      expect.require("decision");
    }
    boolean allowed =
        expect.word("decision", DECISIONS).orElse(Expectation.DENY).equals(Expectation.ALLOW);
    Optional<String> reason = expect.string("reason");
    if (reason.isPresent()) {
      checkReason(reason.get(), expect);
    }
    return new Expectation(allowed, reason);
  }

  private void checkReason(String reason, Section expect) {
    List<String> known = new ArrayList<>();
    for (ReasonCode code : ReasonCode.values()) {
      known.add(code.consoleReason());
    }
    if (!known.contains(reason)) {
      findings.refuse(
          PolicyFault.UNKNOWN_VALUE,
          "there is no reason `" + reason + "`",
          findings.value(expect.at("reason")),
          DidYouMean.nearest(reason, known)
              .map(near -> "did you mean `" + near + "`?")
              .orElse("reasons are in docs/reference/reason-codes.md, third column"));
    }
  }
}
