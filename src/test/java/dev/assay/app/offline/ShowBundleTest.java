package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.ShowBundle.Broken;
import dev.assay.app.offline.ShowBundle.Outcome;
import dev.assay.app.offline.ShowBundle.Request;
import dev.assay.app.offline.ShowBundle.Row;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowBundleTest {
  private static final byte[] SEALED = Vectors.bytes("evidence/sealed/ok.tar.gz");
  private static final byte[] OTHER = Vectors.bytes("evidence/sealed/unsealed.tar.gz");
  private static final byte[] TAMPERED = Vectors.bytes("evidence/tamper/100-data-naive.tar.gz");

  private final List<Row> rows = new ArrayList<>();
  private final List<Verdict> heads = new ArrayList<>();
  private final ShowBundle.Page page =
      new ShowBundle.Page() {
        @Override
        public void head(Verdict verdict) {
          assertThat(rows).isEmpty();
          heads.add(verdict);
        }

        @Override
        public void row(Row row, Json.Obj event) {
          rows.add(row);
        }
      };

  private Outcome show(Broken broken, byte[]... readings) {
    FakeBundleFiles files = new FakeBundleFiles().with("b", readings);
    return new ShowBundle(files)
        .show(new Request("b", BundleLimits.DEFAULT, broken, EventSelection.ALL), page);
  }

  @Test
  void every_event_of_an_intact_bundle_is_listed_in_order() {
    assertThat(show(Broken.REFUSE, SEALED)).isInstanceOf(Outcome.Listed.class);
    assertThat(heads).hasSize(1);
    assertThat(rows)
        .extracting(Row::seq)
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(rows).allMatch(Row::verified);
    assertThat(rows.get(6).said()).isEqualTo(new ShowBundle.Said("exec", "deny", "P_TOOL_DENIED"));
    assertThat(rows.get(6).text())
        .isEqualTo(
            "     6  2026-03-01T12:00:00Z            assay.tool.decision           "
                + "tool:exec                 deny exec P_TOOL_DENIED");
  }

  @Test
  void nothing_of_a_broken_bundle_is_listed() {
    Outcome outcome = show(Broken.REFUSE, TAMPERED);
    assertThat(((Outcome.Refused) outcome).report().reasonCode()).isEqualTo("E_EVIDENCE_INTEGRITY");
    assertThat(rows).isEmpty();
    assertThat(heads).isEmpty();
  }

  @Test
  void a_broken_bundle_listed_on_request_marks_every_row_from_the_first_problem_on() {
    Outcome outcome = show(Broken.LIST_MARKED, TAMPERED);
    assertThat(((Outcome.Listed) outcome).verdict()).isInstanceOf(Verdict.Broken.class);
    Verdict.Broken broken = (Verdict.Broken) heads.getFirst();
    long bad = broken.first().position().seq();
    assertThat(rows).hasSize(9);
    for (Row row : rows) {
      assertThat(row.verified()).isEqualTo(Long.parseLong(row.seq()) < bad);
    }
    assertThat(rows.getLast().text()).startsWith("NOT VERIFIED ");
  }

  @Test
  void a_file_that_changes_between_the_readings_is_reported() {
    assertThat(show(Broken.REFUSE, SEALED, OTHER)).isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void a_missing_file_is_refused() {
    Outcome outcome =
        new ShowBundle(new FakeBundleFiles())
            .show(new Request("b", BundleLimits.DEFAULT, Broken.REFUSE, EventSelection.ALL), page);
    assertThat(((Outcome.Refused) outcome).report().reasonCode())
        .isEqualTo("E_EVIDENCE_UNREADABLE");
  }
}
