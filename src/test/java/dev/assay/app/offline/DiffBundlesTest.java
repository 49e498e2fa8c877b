package dev.assay.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.question.DiffBundles;
import dev.assay.app.offline.question.DiffBundles.Outcome;
import dev.assay.core.evidence.question.BundleDiff;
import dev.assay.core.evidence.question.BundleSummary;
import dev.assay.core.json.Json;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code vectors/evidence/diff}, and our own headings. */
class DiffBundlesTest {
  private static Outcome diff(byte[] base, byte[] candidate) {
    return new DiffBundles(new FakeBundleFiles().with("a", base).with("b", candidate))
        .diff("a", "b");
  }

  private static BundleDiff compared(byte[] base, byte[] candidate) {
    Outcome outcome = diff(base, candidate);
    assertThat(outcome).isInstanceOf(Outcome.Compared.class);
    return ((Outcome.Compared) outcome).diff();
  }

  @TestFactory
  Stream<DynamicTest> published_reports_are_ours_member_by_member() {
    return Vectors.cases("evidence/diff/index.json", "cases").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.string("baseline").orElseThrow()
                        + " "
                        + row.string("candidate").orElseThrow(),
                    () -> {
                      Json.Obj ours =
                          compared(bytes(row, "baseline"), bytes(row, "candidate")).json();
                      Json.Obj report = row.object("report").orElseThrow();
                      assertThat(report.members()).hasSize(6);
                      report
                          .members()
                          .forEach((name, value) -> assertThat(ours.get(name)).isEqualTo(value));
                    }));
  }

  private static byte[] bytes(Json.Obj row, String name) {
    return Vectors.bytes("evidence/diff/" + row.string(name).orElseThrow());
  }

  private static final byte[] BASE =
      new MadeBundles()
          .with("assay.session.started", "server:files", started("files", "sha256:p1"))
          .decided("read", "allow", "P_POLICY_ALLOW", "b", "a")
          .decided("exec", "deny", "P_TOOL_DENIED")
          .with("assay.net.connect", "a.example:443", Json.Obj.EMPTY)
          .archive();

  private static Json.Obj started(String server, String policy) {
    return Json.object().put("server", server).put("policy_digest", policy).build();
  }

  @Test
  void the_three_headings_name_what_is_new() {
    byte[] candidate =
        new MadeBundles()
            .with("assay.session.started", "server:shell", started("shell", "sha256:p2"))
            .decided("read", "allow", "P_POLICY_ALLOW", "a", "b", "a")
            .decided("exec", "allow", "P_POLICY_ALLOW")
            .decided("write", "deny", "P_TOOL_DENIED")
            .with("assay.net.connect", "b.example:443", Json.Obj.EMPTY)
            .archive();
    BundleDiff diff = compared(BASE, candidate);
    assertThat(diff.newTools()).containsExactly("write");
    assertThat(diff.newDestinations()).containsExactly("b.example:443", "server:shell");
    assertThat(diff.newlyAllowed()).containsExactly("exec");
    assertThat(diff.of(BundleSummary.Aspect.POLICIES).added()).containsExactly("sha256:p2");
    assertThat(diff.addedDecisions())
        .extracting(kind -> kind.tool())
        .containsExactly("exec", "write");
    assertThat(diff.removedDecisions()).extracting(kind -> kind.tool()).containsExactly("exec");
    assertThat(diff.adds()).isTrue();
    assertThat(diff.json().object("durations_ms").flatMap(d -> d.integer("delta"))).contains(1000L);
  }

  @Test
  void how_often_and_in_which_order_makes_no_difference() {
    byte[] candidate =
        new MadeBundles()
            .with("assay.net.connect", "a.example:443", Json.Obj.EMPTY)
            .decided("exec", "deny", "P_TOOL_DENIED")
            .decided("exec", "deny", "P_TOOL_DENIED")
            .decided("read", "allow", "P_POLICY_ALLOW", "a", "b")
            .with("assay.session.started", "server:files", started("files", "sha256:p1"))
            .archive();
    assertThat(compared(BASE, candidate).differs()).isFalse();
  }

  @Test
  void what_is_only_gone_adds_nothing() {
    byte[] less = new MadeBundles().decided("exec", "deny", "P_TOOL_DENIED").archive();
    BundleDiff diff = compared(BASE, less);
    assertThat(diff.adds()).isFalse();
    assertThat(diff.differs()).isTrue();
  }

  @Test
  void the_digest_an_event_states_of_itself_is_not_looked_at() {
    byte[] stated = Vectors.bytes("evidence/tamper/166-soft-digest-wrong.tar.gz");
    byte[] original = Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz");
    assertThat(compared(original, stated).differs()).isFalse();
  }

  @Test
  void a_broken_side_is_refused_and_nothing_is_said() {
    byte[] broken = Vectors.bytes("evidence/tamper/100-data-naive.tar.gz");
    assertThat(diff(broken, BASE)).isInstanceOf(Outcome.Refused.class);
    assertThat(diff(BASE, broken)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void more_distinct_things_than_are_held_are_refused() {
    MadeBundles large = new MadeBundles();
    for (int i = 0; i < 20; i++) {
      large.with("assay.fs.access", "x".repeat(1_000_000) + i, Json.Null.NULL);
    }
    Outcome outcome = diff(BASE, large.archive());
    assertThat(outcome).isInstanceOf(Outcome.TooMuch.class);
    assertThat(((Outcome.TooMuch) outcome).problem().hint()).contains("smaller");
  }
}
