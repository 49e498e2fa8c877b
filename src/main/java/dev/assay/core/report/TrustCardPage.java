package dev.assay.core.report;

import dev.assay.core.claim.Claim;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Raise;
import dev.assay.core.claim.rule.Support;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trustcard.html}: one static page without scripts or references, for a mail attachment, a
 * phone, a screen reader or a printer.
 *
 * <p>Guarantees: every text of the bundle is escaped, and no address can be followed or loaded from
 * it; the rows are those of the basis in their order; the report's bytes are embedded with their
 * digest, so that a reader can compute the page's content again. It says nothing that the rows do
 * not say. Source: {@code trust-basis.md} 5.3 and 17.8.
 */
public final class TrustCardPage {
  /** Characters of a name that a row shows; the embedded report has it whole. */
  private static final int MAX_NAME = 120;

  /** Rows of scopes on a page; the embedded report has all of them. */
  private static final int MAX_SCOPE_ROWS = 1_000;

  private final StringBuilder page = new StringBuilder(16_384);

  private TrustCardPage() {}

  /** Gives the page about a compiled bundle. */
  public static String of(BundleFacts facts, Compilation compilation, TrustReport report) {
    TrustCardPage page = new TrustCardPage();
    page.begin();
    page.subject(facts, compilation);
    page.rows(compilation.basis());
    page.details(compilation);
    page.scopes(compilation);
    page.end(report);
    return page.page.toString();
  }

  private void begin() {
    page.append(TrustCardStyle.HEAD);
    page.append(
        """
        <h1>Trust card</h1>
        <p>What is proven, what is merely said, and what nobody saw. The JSON file beside this page is \
        the canonical artifact; this page adds no scores, no badges and no second classifier.</p>
        """);
  }

  private void subject(BundleFacts facts, Compilation compilation) {
    BundleFacts.Manifest manifest = facts.manifest();
    page.append("<section aria-label=\"Subject\"><dl class=\"subject\">\n");
    term("archive", facts.archive().sha256());
    term("bundle id", manifest == null ? null : manifest.bundleId());
    term("run", manifest == null ? null : manifest.runId());
    term("events", Long.toString(facts.events().count()));
    term("from", facts.events().earliest());
    term("to", facts.events().latest());
    term("ruleset", compilation.ruleset().wire());
    page.append("</dl></section>\n");
  }

  private void term(String name, @Nullable String value) {
    page.append("<dt>").append(name).append("</dt><dd><code>");
    page.append(escaped(value == null ? "-" : value)).append("</code></dd>\n");
  }

  private void rows(TrustBasis basis) {
    page.append(
        """
        <div class="scroll" id="claims" role="region" aria-label="Claims" tabindex="0">
        <table>
        <caption>Claims of the trust basis, in catalogue order</caption>
        <thead><tr><th scope="col">id</th><th scope="col">level</th><th scope="col">source</th>\
        <th scope="col">boundary</th><th scope="col">note</th></tr></thead>
        <tbody>
        """);
    for (Claim claim : basis.claims()) {
      page.append("<tr data-claim-id=\"").append(claim.id().wire()).append("\"><th scope=\"row\">");
      page.append(claim.id().wire()).append("</th><td>");
      level(claim.level().wire());
      page.append("</td><td>").append(escaped(claim.source())).append("</td><td>");
      page.append(escaped(claim.boundary())).append("</td><td class=\"untrusted\">");
      page.append(escaped(TrustCard.note(claim.note()))).append("</td></tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private void level(String wire) {
    page.append("<span class=\"level ").append(wire).append("\">").append(wire).append("</span>");
  }

  private void details(Compilation compilation) {
    page.append("<h2>Reasons</h2>\n");
    for (ClaimId id : ClaimId.values()) {
      JudgedClaim row = compilation.claim(id);
      page.append("<details><summary>").append(id.wire()).append(" ");
      level(row.level().wire());
      page.append("</summary>\n<p>Rule: ").append(escaped(row.rule().sentence())).append(".</p>\n");
      counts(row.finding().support());
      list("Why not higher", row.finding().support().reasons());
      Raise raise = row.rule().raise(row.finding());
      if (row.finding().level() != raise.to()) {
        list("Would be " + raise.to().wire() + " with", raise.by());
      }
      list("Not said", id.nonClaims());
      page.append("</details>\n");
    }
  }

  private void counts(Support support) {
    page.append("<p>Events: ").append(support.candidates()).append(" looked at, ");
    page.append(support.supporting()).append(" in support, ");
    page.append(support.rejected()).append(" not.</p>\n");
    if (!support.evidence().isEmpty()) {
      page.append(
          "<table><caption>First supporting events</caption><thead><tr><th scope=\"col\">seq</th>"
              + "<th scope=\"col\">content hash</th></tr></thead><tbody>\n");
      for (Support.Reference reference : support.evidence()) {
        page.append("<tr><td>").append(reference.seq()).append("</td><td><code>");
        page.append(escaped(reference.contentHash())).append("</code></td></tr>\n");
      }
      page.append("</tbody></table>\n");
    }
  }

  private void list(String title, List<String> codes) {
    if (!codes.isEmpty()) {
      page.append("<p>").append(title).append(":</p>\n<ul>");
      codes.forEach(code -> page.append("<li><code>").append(name(code)).append("</code></li>"));
      page.append("</ul>\n");
    }
  }

  private void scopes(Compilation compilation) {
    List<JudgedClaim> rows =
        compilation.rows().stream().filter(row -> !row.scope().equals(Scope.BUNDLE)).toList();
    if (rows.isEmpty()) {
      return;
    }
    page.append(
        """
        <h2>By server, tool and session</h2>
        <p>Names are those that the recorder wrote down; they are not ours.</p>
        <div class="scroll" id="scopes" role="region" aria-label="Claims by scope" tabindex="0">
        <table>
        <caption>Claims by scope</caption>
        <thead><tr><th scope="col">claim</th><th scope="col">scope</th><th scope="col">name</th>\
        <th scope="col">level</th><th scope="col">in support</th><th scope="col">not</th></tr></thead>
        <tbody>
        """);
    for (JudgedClaim row : rows.subList(0, Math.min(MAX_SCOPE_ROWS, rows.size()))) {
      Support support = row.finding().support();
      page.append("<tr><td>").append(row.rule().id().wire()).append("</td><td>");
      page.append(row.scope().kind().wire()).append("</td><td class=\"untrusted\">");
      page.append(name(row.scope().name())).append("</td><td>");
      level(row.level().wire());
      page.append("</td><td>").append(support.supporting()).append("</td><td>");
      page.append(support.rejected()).append("</td></tr>\n");
    }
    page.append("</tbody></table></div>\n");
    if (rows.size() > MAX_SCOPE_ROWS) {
      page.append("<p>").append(rows.size() - MAX_SCOPE_ROWS);
      page.append(" further rows are in the report below.</p>\n");
    }
  }

  private void end(TrustReport report) {
    page.append("<h2>Non-goals</h2>\n<ul>\n");
    TrustReport.NON_GOALS.forEach(goal -> page.append("<li>").append(goal).append("</li>\n"));
    page.append("</ul>\n");
    byte[] bytes = report.bytes();
    page.append("<h2>Report</h2>\n<p>SHA-256 of the bytes below, final line feed included: <code>");
    page.append(Sha256.text(bytes)).append("</code></p>\n");
    page.append("<details><summary>trust-report.json</summary>\n<pre class=\"untrusted\">");
    page.append(escapedWhole(new String(bytes, StandardCharsets.UTF_8)))
        .append("</pre></details>\n");
    page.append("</main>\n</body>\n</html>\n");
  }

  private static String name(String text) {
    String shown = ReportText.bounded(text, MAX_NAME);
    return shown.isEmpty() ? "-" : escaped(shown);
  }

  /** Escapes text for one line of the page. */
  private static String escaped(String text) {
    return escapedWhole(text.replace('\r', ' ').replace('\n', ' '));
  }

  /** Escapes text with its line ends; no address stays one. */
  private static String escapedWhole(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case ':' -> out.append(text.startsWith("://", i) ? "&#58;" : ":");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
