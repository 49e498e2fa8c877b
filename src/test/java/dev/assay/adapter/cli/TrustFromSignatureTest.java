package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.TimeStampAuthority;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a signature, a lint pack and nothing at all make of the same bundle's claims. */
class TrustFromSignatureTest {
  private static final String BUNDLES = "src/test/resources/vectors/evidence/sealed/";

  @TempDir private Path directory;
  private String bundle = "";
  private String key = "";
  private String trusted = "";
  private String other = "";

  @BeforeEach
  void a_signed_bundle() throws IOException {
    bundle = file("b.tar.gz", Files.readAllBytes(Path.of(BUNDLES + "ok.tar.gz")));
    key = file("key.pem", LogKeys.pem(3));
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
    trusted = file("trusted.pub", Attestations.publicPem(LogKeys.key(3)).getBytes(UTF_8));
    other = file("other.pub", Attestations.publicPem(LogKeys.key(4)).getBytes(UTF_8));
    assay("evidence attest --bundle " + bundle + " --key " + key).endsWith(0);
  }

  @Test
  void a_trusted_signature_raises_what_only_the_recorder_says() {
    assertThat(level("capture_health_clean", "")).isEqualTo("self_reported");
    assertThat(level("signing_evidence_present", "")).isEqualTo("absent");
    String signed = "--key " + trusted;
    assertThat(level("capture_health_clean", signed)).isEqualTo("verified trusted_signature");
    assertThat(level("signing_evidence_present", signed)).isEqualTo("verified trusted_signature");
    for (String claim :
        List.of(
            "every_call_decided", "raw_argument_absence_checked", "delegation_context_visible")) {
      assertThat(level(claim, signed)).as("no signature shows it").isEqualTo(level(claim, ""));
    }
    assertThat(assay("trust-basis generate " + bundle + " " + signed).endsWith(0).err()).isEmpty();
  }

  @Test
  void without_them_nothing_changes_and_the_reference_s_levels_never_do() {
    String plain = assay("trust-basis generate " + bundle).endsWith(0).out();
    String signed = assay("trust-basis generate " + bundle + " --key " + trusted).endsWith(0).out();
    assertThat(signed).isNotEqualTo(plain).contains("\"signing_evidence_present\"");
    String reference = assay("trust-basis generate --ruleset v1 " + bundle).endsWith(0).out();
    CliRun v1 =
        assay("trust-basis generate --ruleset v1 --key " + trusted + " " + bundle).endsWith(0);
    assertThat(v1.out()).isEqualTo(reference);
    assertThat(assay("trust-basis generate " + bundle).endsWith(0).err()).isEmpty();
  }

  @Test
  void a_signature_nobody_trusts_raises_nothing_that_was_recorded() {
    for (String trust : List.of("--key " + other, "--attestation " + bundle + ".att.json")) {
      assertThat(level("capture_health_clean", trust)).isEqualTo("self_reported");
      assertThat(level("signing_evidence_present", trust)).isEqualTo("self_reported");
      assertThat(assay("trust-basis generate " + bundle + " " + trust).endsWith(0).err())
          .contains("warning: no level rests on a signature");
    }
    assertThat(row("signing_evidence_present", "--key " + other).toString())
        .contains("envelope_key_unknown");
  }

  @Test
  void a_signature_that_does_not_count_is_counter_evidence() throws IOException {
    byte[] elsewhere = Attestations.truth(LogKeys.key(3));
    Files.write(Path.of(bundle + ".att.json"), elsewhere);
    assertRefused("--key " + trusted, "statement_differs");
    assertRefused("--key " + other, "statement_differs");
    assertRefused("--attestation " + bundle + ".att.json", "statement_differs");
    Files.writeString(Path.of(bundle + ".att.json"), "{}");
    assertRefused("--key " + trusted, "attestation_malformed");
    Files.delete(Path.of(bundle + ".att.json"));
    assay("evidence attest --bundle " + bundle + " --key " + key).endsWith(0);
    assertRefused("--key " + trusted + " --key " + other + " --threshold 2", "threshold_not_met");
    assertRefused("--trust-set " + trustSet("reviewer", ""), "key_role_differs");
    assertRefused("--trust-set " + trustSet("recorder", "2026-06-01T00:00:00Z"), "key_revoked");
  }

  private void assertRefused(String trust, String why) {
    Json.Obj signing = row("signing_evidence_present", trust);
    assertThat(signing.string("level")).contains("absent");
    assertThat(signing.object("counts").orElseThrow().integer("rejected")).contains(1L);
    assertThat(signing.get("reasons")).isEqualTo(texts("envelope_refused:" + why));
    Json.Obj health = row("capture_health_clean", trust);
    assertThat(health.string("level")).contains("self_reported");
    assertThat(health.get("reasons"))
        .isEqualTo(texts("uncorroborated_producer", "envelope_refused:" + why));
    CliRun generated = assay("trust-basis generate " + bundle + " " + trust).endsWith(0);
    assertThat(generated.err()).contains("(" + why + ")");
  }

  @Test
  void a_stamp_before_the_revocation_raises_again() throws IOException {
    TimeStampAuthority authority = new TimeStampAuthority();
    String root = file("root.pem", authority.rootPem());
    assay("evidence timestamp request --signature " + bundle).endsWith(0);
    byte[] request = Files.readAllBytes(Path.of(bundle + ".att.json.tsq"));
    file("b.tar.gz.att.json.tsr", authority.answer(request));
    String set = "--trust-set " + trustSet("recorder", "2026-06-01T00:00:00Z");
    assertThat(level("capture_health_clean", set)).isEqualTo("self_reported");
    assertThat(level("capture_health_clean", set + " --tsa-cert " + root))
        .isEqualTo("verified trusted_signature");
  }

  @Test
  void a_missing_attestation_is_told() throws IOException {
    Files.delete(Path.of(bundle + ".att.json"));
    assertThat(level("signing_evidence_present", "--key " + trusted)).isEqualTo("absent");
    assertThat(row("signing_evidence_present", "--key " + trusted).get("reasons"))
        .isEqualTo(texts("no_envelope"));
    CliRun generated = assay("trust-basis generate " + bundle + " --key " + trusted).endsWith(0);
    assertThat(generated.err()).contains("(attestation_absent)");
    assay("trust-basis generate " + bundle + " --attestation missing --key " + trusted).endsWith(2);
    assay("trust-basis generate " + bundle + " --tsa-cert missing").endsWith(2);
    assay("trust-basis generate " + bundle + " --threshold 2").endsWith(2);
  }

  @Test
  void the_report_says_what_the_levels_rest_on() throws IOException {
    Path report = directory.resolve("report.json");
    String generate = "trust-basis generate " + bundle + " --report " + report;
    assay(generate + " --pack gateway-baseline --key " + trusted).endsWith(0);
    Json.Obj inputs = report(report);
    Json.Obj attestation = Vectors.objects(inputs.get("attestations")).getFirst();
    assertThat(attestation.get("verified")).isEqualTo(Json.Bool.TRUE);
    assertThat(attestation.string("key_id")).contains(LogKeys.key(3).keyId());
    assertThat(attestation.string("reason_code")).contains("signature_holds");
    byte[] envelope = Files.readAllBytes(Path.of(bundle + ".att.json"));
    assertThat(attestation.string("digest")).contains(dev.assay.core.crypto.Sha256.text(envelope));
    assertThat(Vectors.objects(inputs.get("packs")).getFirst().string("name"))
        .contains("gateway-baseline");
    assay(generate + " --key " + other).endsWith(0);
    Json.Obj unknown = Vectors.objects(report(report).get("attestations")).getFirst();
    assertThat(unknown.get("verified")).isEqualTo(Json.Bool.FALSE);
    assertThat(unknown.get("key_id")).isEqualTo(Json.Null.NULL);
    assay(generate).endsWith(0);
    assertThat(report(report).get("attestations")).isEqualTo(Json.Arr.EMPTY);
  }

  @Test
  void explain_says_what_would_raise_a_level_and_how() {
    CliRun plain = explain("capture_health_clean", "").endsWith(0);
    assertThat(plain.out())
        .contains("raised    to verified by envelope_with_trusted_key")
        .contains("how       sign with `assay evidence attest")
        .doesNotContain("signed  ");
    CliRun signed = explain("capture_health_clean", "--key " + trusted).endsWith(0);
    assertThat(signed.out())
        .contains("signed      confirmed", LogKeys.key(3).keyId() + " counted")
        .contains("because   trusted_signature")
        .doesNotContain("raised  ");
    assertThat(explain("every_call_decided", "").endsWith(0).out())
        .contains("no command of this version supplies it");
  }

  @Test
  void an_applied_pack_is_a_claim_of_its_own() throws IOException {
    String rule =
        """
        name: ours
        version: 1.0.0
        kind: quality
        description: d
        author: a
        license: MIT
        requires: {assay_min_version: ">=0.1.0"}
        rules:
          - {id: R1, severity: info, description: d, check: {type: event_type_exists, pattern: %s}}
        """;
    String finds = file("finds.yaml", rule.formatted("no.such.type").getBytes(UTF_8));
    String clean = file("clean.yaml", rule.formatted("assay.session.sealed").getBytes(UTF_8));
    String claim = "applied_pack_findings_present";
    assertThat(row(claim, "").get("reasons")).isEqualTo(texts("no_pack_applied"));
    assertThat(level(claim, "--pack " + finds)).isEqualTo("verified recomputed");
    assertThat(level(claim, "--pack " + clean)).isEqualTo("absent");
    assertThat(row(claim, "--pack " + clean).get("reasons")).isEqualTo(Json.Arr.EMPTY);
    String cut = "--pack " + finds + " --max-results 0";
    assertThat(level(claim, cut)).as("no cut hides it").isEqualTo("verified recomputed");
    assertThat(level(claim, cut + " --ruleset v1")).startsWith("absent");
    assertThat(level(claim, "--pack " + finds + " --ruleset v1")).startsWith("verified");
    assertThat(assay("trust-basis generate --pack nowhere " + bundle).endsWith(2).err())
        .contains("there is no pack `nowhere`");
  }

  @Test
  void the_card_shows_what_the_basis_shows() throws IOException {
    Path card = directory.resolve("card");
    assay("trust-card generate " + bundle + " --out-dir " + card + " --key " + trusted).endsWith(0);
    String basis = assay("trust-basis generate " + bundle + " --key " + trusted).endsWith(0).out();
    assertThat(basis).contains("verified");
    Json.Obj claims = (Json.Obj) Vectors.parse(Files.readString(card.resolve("trustcard.json")));
    assertThat(claims.get("claims")).isEqualTo(((Json.Obj) Vectors.parse(basis)).get("claims"));
    assertThat(report(card.resolve("trust-report.json")).get("attestations"))
        .isNotEqualTo(Json.Arr.EMPTY);
  }

  private static Json.Obj report(Path file) throws IOException {
    return ((Json.Obj) Vectors.parse(Files.readString(file))).object("inputs").orElseThrow();
  }

  private static Json.Arr texts(String... texts) {
    return Json.Arr.ofStrings(List.of(texts));
  }

  private String level(String claim, String more) {
    Json.Obj row = row(claim, more);
    return row.string("level").orElseThrow()
        + row.string("corroboration").map(c -> " " + c).orElse("");
  }

  private Json.Obj row(String claim, String more) {
    Json.Obj said = (Json.Obj) Vectors.parse(explain(claim, "--json " + more).endsWith(0).out());
    return Vectors.objects(said.get("claims")).getFirst();
  }

  private CliRun explain(String claim, String more) {
    return assay(("trust-basis explain " + claim + " --bundle " + bundle + " " + more).strip());
  }

  private String trustSet(String role, String revokedSince) throws IOException {
    String spki = Base64.getEncoder().encodeToString(LogKeys.key(3).publicKeyInfo());
    String revoked =
        revokedSince.isEmpty()
            ? ""
            : ",\"revoked\":[{\"key_id\":\"%s\",\"since\":\"%s\"}]"
                .formatted(LogKeys.key(3).keyId(), revokedSince);
    String set =
        "{\"schema\":\"assay.trust_set.v1\",\"keys\":[{\"spki\":\"%s\",\"role\":\"%s\"}]%s}";
    return file("trust-" + role + ".json", set.formatted(spki, role, revoked).getBytes(UTF_8));
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes).toString();
  }

  private static CliRun assay(String words) {
    return CliRun.of((Object[]) words.split(" +"));
  }
}
