package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.report.JUnitReport.Case;
import dev.assay.core.report.JUnitReport.Outcome;
import dev.assay.testkit.HostileTexts;
import dev.assay.testkit.JUnitFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitReportTest {
  private static Element valid(String xml) {
    return JUnitFiles.valid(xml);
  }

  @Test
  void every_outcome_has_its_form() {
    JUnitReport report =
        new JUnitReport(
            "gate",
            List.of(
                new Case("g", "passes", new Outcome.Passed()),
                new Case("g", "is noted", new Outcome.Noted("careful")),
                new Case("g", "fails", new Outcome.Failed("no", "line 1\nline 2")),
                new Case("g", "cannot tell", new Outcome.Errored("why", "")),
                new Case("g", "is skipped", new Outcome.Skipped("not asked"))));
    valid(report.text());
    assertThat(report.text())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="gate" tests="5" failures="1" errors="1" skipped="1">
              <testcase classname="g" name="passes" time="0"/>
              <testcase classname="g" name="is noted" time="0">
                <system-out>careful</system-out>
              </testcase>
              <testcase classname="g" name="fails" time="0">
                <failure message="no" type="assay.failed">line 1
            line 2</failure>
              </testcase>
              <testcase classname="g" name="cannot tell" time="0">
                <error message="why" type="assay.error"/>
              </testcase>
              <testcase classname="g" name="is skipped" time="0">
                <skipped message="not asked"/>
              </testcase>
            </testsuite>
            """);
  }

  @Test
  void hostile_texts_come_back_as_the_safe_text() {
    List<Case> cases = new ArrayList<>();
    for (String hostile : HostileTexts.ALL) {
      cases.add(new Case(hostile, hostile, new Outcome.Passed()));
      cases.add(new Case("x", hostile, new Outcome.Noted(hostile)));
      cases.add(new Case("x", hostile, new Outcome.Failed(hostile, hostile)));
      cases.add(new Case("x", hostile, new Outcome.Errored(hostile, hostile)));
      cases.add(new Case("x", hostile, new Outcome.Skipped(hostile)));
    }
    Element suite = valid(new JUnitReport("<&\"'>", cases).text());
    assertThat(suite.getAttribute("name")).isEqualTo("<&\"'>");
    for (int i = 0; i < cases.size(); i++) {
      Element read = (Element) suite.getElementsByTagName("testcase").item(i);
      assertThat(read.getAttribute("name")).isEqualTo(ReportText.of(cases.get(i).name()));
      assertThat(read.getAttribute("classname")).isEqualTo(ReportText.of(cases.get(i).group()));
      if (cases.get(i).outcome() instanceof Outcome.Failed failed && !failed.details().isEmpty()) {
        assertThat(read.getElementsByTagName("failure").item(0).getTextContent())
            .isEqualTo(ReportText.of(failed.details()));
      }
    }
  }

  @Test
  void a_report_without_cases_is_valid() {
    assertThat(valid(new JUnitReport("empty", List.of()).text()).getAttribute("tests"))
        .isEqualTo("0");
  }

  @Test
  void a_megabyte_of_text_is_cut_visibly() {
    String long_ = "\u0001".repeat(1 << 20);
    Case one = new Case(long_, long_, new Outcome.Failed(long_, long_));
    String xml = new JUnitReport(long_, List.of(one)).text();
    valid(xml);
    assertThat(xml.length()).isLessThan(4 * JUnitReport.MAX_TEXT + JUnitReport.MAX_DETAILS + 400);
    assertThat(xml).contains("…");
  }
}
