package dev.assay.core.schema;

import dev.assay.core.json.Json;

/**
 * What one or several keywords of a schema demand. A rule that does not concern the kind of value
 * holds. It reports a failing to the run, which may not care.
 */
interface Rule {
  boolean holds(Json value, Run run);
}
