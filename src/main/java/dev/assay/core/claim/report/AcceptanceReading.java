package dev.assay.core.claim.report;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the bytes of an acceptance. The form is closed: a member nobody knows refuses it,
 * because whoever wrote it meant something by it.
 */
public sealed interface AcceptanceReading {
  /** Bytes of a file; twenty times what we write. */
  int MAX_BYTES = 64 << 10;

  /** It is one. */
  record Read(Acceptance acceptance) implements AcceptanceReading {}

  /** It is none; all problems. */
  record Refused(List<Problem> problems) implements AcceptanceReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file; never throws. */
  static AcceptanceReading read(byte[] file) {
    return switch (JsonReader.read(file, JsonLimits.DOCUMENT)) {
      case JsonReading.Read(Json.Obj document) -> new Reader(document).reading();
      case JsonReading.Read _ -> refused("an acceptance is a JSON object");
      case JsonReading.Refused refused ->
          refused(refused.fault().sentence() + " at byte " + refused.offset());
    };
  }

  private static AcceptanceReading refused(String message) {
    return new Refused(
        List.of(Problem.of("trust_acceptance.syntax", message, new Where(null, "", 0, 0))));
  }

  /** Reads one document. */
  final class Reader {
    private static final List<String> KNOWN =
        List.of(
            "schema",
            "report_sha256",
            "archive_sha256",
            "ruleset",
            "ruleset_digest",
            "trust_policy_digest",
            "accepted_at",
            "accepted_by",
            "reason");

    private final Json.Obj document;
    private final List<Problem> problems = new ArrayList<>();

    private Reader(Json.Obj document) {
      this.document = document;
    }

    private AcceptanceReading reading() {
      String schema = document.string("schema").orElse("");
      if (!schema.equals(Acceptance.SCHEMA)) {
        wrong("schema", "unknown schema, this program reads `" + Acceptance.SCHEMA + "`");
        return new Refused(problems);
      }
      for (String name : document.members().keySet()) {
        if (!KNOWN.contains(name)) {
          String hint =
              DidYouMean.nearest(name, KNOWN).map(n -> ", did you mean `" + n + "`?").orElse("");
          wrong(name, "unknown member" + hint);
        }
      }
      Acceptance.Accepted accepted =
          new Acceptance.Accepted(
              text("report_sha256"),
              text("archive_sha256"),
              text("ruleset"),
              text("ruleset_digest"));
      Optional<String> policy =
          document.get("trust_policy_digest") == null
              ? Optional.empty()
              : Optional.of(text("trust_policy_digest"));
      Optional<EventTime> at = EventTime.read(text("accepted_at"));
      if (at.isEmpty()) {
        wrong("accepted_at", "must be an RFC 3339 time");
      }
      Acceptance acceptance =
          new Acceptance(
              accepted,
              policy,
              at.map(EventTime::instant).orElse(Instant.EPOCH),
              person("accepted_by"),
              person("reason"));
      return problems.isEmpty() ? new Read(acceptance) : new Refused(problems);
    }

    private String person(String name) {
      String text = text(name);
      if (!text.isEmpty() && !Acceptance.isText(text)) {
        wrong(name, "must be one line of at most " + Acceptance.MAX_TEXT + " characters");
      }
      return text;
    }

    private String text(String name) {
      String text = document.string(name).orElse("");
      if (text.isEmpty()) {
        wrong(name, "must be a string that is not empty");
      }
      return text;
    }

    private void wrong(String name, String message) {
      String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
      problems.add(Problem.of("trust_acceptance.shape", message, new Where(null, pointer, 0, 0)));
    }
  }
}
