package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.NamedPolicies;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.app.offline.author.TestPolicy;
import dev.assay.app.offline.author.TestPolicy.Asked;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.cases.Expectation;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.JUnitReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay policy test}: does a policy decide these cases as its author means it? */
@Command(
    name = "test",
    description = {
      "ask a policy the cases of some files and compare its decisions with what they expect",
      "The engine is the gate's own; paths are judged by their text. Nothing is asked unless every"
          + " file and every policy can be read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every case was decided as expected",
      "1:at least one was not",
      "2:a file of cases or a policy is missing or refused"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy test tests/policy/*.yaml",
      "  assay policy test --policy policy.hotfix.yaml tests/policy/files.yaml",
      "  assay policy test --format junit tests/policy/*.yaml > policy.xml"
    })
final class PolicyTestCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_test.v1";

  /** The forms of the result. */
  enum Form {
    /** Lines for people. */
    text,
    /** One JSON document. */
    json,
    /** A JUnit report in XML, for CI. */
    junit
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "text|json|junit",
      defaultValue = "text",
      description = "form of the result (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "the policy to ask, instead of those that the cases name; several must each allow")
  private List<Path> policies = List.of();

  @Parameters(arity = "1..*", paramLabel = "CASES", description = "files of cases")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    List<TestPolicy.CaseFile> caseFiles = new ArrayList<>();
    List<Problem> missing = new ArrayList<>();
    for (Path file : files) {
      switch (PolicyFile.readNamed(file, "file of cases")) {
        case PolicyFile.Result.Read read ->
            caseFiles.add(new TestPolicy.CaseFile(read.name(), read.yaml()));
        case PolicyFile.Result.NotRead(Problem problem) -> missing.add(problem);
      }
    }
    TestPolicy test =
        new TestPolicy(new NamedPolicies(), policies.stream().map(Path::toString).toList());
    return switch (test.run(caseFiles)) {
      case TestPolicy.Result.NotRun notRun -> refused(missing, notRun);
      case TestPolicy.Result.Ran ran ->
          missing.isEmpty()
              ? answer(ran.cases())
              : refused(missing, new TestPolicy.Result.NotRun(List.of(), List.of(), List.of()));
    };
  }

  private int refused(List<Problem> missing, TestPolicy.Result.NotRun notRun) {
    List<Problem> problems = new ArrayList<>(missing);
    problems.addAll(notRun.unreadable());
    CommandReason reason =
        !problems.isEmpty()
            ? CommandReason.MISSING_CONFIG
            : notRun.refused().isEmpty() ? CommandReason.CFG_PARSE : CommandReason.POLICY_PARSE;
    problems.addAll(notRun.refused());
    problems.addAll(notRun.badCases());
    return finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY), List.of());
  }

  private int answer(List<Asked> cases) {
    List<String> lines = new ArrayList<>();
    List<Json> documents = new ArrayList<>();
    int failed = 0;
    for (Asked asked : cases) {
      if (!asked.passed()) {
        failed++;
        lines.add("FAIL " + asked.policyCase().where().text() + ": " + asked.policyCase().name());
        lines.addAll(details(asked));
      }
      documents.add(document(asked));
    }
    int passed = cases.size() - failed;
    lines.add(passed + " passed" + (failed == 0 ? "" : ", " + failed + " failed"));
    Json.Obj members =
        Json.object()
            .put("passed", passed)
            .put("failed", failed)
            .put("cases", new Json.Arr(documents))
            .build();
    CommandReason reason = failed == 0 ? CommandReason.NONE : CommandReason.POLICY_TEST;
    String text = String.join("\n", lines);
    return finish(new CommandAnswer(SCHEMA, reason, text, members, List.of()), cases);
  }

  /** Gives what was expected, what came, and the rule that made it so. */
  private static List<String> details(Asked asked) {
    List<String> lines = new ArrayList<>();
    Explanation explanation = asked.explanation();
    lines.add("  expected " + asked.policyCase().expected().text());
    lines.add("  decided  " + Expectation.of(explanation.decision()).text());
    Optional<Explanation.Step> decider = explanation.decider();
    String place = decider.map(step -> step.where().text()).orElse("");
    lines.add(
        "  by       "
            + decider.map(Explanation.Step::key).orElse("no rule")
            + (place.isEmpty() ? "" : " at " + place));
    return lines;
  }

  private static Json document(Asked asked) {
    Expectation expected = asked.policyCase().expected();
    Expectation made = Expectation.of(asked.explanation().decision());
    return Json.object()
        .put("document", asked.document())
        .put("line", asked.policyCase().where().line())
        .put("name", asked.policyCase().name())
        .put("policy", asked.policy())
        .put("tool", asked.policyCase().call().name())
        .put("passed", asked.passed())
        .put("expected", json(expected))
        .put("decided", json(made))
        .build();
  }

  private static Json json(Expectation expectation) {
    return Json.object()
        .put("decision", expectation.decision())
        .put("reason", expectation.reason().orElse(null))
        .build();
  }

  private int finish(CommandAnswer answer, List<Asked> cases) {
    if (form != Form.junit || json || cases.isEmpty()) {
      return OutputOptions.finish(spec.commandLine(), json || form == Form.json, answer);
    }
    List<JUnitReport.Case> report = new ArrayList<>();
    for (Asked asked : cases) {
      JUnitReport.Outcome outcome =
          asked.passed()
              ? new JUnitReport.Outcome.Passed()
              : new JUnitReport.Outcome.Failed(
                  "decided " + Expectation.of(asked.explanation().decision()).text(),
                  String.join("\n", details(asked)));
      report.add(new JUnitReport.Case(asked.document(), asked.policyCase().name(), outcome));
    }
    String xml = new JUnitReport("policy-test", report).text();
    return OutputOptions.deliver(spec.commandLine(), xml, answer.reason());
  }
}
