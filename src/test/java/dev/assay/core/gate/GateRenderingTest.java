package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.claim.report.SupposedReport;
import dev.assay.core.json.Json;
import dev.assay.core.report.ReportText;
import dev.assay.core.report.SarifLog;
import dev.assay.core.report.SarifPlace;
import dev.assay.testkit.HostileTexts;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** Every sink with every hostile text: what was hostile arrives as text. */
class GateRenderingTest {
  private static final String MEGABYTE = "x".repeat(1_000_000);
  private static final List<String> OUR_HTML =
      List.of(
          GateComment.MARKER,
          "<details><summary>Findings</summary>",
          "<details><summary>Changed claims</summary>",
          "<details><summary>Notes</summary>",
          "</details>");

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(HostileTexts.ALL);
    texts.add("@everyone see #1 and https://example.org www.example.org");
    texts.add("```\n</details>\n```");
    texts.add("``` ` ``");
    texts.add("<!-- assay-governance-report -->");
    texts.add("| a | b |\n|---|---|\n| c | d |");
    texts.add(MEGABYTE);
    return texts;
  }

  private static GateRun hostile() {
    List<GateCase> cases = new ArrayList<>();
    for (String text : texts()) {
      for (GateCase.Status status : GateCase.Status.values()) {
        cases.add(
            new GateCase(
                "trust-policy",
                text,
                status,
                text,
                new GateCase.Details(text, new GateCase.Anchor(text, 3), text, text)));
      }
    }
    List<ReportRow> before = new ArrayList<>();
    List<ReportRow> now = new ArrayList<>();
    for (String text : texts()) {
      Scope scope = new Scope(Scope.Kind.TOOL, text);
      before.add(row(scope, Level.VERIFIED));
      now.add(row(scope, Level.ABSENT));
    }
    ReportDiff diff =
        ReportDiff.between(SupposedReport.of(before, 1, false), SupposedReport.of(now, 1, false));
    return new GateRun(cases, false, Json.Obj.EMPTY, Optional.of(diff), texts());
  }

  private static ReportRow row(Scope scope, Level level) {
    return new ReportRow(
        ClaimId.DELEGATION_CONTEXT_VISIBLE,
        scope,
        level,
        new ReportRow.Counts(1, 1, 0),
        "s",
        "b",
        List.of());
  }

  @Test
  void no_text_in_the_comment_is_a_link_an_image_or_html() {
    String comment = GateComment.of(hostile(), GateComment.Title.GATE, "1.2.3");
    assertThat(comment).startsWith(GateComment.MARKER + "\n");
    assertThat(comment.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(GateComment.MAX_BYTES);
    List<String> html = new ArrayList<>();
    List<String> acting = new ArrayList<>();
    List<String> code = new ArrayList<>();
    parse(comment)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                acting.add(link.getDestination());
              }

              @Override
              public void visit(Image image) {
                acting.add(image.getDestination());
              }

              @Override
              public void visit(HtmlBlock block) {
                html.addAll(block.getLiteral().lines().toList());
              }

              @Override
              public void visit(HtmlInline inline) {
                html.add(inline.getLiteral());
              }

              @Override
              public void visit(Code span) {
                code.add(span.getLiteral());
              }
            });
    assertThat(acting).isEmpty();
    assertThat(html).isSubsetOf(OUR_HTML);
    assertThat(String.join("\n", code)).contains("<script>", "[click]", "@everyone", "![image]");
  }

  @Test
  void a_short_comment_says_everything_in_three_lines() {
    GateCase failed =
        new GateCase(
            "trust-policy",
            "signed",
            GateCase.Status.FAILED,
            "does not hold: signing_evidence_present is absent",
            GateCase.Details.at(new GateCase.Anchor("trust-policy.yaml", 7), ""));
    GateRun run = new GateRun(List.of(failed), false, Json.Obj.EMPTY, Optional.empty(), List.of());
    assertThat(GateComment.of(run, GateComment.Title.GATE, "1.2.3"))
        .isEqualTo(
            """
            <!-- assay-governance-report -->
            ## Agent gate

            - **Result**: blocked by `trust-policy/signed`
            - **Changed claims**: no baseline
            - **Newly not observed**: no baseline

            <details><summary>Findings</summary>

            - **failed** `trust-policy/signed` `does not hold: signing_evidence_present is absent` at `trust-policy.yaml:7`

            </details>

            assay 1.2.3
            """);
  }

  @Test
  void a_comment_that_leaves_something_out_says_so() {
    List<GateCase> cases = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      cases.add(
          new GateCase(
              "trace",
              "tool_denied",
              GateCase.Status.FAILED,
              "call " + i + " größer",
              GateCase.Details.at(new GateCase.Anchor("trace.jsonl", i + 1), "k" + i)));
    }
    GateRun run = new GateRun(cases, false, Json.Obj.EMPTY, Optional.empty(), List.of());
    String comment = GateComment.of(run, GateComment.Title.GATE, "1.2.3");
    assertThat(comment.getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(50_000, GateComment.MAX_BYTES);
    assertThat(comment).contains("more is left out").endsWith("assay 1.2.3\n");
  }

  @Test
  void the_sarif_log_is_valid_and_fingerprints_do_not_move_with_the_text() {
    SarifLog log =
        GateSarif.log(
            hostile(),
            GateSarif.Source.gate("1.2.3", "main"),
            true,
            anchor -> SarifPlace.line("policy.yaml", anchor.line()));
    Json.Obj valid = Sarif.valid(log.text());
    assertThat(Sarif.results(valid)).hasSize(texts().size() * 6);
    assertThat(Vectors.objects(Sarif.run(valid).get("results")))
        .anySatisfy(result -> assertThat(result.members()).containsKey("suppressions"));
    assertThat(Sarif.run(valid).object("automationDetails").orElseThrow().string("id"))
        .contains("assay/trust/main/");
    GateCase here = at("trust-policy.yaml", 7, "is absent");
    GateCase there = at("elsewhere.yaml", 70, "is inferred");
    assertThat(GateSarif.fingerprint(here)).isEqualTo(GateSarif.fingerprint(there));
  }

  private static GateCase at(String file, int line, String message) {
    return new GateCase(
        "trust-policy",
        "signed",
        GateCase.Status.FAILED,
        message,
        GateCase.Details.at(new GateCase.Anchor(file, line), "key"));
  }

  @Test
  void the_junit_file_is_valid_and_names_come_back() {
    GateRun run = hostile();
    var read =
        JUnitFiles.valid(GateJUnit.of("assay ci", run).text()).getElementsByTagName("testcase");
    assertThat(read.getLength()).isEqualTo(run.cases().size());
    for (int i = 0; i < read.getLength(); i++) {
      String name = ((org.w3c.dom.Element) read.item(i)).getAttribute("name");
      assertThat(name).isEqualTo(ReportText.bounded(run.cases().get(i).id(), 1_000));
    }
  }

  @Test
  void the_document_and_the_lines_stay_within_bounds() {
    GateRun run = hostile();
    assertThat(GateSummary.lines(run)).hasSizeLessThanOrEqualTo(201);
    assertThat(String.join("\n", GateSummary.lines(run)).length()).isLessThan(1_000_000 * 2);
    assertThat(GateSummary.json(run).get("omitted_cases")).isEqualTo(Json.Num.of(0));
    assertThat(GateSummary.json(run).object("results").orElseThrow().integer("failed"))
        .contains((long) texts().size());
  }

  @Test
  void what_looks_like_a_secret_reaches_no_sink() {
    String secret = "ghp_" + "a1B2".repeat(9);
    GateCase leaking =
        new GateCase(
            "trace",
            "tool_denied",
            GateCase.Status.FAILED,
            "`tool` password=hunter2hunter2 " + secret,
            new GateCase.Details(secret, new GateCase.Anchor("trace.jsonl", 1), "k", secret));
    Scope scope = new Scope(Scope.Kind.TOOL, secret);
    ReportDiff diff =
        ReportDiff.between(
            SupposedReport.of(List.of(row(scope, Level.VERIFIED)), 1, false),
            SupposedReport.of(List.of(row(scope, Level.ABSENT)), 1, false));
    GateRun run =
        new GateRun(List.of(leaking), false, Json.Obj.EMPTY, Optional.of(diff), List.of(secret));
    for (String sink :
        List.of(
            GateComment.of(run, GateComment.Title.GATE, "1"),
            GateJUnit.of("s", run).text(),
            GateSummary.json(run).toString(),
            String.join("\n", GateSummary.lines(run)),
            GateSarif.log(run, GateSarif.Source.gate("1.0.0", ""), false, _ -> SarifPlace.file("a"))
                .text())) {
      assertThat(sink).doesNotContain("hunter2").doesNotContain(secret).contains("redacted:");
    }
  }

  private static Node parse(String markdown) {
    return Parser.builder()
        .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
        .build()
        .parse(markdown);
  }
}
