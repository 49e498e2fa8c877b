package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/** What one argument of a tool may be; compiled from an entry of a section. */
interface ArgumentScope {
  /** Gives what is wrong with a value, or null when nothing is. */
  @Nullable Objection judge(Json value, FileSystemView files);
}
