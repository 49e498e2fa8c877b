package dev.assay.core.evidence.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSelectionTest {
  private static final Json.Obj EVENT =
      (Json.Obj)
          Vectors.parse(
              """
              {"assayseq":7,"type":"assay.tool.decision","time":"2026-03-01T12:00:00Z",
               "subject":"tool:exec","data":{"tool":"exec","decision":"deny","n":5,"on":true,
               "none":null,"tool_classes":["shell","x"],"a.b":"dotted","deep":{"list":["p","q"]}}}
              """);

  private static boolean takes(EventSelection.Condition condition) {
    return new EventSelection(List.of(condition)).takes(EVENT);
  }

  @ParameterizedTest
  @CsvSource({
    "assay.*, assay.tool.decision, true",
    "*, '', true",
    "'', '', true",
    "'', a, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*.decision, assay.tool.decision, true",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXcXb, false",
    "Assay*, assay.x, false",
    "a**, a, true"
  })
  void a_glob_fits_the_whole_text(String glob, String text, boolean fits) {
    assertThat(new TextGlob(glob).matches(text)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "data.tool=exec, true",
    "data.tool=Exec, false",
    "data.n=5, true",
    "data.n=5.0, false",
    "data.on=true, true",
    "data.none=null, true",
    "data.absent=null, false",
    "data.deep.list=q, true",
    "data.deep.list=r, false",
    "data.deep.list.0=p, true",
    "data.deep.list.2=p, false",
    "/data/a.b=dotted, true",
    "data.a.b=dotted, false",
    "data.deep=p, false",
    "/type=assay.tool.decision, true"
  })
  void a_member_is_compared_as_written(String condition, boolean holds) {
    assertThat(takes(EventSelection.MemberIs.read(condition).orElseThrow())).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"=x", "data.tool", "data..tool=x", ".=x"})
  void a_condition_without_a_path_is_none(String text) {
    assertThat(EventSelection.MemberIs.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"7, true", "7..7, true", "..7, true", "8.., false", "..6, false", "0..99, true"})
  void a_range_holds_both_of_its_ends(String range, boolean holds) {
    assertThat(takes(EventSelection.InSequence.read(range).orElseThrow())).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"..", "9..7", "a..b", "-1..2", "''", "1...2", "99999999999999999999"})
  void a_range_that_is_none_is_refused(String range) {
    assertThat(EventSelection.InSequence.read(range)).isEmpty();
  }

  @Test
  void times_are_taken_from_the_first_and_before_the_second() {
    Optional<EventTime> noon = EventTime.read("2026-03-01T13:00:00+01:00");
    assertThat(takes(new EventSelection.InTime(noon, Optional.empty()))).isTrue();
    assertThat(takes(new EventSelection.InTime(Optional.empty(), noon))).isFalse();
  }

  @Test
  void every_condition_must_hold() {
    EventSelection.Condition denied = new EventSelection.Decided("deny");
    EventSelection.Condition shell = new EventSelection.OfClass("shell");
    EventSelection.Condition other = new EventSelection.AboutTool(new TextGlob("read_*"));
    assertThat(new EventSelection(List.of(denied, shell)).takes(EVENT)).isTrue();
    assertThat(new EventSelection(List.of(denied, shell, other)).takes(EVENT)).isFalse();
    assertThat(EventSelection.ALL.takes(Json.Obj.EMPTY)).isTrue();
  }
}
