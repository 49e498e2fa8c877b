package dev.assay.core.attest;

import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.List;

/**
 * An in-toto Statement v1 ({@code evidence.md} 5.2).
 *
 * @param json the statement
 */
public record Statement(Json.Obj json) {
  /** The {@code _type} of every statement. */
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What is stated about an evidence bundle. */
  public static final String BUNDLE_PREDICATE =
      "https://docs.getassay.dev/attestation/evidence-bundle/v1";

  /**
   * Gives the statement about one bundle. Its subject is the archive file, so that generic tools
   * can match it; the run root stands in the predicate.
   */
  public static Statement about(BundleIdentity bundle) {
    EventOrigin origin = bundle.origin();
    String build = origin.producer().build();
    Json.Obj producer =
        Json.object()
            .put("name", origin.producer().name())
            .put("version", origin.producer().version())
            .put("git", build.equals(EventOrigin.UNKNOWN_BUILD) ? "" : build)
            .build();
    Json.Obj run =
        Json.object()
            .put("run_id", origin.runId())
            .put("event_count", bundle.events())
            .put("producer", producer)
            .put(
                "time_window",
                Json.object()
                    .put("start", bundle.firstTime().toString())
                    .put("end", bundle.lastTime().toString())
                    .build())
            .build();
    Json.Obj predicate =
        Json.object()
            .put("schema_version", 1)
            .put(
                "semantic_equivalence",
                Json.object()
                    .put("algorithm", "assay-run-root-v1")
                    .put("value", bundle.bundleId())
                    .build())
            .put("run", run)
            .build();
    Json.Obj subject =
        Json.object()
            .put("name", bundle.bundleId())
            .put("digest", Json.object().put("sha256", bundle.archiveSha256()).build())
            .build();
    return new Statement(
        Json.object()
            .put("_type", TYPE)
            .put("subject", new Json.Arr(List.of(subject)))
            .put("predicateType", BUNDLE_PREDICATE)
            .put("predicate", predicate)
            .build());
  }

  /** Gives the bytes that are signed as payload. */
  public byte[] canonicalBytes() {
    return CanonicalJson.canonicalBytes(json);
  }
}
