package dev.assay.core.surface.privileged;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolHints;
import dev.assay.core.json.Json;
import dev.assay.core.policy.privileged.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code assay.tool_annotation_conformance.v0}: what a tool says of its own behaviour beside what
 * its calls are classified as. It denies nothing; hints are claims of the server.
 *
 * @param declared the hints of a complete listing
 * @param classification of the call
 * @param complete whether a complete listing has the tool
 */
record ConformanceRecord(ToolHints declared, Classification classification, boolean complete) {
  private static final String SCHEMA = "assay.tool_annotation_conformance.v0";
  private static final Json.Arr NON_CLAIMS =
      Json.Arr.ofStrings(
          List.of("hints_are_the_servers_claims", "never_gates", "behaviour_not_observed"));

  static ConformanceRecord of(Optional<ObservedTool> listed, Classification classification) {
    return new ConformanceRecord(
        listed.map(ObservedTool::hints).orElse(ToolHints.NONE), classification, listed.isPresent());
  }

  private boolean destructive() {
    return classification.action().orElseThrow().isDestructive();
  }

  private Optional<String> mismatch() {
    if (readOnly()) {
      return Optional.of("declared_read_only_observed_mutating");
    }
    return declared.destructive().equals(Optional.of(false)) && destructive()
        ? Optional.of("declared_non_destructive_observed_destructive")
        : Optional.empty();
  }

  private boolean readOnly() {
    return declared.readOnly().equals(Optional.of(true));
  }

  private boolean conclusive() {
    return complete && classification.action().isPresent();
  }

  /** A tool that says it only reads is not asked what it destroys. */
  private List<String> assessed() {
    List<String> axes = new ArrayList<>();
    if (conclusive() && declared.readOnly().isPresent()) {
      axes.add("read_only");
    }
    if (conclusive() && declared.destructive().isPresent() && !readOnly()) {
      axes.add("destructive");
    }
    return axes;
  }

  private List<String> unassessed() {
    List<String> axes = new ArrayList<>();
    if (conclusive() && declared.idempotent().isPresent()) {
      axes.add("idempotent");
    }
    if (conclusive() && declared.openWorld().isPresent()) {
      axes.add("open_world");
    }
    return axes;
  }

  String conformance() {
    return !conclusive()
        ? "inconclusive"
        : mismatch().isPresent()
            ? "mismatched"
            : assessed().isEmpty() ? "undeclared" : "consistent";
  }

  Json.Obj json(String tool, Optional<ObservedTool> listed) {
    return Json.object()
        .put("schema", SCHEMA)
        .put("observation_basis", complete ? "complete" : "incomplete")
        .put(
            "tool",
            Json.object()
                .put("name", RecordText.bounded(tool))
                .put("tool_digest", Members.orNull(listed.map(ObservedTool::toolDigest)))
                .put("action_class", Members.actionClass(classification))
                .build())
        .put("declared", declaredJson())
        .put("observed", observedJson())
        .put("conformance", conformance())
        .put("mismatch_kind", Members.orNull(conclusive() ? mismatch() : Optional.empty()))
        .put("assessed_axes", Json.Arr.ofStrings(assessed()))
        .put("unassessed_axes", Json.Arr.ofStrings(unassessed()))
        .put("non_claims", NON_CLAIMS)
        .build();
  }

  private Json.Obj declaredJson() {
    return Json.object()
        .put("read_only", hint(declared.readOnly()))
        .put("destructive", hint(declared.destructive()))
        .put("idempotent", hint(declared.idempotent()))
        .put("open_world", hint(declared.openWorld()))
        .build();
  }

  private static Json hint(Optional<Boolean> value) {
    return value.isPresent() ? Json.Bool.of(value.get()) : Json.Null.NULL;
  }

  private Json.Obj observedJson() {
    boolean known = classification.action().isPresent();
    return Json.object()
        .put("classification_state", Members.state(classification))
        .put("verb", Members.orNull(classification.action().map(a -> a.verb())))
        .put(
            "behavior_class",
            known ? new Json.Str(destructive() ? "destructive" : "mutating") : Json.Null.NULL)
        .build();
  }
}
