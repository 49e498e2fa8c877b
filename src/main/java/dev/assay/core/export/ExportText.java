package dev.assay.core.export;

import dev.assay.core.claim.compile.Scope;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.report.Redaction;
import dev.assay.core.report.ReportText;
import java.nio.charset.StandardCharsets;

/**
 * Names and reasons of others as they may stand in an export: no secret shapes, one line, bounded.
 */
final class ExportText {
  /** Code points of a name. */
  private static final int MAX_NAME = 256;

  /** Code points of a text for people. */
  private static final int MAX_TEXT = 4_000;

  private ExportText() {}

  /** Gives one line that is not blank. */
  static String line(String text) {
    String safe = ReportText.bounded(Redaction.of(text), MAX_NAME);
    String line = safe.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ').strip();
    return line.isEmpty() ? "(empty)" : line;
  }

  /** Gives a text of several lines that is not blank. */
  static String text(String text) {
    String safe = ReportText.bounded(Redaction.of(text), MAX_TEXT).strip();
    return safe.isEmpty() ? "(empty)" : safe;
  }

  /** Says whether a name stands in an export as it was recorded. */
  static boolean isKept(String name) {
    return line(name).equals(name);
  }

  /** Gives {@code sha256:<hex>} of a name as it was recorded. */
  static String digest(String name) {
    return Sha256.text(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives a scope; the digest of a name that had to be changed tells it from others. */
  static Json.Obj scope(Scope scope) {
    if (scope.equals(Scope.BUNDLE)) {
      return scope.json();
    }
    Json.ObjBuilder json = Json.object().put(scope.kind().wire(), line(scope.name()));
    if (!isKept(scope.name())) {
      json.put("name_digest", digest(scope.name()));
    }
    return json.build();
  }
}
