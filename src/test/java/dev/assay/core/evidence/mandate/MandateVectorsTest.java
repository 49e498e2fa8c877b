package dev.assay.core.evidence.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code vectors/evidence/mandate.json}. */
class MandateVectorsTest {
  private static final Json.Obj FILE = Vectors.object("evidence/mandate.json");

  private static List<Json.Obj> rows(String name) {
    return Vectors.objects(FILE.get(name));
  }

  private static Mandate read(Json.Obj value) {
    assertThat(Mandate.read(value)).isInstanceOf(Mandate.Reading.Read.class);
    return ((Mandate.Reading.Read) Mandate.read(value)).mandate();
  }

  @Test
  void ids_and_signed_bytes_are_the_published_ones() {
    for (Json.Obj row : rows("mandates")) {
      Mandate mandate = read(row.object("mandate").orElseThrow());
      assertThat(mandate).isEqualTo(read(row.object("content").orElseThrow()));
      assertThat(row.string("hashable_canonical"))
          .contains(CanonicalJson.canonicalText(mandate.content()));
      assertThat(row.string("mandate_id")).contains(mandate.id());
      assertThat(row.string("signable_canonical"))
          .contains(new String(mandate.signedBytes(), StandardCharsets.UTF_8));
      assertThat(row.string("signed_payload_digest")).contains(Sha256.text(mandate.signedBytes()));
      byte[] encoding =
          PreAuthentication.preAuthenticationEncoding(
              "application/vnd.assay.mandate+json;v=1", mandate.signedBytes());
      assertThat(row.string("pae_b64")).contains(Base64.getEncoder().encodeToString(encoding));
    }
  }

  @Test
  void use_ids_of_both_kinds_are_recognised() {
    for (Json.Obj row : rows("use_ids")) {
      MandateUse use =
          new MandateUse(
              row.string("mandate_id").orElseThrow(),
              row.string("tool_call_id").orElseThrow(),
              row.integer("use_count").orElseThrow());
      assertThat(row.string("use_id")).contains(use.id());
      String other = row.string("use_id_in_v3_30_payload_constructor").orElseThrow();
      assertThat(other).isEqualTo(use.idOverObject());
      assertThat(use.isNamed(use.id())).isTrue();
      assertThat(use.isNamed(other)).isTrue();
      assertThat(use.isNamed("sha256:" + "0".repeat(64))).isFalse();
    }
  }

  @Test
  void patterns_fit_what_is_published() {
    for (Json row : ((Json.Arr) FILE.get("globs")).items()) {
      List<Json> cells = ((Json.Arr) row).items();
      String pattern = ((Json.Str) cells.get(0)).value();
      String name = ((Json.Str) cells.get(1)).value();
      assertThat(ToolGlob.read(pattern).orElseThrow().matches(name))
          .as("%s on %s", pattern, name)
          .isEqualTo(cells.get(2) == Json.Bool.TRUE);
    }
    for (Json row : ((Json.Arr) FILE.get("glob_errors")).items()) {
      assertThat(ToolGlob.read(((Json.Str) row).value())).isEmpty();
    }
    assertThat(ToolGlob.read("**").orElseThrow().matches("x".repeat(257))).isFalse();
  }

  @Test
  void unknown_members_and_spelled_out_defaults_are_refused() {
    Json.Obj content = rows("mandates").getFirst().object("content").orElseThrow();
    Json.Obj constraints = Json.object().put("single_use", false).build();
    assertThat(Mandate.read(BundleArchives.with(content, "constraints", constraints)))
        .isEqualTo(new Mandate.Reading.Refused("/constraints/single_use"));
    assertThat(Mandate.read(BundleArchives.with(content, "extra", Json.Bool.TRUE)))
        .isEqualTo(new Mandate.Reading.Refused("/extra"));
    assertThat(Mandate.read(BundleArchives.with(content, "scope", null)))
        .isEqualTo(new Mandate.Reading.Refused("/scope"));
    Json.Obj nested =
        BundleArchives.with(content.object("context").orElseThrow(), "unsigned", new Json.Str("x"));
    assertThat(Mandate.read(BundleArchives.with(content, "context", nested)))
        .isEqualTo(new Mandate.Reading.Refused("/context/unsigned"));
  }

  @Test
  void a_finding_is_what_states_another_name_than_its_content_gives() {
    for (Json.Obj row : rows("mandates")) {
      Json.Obj mandate = row.object("mandate").orElseThrow();
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.v1", mandate))).isFalse();
      Json.Obj content = row.object("content").orElseThrow();
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.v1", content))).isFalse();
      for (Json.Obj changed :
          List.of(
              BundleArchives.with(mandate, "mandate_id", new Json.Str("sha256:" + "0".repeat(64))),
              BundleArchives.with(mandate, "mandate_kind", new Json.Str("other")),
              BundleArchives.with(mandate, "note", new Json.Str("x")),
              signed(mandate, "content_id"),
              signed(mandate, "signed_payload_digest"))) {
        assertThat(MandateEvent.isMisnamed(event("assay.mandate.v1", changed))).isTrue();
        assertThat(MandateEvent.isMisnamed(event("assay.tool.decision", changed))).isFalse();
      }
    }
    for (Json.Obj row : rows("use_ids")) {
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.used.v1", row))).isFalse();
      Json.Obj other = BundleArchives.with(row, "use_count", new Json.Num("99"));
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.used.v1", other))).isTrue();
      Json.Obj half = BundleArchives.with(row, "tool_call_id", null);
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.used.v1", half))).isTrue();
      Json.Obj unnamed = BundleArchives.with(row, "use_id", null);
      assertThat(MandateEvent.isMisnamed(event("assay.mandate.used.v1", unnamed))).isFalse();
    }
  }

  private static Json.Obj event(String type, Json.Obj data) {
    return Json.object().put("type", type).put("data", data).build();
  }

  private static Json.Obj signed(Json.Obj mandate, String member) {
    Json.Obj signature = mandate.object("signature").orElse(Json.Obj.EMPTY);
    return BundleArchives.with(
        mandate, "signature", BundleArchives.with(signature, member, new Json.Str("sha256:1")));
  }
}
