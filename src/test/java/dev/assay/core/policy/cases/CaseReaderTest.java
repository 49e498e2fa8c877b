package dev.assay.core.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.policy.cases.PolicyCase.SessionBefore;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseReaderTest {
  private static CaseReading read(String yaml) {
    return CaseReader.read(yaml.getBytes(StandardCharsets.UTF_8), "cases.yaml");
  }

  private static CaseReading.Read cases(String yaml) {
    return switch (read(yaml)) {
      case CaseReading.Read read -> read;
      case CaseReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private static List<String> problems(String yaml) {
    return switch (read(yaml)) {
      case CaseReading.Read read -> throw new AssertionError("accepted: " + read);
      case CaseReading.Refused refused -> refused.problems().stream().map(Problem::text).toList();
    };
  }

  @Test
  void a_case_has_a_call_a_session_and_an_expectation() {
    CaseReading.Read read =
        cases(
            """
            policy: ../policy.yaml
            cases:
              - name: the last call that is left
                call: read_file
                args: { path: /app/a }
                session: { tool_calls: 499, requests: 510, after: [list] }
                expect: { decision: allow, reason: policy_allow }
            """);
    assertThat(read.policy()).contains("../policy.yaml");
    PolicyCase one = read.cases().getFirst();
    assertThat(one.call().name()).isEqualTo("read_file");
    assertThat(one.call().arguments().get("path")).isEqualTo(new Json.Str("/app/a"));
    assertThat(one.before()).isEqualTo(new SessionBefore(510, 499, List.of("list")));
    assertThat(one.expected().text()).isEqualTo("allow policy_allow");
    assertThat(one.where().text()).isEqualTo("cases.yaml:3:5");
  }

  @Test
  void a_call_without_a_session_is_the_first_one() {
    PolicyCase one =
        cases("cases: [{ name: n, call: exec, expect: { decision: deny } }]").cases().getFirst();
    assertThat(one.before()).isEqualTo(new SessionBefore(0, 0, List.of()));
    assertThat(one.call().arguments().members()).isEmpty();
    assertThat(one.expected().reason()).isEmpty();
  }

  @Test
  void everything_wrong_is_told_at_once_with_its_place() {
    assertThat(
            problems(
                """
                polcy: a.yaml
                cases:
                  - nam: x
                    call: 7
                    args: []
                    session: { tool_calls: 5, requests: 4 }
                    expect: { decision: maybe, reason: tool_denid }
                  - text
                """))
        .containsExactly(
            "cases.yaml:1:1: unknown key `polcy`, did you mean `policy`?",
            "cases.yaml:3:5: unknown key `nam`, did you mean `name`?",
            "cases.yaml:3:5: `name` is missing here",
            "cases.yaml:4:11: `call` is a string, not a number, put it in quotes",
            "cases.yaml:5:11: `args` is a mapping, not a list",
            "cases.yaml:6:14: `requests` counts every request, calls included, so it is not less"
                + " than `tool_calls`",
            "cases.yaml:7:25: `decision` cannot be `maybe`, use one of allow, deny",
            "cases.yaml:7:40: there is no reason `tool_denid`, did you mean `tool_denied`?",
            "cases.yaml:8:5: a case is a mapping, not a string");
  }

  @Test
  void calls_before_are_counted_and_fewer_are_refused() {
    String one = "cases: [{ name: n, call: a, session: %s, expect: { decision: deny } }]";
    assertThat(cases(one.formatted("{ after: [b, c] }")).cases().getFirst().before())
        .isEqualTo(new SessionBefore(2, 2, List.of("b", "c")));
    assertThat(problems(one.formatted("{ after: [b, c], tool_calls: 1 }")))
        .containsExactly(
            "cases.yaml:1:38: `tool_calls` counts the calls of `after`, so it is not less than"
                + " they are");
  }

  @Test
  void nothing_to_test_is_refused() {
    String hint = "`cases` is a list of at least one case, write `cases:` and below it `- name: …`";
    assertThat(problems("policy: p.yaml\n")).containsExactly("cases.yaml:1:1: " + hint);
    assertThat(problems("cases: []\n")).containsExactly("cases.yaml:1:8: " + hint);
    assertThat(problems("[]\n"))
        .containsExactly("cases.yaml:1:1: a file of cases is a mapping with `cases`");
    assertThat(problems("")).hasSize(1);
  }

  @Test
  void a_name_stands_once_and_says_something() {
    String one = "  - { name: %s, call: a, expect: { decision: deny } }\n";
    assertThat(problems("cases:\n" + one.formatted("a") + one.formatted("a")))
        .containsExactly(
            "cases.yaml:3:13: case `a` stands twice, say in one line what this case shows");
    assertThat(problems("cases:\n" + one.formatted("' '"))).hasSize(1);
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    assertThat(problems("cases: []\ncases: []\n").getFirst()).startsWith("cases.yaml:1:8: ");
    assertThat(problems("cases: []\ncases: []\n").getLast()).contains("stands twice");
  }
}
