package dev.assay.core.export;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Properties of an OSCAL object, in our name space; values are one line and never blank. */
final class OscalProperties {
  private final List<Json> properties = new ArrayList<>();

  /** Adds one; the value may be untrusted. */
  OscalProperties add(String name, String value) {
    properties.add(
        Json.object()
            .put("name", name)
            .put("ns", ExportSource.NAMESPACE)
            .put("value", ExportText.line(value))
            .build());
    return this;
  }

  Json.Arr json() {
    return new Json.Arr(properties);
  }
}
