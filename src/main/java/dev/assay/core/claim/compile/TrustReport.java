package dev.assay.core.claim.compile;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trust-report.json}: every row with its reasons, bound to the bundle, the compiler and the
 * ruleset. The ten rows of the basis under the same ruleset can be taken from it. No score. Source:
 * {@code trust-basis.md} 17.1.
 *
 * @param json the document
 */
public record TrustReport(Json.Obj json) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.trust_report.v2";

  /** What neither a basis, a card nor a report is. */
  public static final List<String> NON_GOALS =
      List.of(
          "No aggregate trust score",
          "No safe/unsafe badge",
          "No correctness guarantees beyond stated claim boundaries");

  /**
   * What the rows were judged with.
   *
   * @param compilerVersion version of this program
   * @param packs applied lint packs, each {@code name}, {@code version}, {@code digest}
   * @param attestations envelopes that were looked at, each {@code digest}, {@code verified},
   *     {@code key_id}
   * @param provenance envelopes about what was built, each {@code digest}, {@code verified}, {@code
   *     key_id} and the {@code subjects} that decisions name
   */
  public record Inputs(
      String compilerVersion, Json.Arr packs, Json.Arr attestations, Json.Arr provenance) {}

  /** Gives the report about a verified bundle. */
  public static TrustReport of(BundleFacts facts, Compilation compilation, Inputs inputs) {
    return new TrustReport(
        head(compilation, inputs)
            .put("subject", subject(facts))
            .put("claims", claims(compilation))
            .put("limits", limits(compilation))
            .put("basis_sha256", Sha256.text(compilation.basis().bytes()))
            .put("non_goals", Json.Arr.ofStrings(NON_GOALS))
            .build());
  }

  /**
   * Gives the report about a recording that nobody has sealed: marked as provisional, as of its
   * last event, without an archive and without the digest of a basis, because there is none yet.
   */
  public static TrustReport provisional(
      String runId, Compilation compilation, String compilerVersion) {
    long events = compilation.events();
    Json.Obj subject =
        Json.object()
            .put("bundle_id", Json.Null.NULL)
            .put("archive_sha256", Json.Null.NULL)
            .put("run_id", runId)
            .put("event_count", events)
            .put("producers", Json.Arr.EMPTY)
            .build();
    Inputs inputs = new Inputs(compilerVersion, Json.Arr.EMPTY, Json.Arr.EMPTY, Json.Arr.EMPTY);
    return new TrustReport(
        head(compilation, inputs)
            .put("provisional", true)
            .put("as_of_seq", events == 0 ? Json.Null.NULL : Json.Num.of(events - 1))
            .put("subject", subject)
            .put("claims", claims(compilation))
            .put("limits", limits(compilation))
            .put("non_goals", Json.Arr.ofStrings(NON_GOALS))
            .build());
  }

  private static Json.ObjBuilder head(Compilation compilation, Inputs inputs) {
    Ruleset ruleset = compilation.ruleset();
    return Json.object()
        .put("schema", SCHEMA)
        .put(
            "compiler",
            Json.object()
                .put("name", "assay")
                .put("version", inputs.compilerVersion())
                .put("ruleset", ruleset.wire())
                .put("ruleset_digest", ruleset.digest())
                .build())
        .put(
            "inputs",
            Json.object()
                .put("packs", inputs.packs())
                .put("attestations", inputs.attestations())
                .put("provenance", inputs.provenance())
                .build());
  }

  private static Json.Obj subject(BundleFacts facts) {
    BundleFacts.Manifest manifest = facts.manifest();
    Json producers = manifest == null ? Json.Arr.EMPTY : new Json.Arr(List.of(manifest.producer()));
    return Json.object()
        .put("bundle_id", manifest == null ? null : manifest.bundleId())
        .put("archive_sha256", facts.archive().sha256())
        .put("run_id", manifest == null ? null : manifest.runId())
        .put("event_count", facts.events().count())
        .put("first_event_time", orNull(facts.events().earliest()))
        .put("last_event_time", orNull(facts.events().latest()))
        .put("producers", producers)
        .build();
  }

  private static Json orNull(@Nullable String text) {
    return text == null ? Json.Null.NULL : new Json.Str(text);
  }

  private static Json.Arr claims(Compilation compilation) {
    return new Json.Arr(compilation.rows().stream().<Json>map(JudgedClaim::json).toList());
  }

  private static Json.Arr limits(Compilation compilation) {
    List<Json> limits = new ArrayList<>();
    limits.add(
        Json.object()
            .put("name", "scopes")
            .put("cap", TrustBasisCompiler.MAX_SCOPES)
            .put("hit", compilation.scopesCut())
            .build());
    return new Json.Arr(limits);
  }

  /** Gives the bytes of the file: RFC 8785 and a line feed. */
  public byte[] bytes() {
    byte[] canonical = CanonicalJson.canonicalBytes(json);
    byte[] file = Arrays.copyOf(canonical, canonical.length + 1);
    file[canonical.length] = '\n';
    return file;
  }
}
