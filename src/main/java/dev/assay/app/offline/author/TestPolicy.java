package dev.assay.app.offline.author;

import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.PolicyText;
import dev.assay.core.policy.cases.CaseReader;
import dev.assay.core.policy.cases.CaseReading;
import dev.assay.core.policy.cases.PolicyCase;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks the gate's own engine every case of some files. Nothing is asked unless all files and all
 * policies can be read, so that a broken file cannot pass for one without failures. Paths are
 * judged by their text; links are not looked at.
 */
public final class TestPolicy {
  private final PolicyFiles files;
  private final List<String> instead;
  private final Map<String, PolicyEngine> engines = new LinkedHashMap<>();
  private final List<Problem> unreadable = new ArrayList<>();
  private final List<Problem> refused = new ArrayList<>();
  private final List<Problem> badCases = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param instead the policies to ask, together, instead of those that the cases name; none to ask
   *     those
   */
  public TestPolicy(PolicyFiles files, List<String> instead) {
    this.files = files;
    this.instead = List.copyOf(instead);
  }

  /**
   * A file of cases.
   *
   * @param document what the user calls it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  public record CaseFile(String document, byte[] yaml) {}

  /**
   * One case that was asked.
   *
   * @param document the file of the case
   * @param policy what the user calls the policy
   * @param explanation how the call was decided
   */
  public record Asked(
      String document, PolicyCase policyCase, String policy, Explanation explanation) {
    /** Says whether the call was decided as the case expects. */
    public boolean passed() {
      return policyCase.expected().isMetBy(explanation.decision());
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /** Every case was asked, in the order given. */
    record Ran(List<Asked> cases) implements Result {
      /** Copies the cases. */
      public Ran {
        cases = List.copyOf(cases);
      }
    }

    /**
     * Nothing was asked.
     *
     * @param unreadable policies that cannot be read
     * @param refused what is wrong with policies
     * @param badCases what is wrong with the files of cases
     */
    record NotRun(List<Problem> unreadable, List<Problem> refused, List<Problem> badCases)
        implements Result {
      /** Copies the problems. */
      public NotRun {
        unreadable = List.copyOf(unreadable);
        refused = List.copyOf(refused);
        badCases = List.copyOf(badCases);
      }
    }
  }

  /** Asks all the cases. */
  public Result run(List<CaseFile> caseFiles) {
    List<CaseReading.Read> read = new ArrayList<>();
    for (CaseFile file : caseFiles) {
      switch (CaseReader.read(file.yaml(), file.document())) {
        case CaseReading.Read cases -> read.add(cases);
        case CaseReading.Refused(List<Problem> problems) -> badCases.addAll(problems);
      }
    }
    for (CaseReading.Read cases : read) {
      for (PolicyCase one : cases.cases()) {
        load(cases, one);
      }
    }
    if (!unreadable.isEmpty() || !refused.isEmpty() || !badCases.isEmpty()) {
      return new Result.NotRun(unreadable, refused, badCases);
    }
    List<Asked> asked = new ArrayList<>();
    for (CaseReading.Read cases : read) {
      for (PolicyCase one : cases.cases()) {
        String key = key(cases, one).orElseThrow();
        PolicyEngine engine = Objects.requireNonNull(engines.get(key));
        String policy = String.join(" + ", named(cases, one));
        asked.add(
            new Asked(
                cases.document(),
                one,
                policy,
                engine.explain(one.call(), one.state(engine.policy()))));
      }
    }
    return new Result.Ran(asked);
  }

  private Optional<String> key(CaseReading.Read cases, PolicyCase one) {
    return instead.isEmpty()
        ? one.policy().or(cases::policy).map(p -> cases.document() + "\n" + p)
        : Optional.of(String.join("\n", instead));
  }

  private List<String> named(CaseReading.Read cases, PolicyCase one) {
    return instead.isEmpty() ? List.of(one.policy().or(cases::policy).orElseThrow()) : instead;
  }

  private void load(CaseReading.Read cases, PolicyCase one) {
    Optional<String> key = key(cases, one);
    if (key.isEmpty()) {
      badCases.add(
          new Problem(
              "policy_test.no_policy",
              "case `" + one.name() + "` names no policy",
              one.where(),
              "write `policy: …` at the top of the file, or give --policy"));
      return;
    }
    if (engines.containsKey(key.get())) {
      return;
    }
    List<PolicyText> texts = new ArrayList<>();
    List<String> named = named(cases, one);
    for (String path : named) {
      PolicyFiles.Found found =
          instead.isEmpty() ? files.beside(cases.document(), path) : files.named(path);
      switch (found) {
        case PolicyFiles.Found.Unreadable(Problem problem) -> {
          if (!unreadable.contains(problem)) {
            unreadable.add(problem);
          }
        }
        case PolicyFiles.Found.Bytes bytes ->
            texts.add(new PolicyText(bytes.document(), bytes.yaml()));
      }
    }
    if (texts.size() == named.size()) {
      compile(key.get(), texts);
    }
  }

  private void compile(String key, List<PolicyText> texts) {
    switch (PolicyReader.readAll(texts, false)) {
      case PolicyReading.Accepted(var policy) -> engines.put(key, new PolicyEngine(policy));
      case PolicyReading.Refused(List<Problem> problems) -> {
        if (!refused.containsAll(problems)) {
          refused.addAll(problems);
        }
      }
    }
  }
}
