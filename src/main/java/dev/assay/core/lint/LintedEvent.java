package dev.assay.core.lint;

import dev.assay.core.json.Json;

/** An event as rules see it: its place and its wire form. */
record LintedEvent(long seq, String type, Json.Obj json) {
  static LintedEvent of(long seq, Json.Obj json) {
    return new LintedEvent(seq, json.string("type").orElse(""), json);
  }

  EventPlace place() {
    return new EventPlace(seq, type);
  }
}
