package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.HostileTexts;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RedactionTest {
  private record Row(String text, String redacted) {}

  private static final String LONG = "Ab3_".repeat(12);

  @TestFactory
  Stream<DynamicTest> what_has_the_shape_of_a_secret_goes() {
    return Stream.of(
            new Row(
                "key AKIA" + "A1B2".repeat(4) + " used", "key <redacted:aws-access-key-id> used"),
            new Row("ghp_" + LONG, "<redacted:github-token>"),
            new Row("(github_pat_" + LONG + ")", "(<redacted:github-token>)"),
            new Row("sk-" + LONG + ", x", "<redacted:openai-key>, x"),
            new Row("sk_live_" + LONG, "<redacted:stripe-key>"),
            new Row("xoxb-" + LONG, "<redacted:slack-token>"),
            new Row("AIza" + LONG, "<redacted:google-api-key>"),
            new Row("eyJhbGci.eyJzdWIi.c2lnbmF0", "<redacted:jwt>"),
            new Row("Authorization: Bearer abcdefghijk", "Authorization: <redacted:bearer-token>"),
            new Row(
                "https://h.example/p?a=1&token=abcdef&b=2",
                "https://h.example/p?a=1&token=<redacted:sensitive-query-param>&b=2"),
            new Row(
                "password: \"hunter2\" ok", "password: \"<redacted:credential-assignment>\" ok"),
            new Row("Client-Secret = abcdef", "Client-Secret = <redacted:credential-assignment>"),
            new Row(
                "cmd --token=abcdefgh12345 x", "cmd --token=<redacted:credential-assignment> x"),
            new Row("DB_PASSWORD=hunter2", "DB_PASSWORD=<redacted:credential-assignment>"),
            new Row(
                "AWS_SECRET_ACCESS_KEY: abcd",
                "AWS_SECRET_ACCESS_KEY: <redacted:credential-assignment>"),
            new Row("-ghp_" + LONG, "-<redacted:github-token>"),
            new Row("--eyJhbGci.eyJzdWIi.c2lnbmF0", "--<redacted:jwt>"),
            new Row("mail ana.b+c@example.org now", "mail <redacted:email> now"),
            new Row("by U0123ABCDE there", "by <redacted:slack-user-id> there"),
            new Row(
                "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest",
                "<redacted:private-key-pem>\nrest"),
            new Row("-----BEGIN PRIVATE KEY-----\ncut off", "<redacted:private-key-pem>"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.redacted,
                    () -> assertThat(Redaction.of(row.text)).isEqualTo(row.redacted)));
  }

  @Test
  void other_texts_stay_as_they_are() {
    for (String text :
        List.of(
            "sha256:" + "ab12".repeat(16),
            "signing_evidence_present is absent",
            "tokens: 12",
            "the token is gone",
            "a@b",
            "task-force",
            "eyJ-".repeat(50_000),
            "max-tokens=4096",
            "-----BEGIN CERTIFICATE-----",
            "UNDERSCORE",
            "risk-based-approach-for-everyone-here",
            "password:")) {
      assertThat(Redaction.of(text)).isEqualTo(text);
    }
    for (String text : HostileTexts.ALL) {
      assertThat(Redaction.of(text)).isEqualTo(text);
    }
  }

  @Test
  void redacting_twice_changes_nothing_more() {
    for (String text : List.of("ghp_" + LONG, "password=abcdef", "a.b@example.org")) {
      String once = Redaction.of(text);
      assertThat(Redaction.of(once)).isEqualTo(once);
    }
  }

  @Test
  void a_code_span_holds_exactly_the_safe_text() {
    for (String text : HostileTexts.ALL) {
      String span = MarkdownText.code(text, 100);
      Node paragraph = Parser.builder().build().parse("x " + span + " y").getFirstChild();
      assertThat(span).doesNotContain("\n");
      if (!text.isBlank()) {
        assertThat(paragraph).isInstanceOf(Paragraph.class);
        Node code = paragraph.getFirstChild().getNext();
        assertThat(code).isInstanceOf(Code.class);
        assertThat(((Code) code).getLiteral().strip())
            .isEqualTo(
                ReportText.bounded(text, 100).replaceAll("[\r\n\t\u2028\u2029]", " ").strip());
      }
    }
  }
}
