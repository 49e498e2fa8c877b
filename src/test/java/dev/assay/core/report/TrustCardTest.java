package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.TrustBasisReading;
import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class TrustCardTest {
  private static final String GOLDEN = "trust/golden/";
  private static final Json.Obj CHECKS = Vectors.object(GOLDEN + "html_checks.json");

  @Test
  void json_and_markdown_are_the_published_bytes() {
    for (String name : List.of("all-absent", "signals-and-receipts")) {
      TrustBasis basis = basis(Vectors.bytes(GOLDEN + name + "/trust-basis.json"));
      assertThat(TrustCard.json(basis))
          .asString()
          .isEqualTo(Vectors.text(GOLDEN + name + "/trustcard.json"));
      assertThat(TrustCard.markdown(basis))
          .isEqualTo(Vectors.text(GOLDEN + name + "/trustcard.md"));
    }
    TrustBasis noted = basis(Vectors.bytes(GOLDEN + "notes/trustcard.in.json"));
    assertThat(TrustCard.markdown(noted)).isEqualTo(Vectors.text(GOLDEN + "notes/trustcard.md"));
  }

  @Test
  void the_page_has_the_published_properties() {
    assertHasProperties(page(new TrustBasisCompiler()));
    assertHasProperties(hostilePage());
  }

  private static void assertHasProperties(String page) {
    assertThat(page).startsWith(CHECKS.string("starts_with").orElseThrow());
    assertThat(page).contains(texts(CHECKS, "must_contain").toArray(String[]::new));
    assertThat(page).doesNotContain(texts(CHECKS, "must_not_contain").toArray(String[]::new));
    List<String> rows = new ArrayList<>();
    Matcher row = Pattern.compile("data-claim-id=\"([^\"]*)\"").matcher(page);
    while (row.find()) {
      rows.add(row.group(1));
    }
    assertThat(rows).isEqualTo(ClaimId.frozen().stream().map(ClaimId::wire).toList());
    String visible =
        page.replaceAll("(?s)<style>.*?</style>", "")
            .replaceAll("(?s)<h2>Non-goals</h2>\\s*<ul>.*?</ul>", "")
            .replaceAll("(?s)<pre.*?</pre>", "")
            .replaceAll("<[^>]*>", " ");
    Json.Obj patterns = CHECKS.object("visible_text_must_not_match").orElseThrow();
    for (String pattern : texts(patterns, "patterns")) {
      assertThat(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(visible).find())
          .as(pattern)
          .isFalse();
    }
  }

  @Test
  void texts_of_a_bundle_are_escaped() {
    for (Json.Obj row : Vectors.objects(CHECKS.get("escaping"))) {
      TrustBasisCompiler compiler = new TrustBasisCompiler();
      compiler.see(decision(0, row.string("note").orElseThrow()));
      assertThat(page(compiler).replaceAll("(?s)<pre.*?</pre>", ""))
          .contains(row.string("rendered_contains").orElseThrow());
    }
  }

  private static String page(TrustBasisCompiler compiler) {
    Compilation compilation = compiler.compile(Ground.VERIFIED_ONLY, Ruleset.HONEST);
    return TrustCardPage.of(facts(), compilation, TrustReport.of(facts(), compilation, inputs()));
  }

  @Test
  void the_embedded_report_can_be_recomputed_from_the_page() {
    String page = hostilePage();
    Matcher pre = Pattern.compile("(?s)<pre class=\"untrusted\">(.*?)</pre>").matcher(page);
    assertThat(pre.find()).isTrue();
    String report =
        pre.group(1)
            .replace("&#58;", ":")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    assertThat(report)
        .isEqualTo(new String(hostile().report().bytes(), java.nio.charset.StandardCharsets.UTF_8));
    assertThat(page).contains(Sha256.text(hostile().report().bytes()));
  }

  @Test
  void a_thousand_scopes_stay_below_300_kilobytes_apart_from_the_report() {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    for (int i = 0; i < 2_000; i++) {
      compiler.see(decision(i, "tool-" + i));
    }
    Compilation compilation = compiler.compile(Ground.VERIFIED_ONLY, Ruleset.HONEST);
    assertThat(compilation.scopesCut()).isTrue();
    TrustReport report = TrustReport.of(facts(), compilation, inputs());
    String page = TrustCardPage.of(facts(), compilation, report);
    assertThat(page.replaceAll("(?s)<pre.*?</pre>", "")).hasSizeLessThan(300_000);
  }

  private record Hostile(Compilation compilation, TrustReport report) {}

  private static Hostile hostile() {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    compiler.see(decision(0, "<script>alert(1)</script>\u202e\u001b[31m https://evil.example"));
    compiler.see(decision(1, "x".repeat(1_000_000)));
    Compilation compilation = compiler.compile(Ground.VERIFIED_ONLY, Ruleset.HONEST);
    return new Hostile(compilation, TrustReport.of(facts(), compilation, inputs()));
  }

  private static String hostilePage() {
    Hostile hostile = hostile();
    return TrustCardPage.of(facts(), hostile.compilation(), hostile.report());
  }

  private static ObservedEvent decision(long seq, String tool) {
    Json data = Json.object().put("tool", tool).put("delegated_from", "agent:a").build();
    return new ObservedEvent(seq, "assay.tool.decision", "urn:assay:x", "sha256:0", data);
  }

  private static TrustReport.Inputs inputs() {
    return new TrustReport.Inputs("0", Json.Arr.EMPTY, Json.Arr.EMPTY, Json.Arr.EMPTY);
  }

  private static BundleFacts facts() {
    return new BundleFacts(
        new BundleFacts.Archive("sha256:0", 1),
        null,
        new BundleFacts.Events(2, null, null, null),
        new BundleFacts.Canonical(true, null),
        List.of(),
        List.of());
  }

  private static TrustBasis basis(byte[] file) {
    return ((TrustBasisReading.Read) TrustBasisReading.read(file)).basis();
  }

  private static List<String> texts(Json.Obj object, String name) {
    return ((Json.Arr) object.get(name))
        .items().stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
