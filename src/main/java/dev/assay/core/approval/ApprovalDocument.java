package dev.assay.core.approval;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Documents of requests and approvals: closed objects of strings, small. */
final class ApprovalDocument {
  private static final JsonLimits LIMITS = new JsonLimits(4, 32, 1, 65_536, 100);

  private static final int SHORTEST_TIME = "0000-01-01T00:00:00Z".length();
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private ApprovalDocument() {}

  static byte[] line(Json.Obj document) {
    return (CanonicalJson.canonicalText(document) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads an object with exactly these members and this schema. */
  static Optional<Json.Obj> read(byte[] document, String schema, List<String> members) {
    boolean small = document.length <= SignedApproval.MAX_BYTES;
    return small
            && JsonReader.read(document, LIMITS) instanceof JsonReading.Read(Json.Obj object)
            && object.string("schema").equals(Optional.of(schema))
            && hasExactly(object, members)
        ? Optional.of(object)
        : Optional.empty();
  }

  static boolean hasExactly(Json.Obj object, List<String> members) {
    return object.members().size() == members.size()
        && object.members().keySet().containsAll(members);
  }

  static boolean areStrings(Json.Obj object, List<String> members) {
    for (String member : members) {
      if (!(object.get(member) instanceof Json.Str)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a time of RFC 3339; any offset, with seconds, of a year that has four digits. */
  static Optional<Instant> time(String text) {
    if (text.length() < SHORTEST_TIME || text.charAt(4) != '-' || text.charAt(16) != ':') {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(FIRST) || !time.isBefore(AFTER_LAST)
          ? Optional.empty()
          : Optional.of(time);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
