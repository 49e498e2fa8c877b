package dev.assay.core.surface.privileged;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * The records of one privileged call.
 *
 * @param enforcement {@code assay.enforcement_decision.v0}
 * @param establish {@code assay.manifest_establish.v0}
 * @param conformance {@code assay.tool_annotation_conformance.v0}
 * @param surface the rest, once it is known what became of the call
 * @param relisted what became of listing the tools for the call, which {@code establish} says
 */
public record PrivilegedRecords(
    Json.Obj enforcement,
    Json.Obj establish,
    Json.Obj conformance,
    SurfaceEntry surface,
    RelistOutcome relisted) {
  /** Gives the member of a decision event that holds the records known with the decision. */
  public Json.Obj member() {
    return Json.object()
        .put("conformance", conformance)
        .put("enforcement", enforcement)
        .put("establish", establish)
        .build();
  }

  /** Gives in what the tool's own hints do not fit what it does; empty when nothing is known. */
  public Optional<String> mismatch() {
    return conformance.string("mismatch_kind");
  }
}
