package dev.assay.testkit;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bundles with events of one's own choice, unsealed, for what is asked of their events. */
public final class MadeBundles {
  private final String run;
  private final List<Json.Obj> events = new ArrayList<>();

  public MadeBundles() {
    this("run_made");
  }

  /** A bundle of this run. */
  public MadeBundles(String run) {
    this.run = run;
  }

  /** Adds an event, one second after the one before. */
  public MadeBundles with(String type, String subject, Json data) {
    int seq = events.size();
    events.add(
        Json.object()
            .put("specversion", "1.0")
            .put("type", type)
            .put("source", "urn:assay:test")
            .put("id", run + ":" + seq)
            .put("time", "2026-03-01T12:00:%02dZ".formatted(seq % 60))
            .put("datacontenttype", "application/json")
            .put("subject", Optional.ofNullable(subject).map(Json.Str::new).orElse(null))
            .put("assayrunid", run)
            .put("assayseq", seq)
            .put("assayproducer", "made")
            .put("assayproducerversion", "1")
            .put("assaygit", "unknown")
            .put("assaypii", false)
            .put("assaysecrets", false)
            .put("data", data)
            .build());
    return this;
  }

  /** Adds a decision with the members that questions look at. */
  public MadeBundles decided(String tool, String decision, String reasonCode, String... classes) {
    return with(
        "assay.tool.decision",
        "tool:" + tool,
        Json.object()
            .put("tool", tool)
            .put("decision", decision)
            .put("reason_code", reasonCode)
            .put("tool_classes", Json.Arr.ofStrings(List.of(classes)))
            .build());
  }

  /** Gives the archive. */
  public byte[] archive() {
    return BundleArchives.bundle(
        events, Json.object().put("name", "made").put("version", "1").build());
  }
}
