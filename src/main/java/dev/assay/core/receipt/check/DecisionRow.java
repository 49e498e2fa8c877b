package dev.assay.core.receipt.check;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The row that binds a verdict to a {@link DecisionCarrier} by its digest. Holds digests and words
 * of a row, never the row, so that many are cheap. Source: {@code receipts.md} 8.2 and 8.3.
 *
 * @param cited digest of the carrier it is about; empty when the row names none
 * @param verdict the verdict it states; empty when it states none that is known
 * @param identityDigest the digest it states of what was decided; empty when that has no such form
 * @param faults what is wrong with the row whatever its carrier is
 */
public record DecisionRow(
    Optional<String> cited,
    Optional<DecisionVerdict> verdict,
    Optional<String> identityDigest,
    List<String> faults) {
  /** Type of the events. */
  public static final String EVENT_TYPE = "assay.tool_decision_truth.recipe_row.v0";

  private static final String RECIPE = "tool_decision_truth.v0";
  private static final String BINDING = "coherence_binding";
  private static final List<String> MEMBERS =
      List.of("recipe", "evidence_ref", "decision_identity_digest", "run_verdict", BINDING);

  /** Copies the faults. */
  public DecisionRow {
    faults = List.copyOf(faults);
  }

  /** Gives the payload of the row of a carrier that is the event of a run and a number. */
  public static Json.Obj payload(DecisionCarrier carrier, String runId, int seq) {
    Json.Obj bound =
        Json.object()
            .put("recipe", RECIPE)
            .put(
                "evidence_ref",
                Json.object()
                    .put("type", "tool_decision_truth")
                    .put("digest", carrier.digest())
                    .put("digest_subject", "carrier_content")
                    .put("canonicalization", "jcs-json-v1")
                    .put("schema", DecisionCarrier.SCHEMA)
                    .put("ref", "assay://evidence-event/" + runId + "/" + seq)
                    .build())
            .put("decision_identity_digest", carrier.identityDigest())
            .put("run_verdict", carrier.verdict().wire())
            .build();
    Json.ObjBuilder row = Json.object();
    bound.members().forEach(row::put);
    return row.put(BINDING, RecordDigest.of(bound)).build();
  }

  /** Reads the payload of a row. */
  static DecisionRow read(Json.Obj payload) {
    Json.Obj reference = payload.object("evidence_ref").orElse(Json.Obj.EMPTY);
    Optional<DecisionVerdict> verdict = payload.string("run_verdict").flatMap(DecisionVerdict::of);
    List<String> faults = new ArrayList<>();
    expect(faults, payload, "recipe", RECIPE);
    expect(faults, reference, "type", "tool_decision_truth");
    expect(faults, reference, "digest_subject", "carrier_content");
    expect(faults, reference, "canonicalization", "jcs-json-v1");
    expect(faults, reference, "schema", DecisionCarrier.SCHEMA);
    if (verdict.isEmpty()) {
      faults.add("run_verdict is no verdict");
    }
    if (!MEMBERS.containsAll(payload.members().keySet())) {
      faults.add("the row has members that nothing binds");
    }
    if (!binding(payload).equals(payload.string(BINDING).orElse(""))) {
      faults.add("coherence_binding is not the digest of the other members");
    }
    return new DecisionRow(
        digest(reference, "digest"), verdict, digest(payload, "decision_identity_digest"), faults);
  }

  private static void expect(List<String> faults, Json.Obj object, String name, String value) {
    if (!value.equals(object.string(name).orElse(""))) {
      faults.add(name + " is not \"" + value + "\"");
    }
  }

  private static Optional<String> digest(Json.Obj object, String name) {
    return RecordDigest.isWellFormed(object.get(name)) ? object.string(name) : Optional.empty();
  }

  private static String binding(Json.Obj payload) {
    Json.ObjBuilder bound = Json.object();
    payload
        .members()
        .forEach((name, value) -> bound.put(name, name.equals(BINDING) ? null : value));
    return RecordDigest.of(bound.build());
  }
}
