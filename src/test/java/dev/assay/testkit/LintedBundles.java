package dev.assay.testkit;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Small bundles for lint rules: one event for each type and payload given. */
public final class LintedBundles {
  private static final Json.Obj PRODUCER =
      Json.object().put("name", "test").put("version", "0").build();

  private final List<Json.Obj> events = new ArrayList<>();

  /** Adds an event with a payload given as JSON. */
  public LintedBundles event(String type, String data) {
    return event(type, data, null);
  }

  /** Adds an event with a subject. */
  public LintedBundles event(String type, String data, String subject) {
    int seq = events.size();
    events.add(
        Json.object()
            .put("specversion", "1.0")
            .put("type", type)
            .put("source", "urn:test")
            .put("id", "run:" + seq)
            .put("time", "2026-03-01T12:00:00Z")
            .put("datacontenttype", "application/json")
            .put("assayrunid", "run")
            .put("assayseq", seq)
            .put("assayproducer", "test")
            .put("assayproducerversion", "0")
            .put("assaygit", "unknown")
            .put("assaypii", false)
            .put("assaysecrets", false)
            .put("subject", subject)
            .put("data", Vectors.parse(data))
            .build());
    return this;
  }

  public byte[] archive() {
    return BundleArchives.bundle(events, PRODUCER);
  }
}
