package dev.assay.core.attest;

import dev.assay.core.attest.DocumentCheck.Opening;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statement inside an envelope strictly. Closed at every level but {@code predicate.run},
 * whose further members are kept and compared with nothing. Source: {@code evidence.md} 5.2, 5.3.
 */
final class StatementReader {
  private static final String CODE = "attestation.statement";

  /** The predicate whose subject is the run root, the digest of no file. */
  private static final String OLD_PREDICATE = "https://assay.dev/attestation/evidence-bundle/v0";

  private static final String EQUIVALENCE = "/predicate/semantic_equivalence";
  private static final String RUN = "/predicate/run";

  /** The members of {@code run} that are compared with the bundle. */
  static final List<String> RUN_MEMBERS =
      List.of("run_id", "event_count", "producer", "time_window");

  private final DocumentCheck check;

  private StatementReader(DocumentCheck check) {
    this.check = check;
  }

  /** What became of the payload. */
  sealed interface Reading {
    /** It is a statement about a bundle. */
    record Read(BundleStatement statement) implements Reading {}

    /** It is none that we know. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  static Reading read(byte[] payload) {
    return switch (DocumentCheck.open(payload, CODE, "the signed statement")) {
      case Opening.Refused refused -> new Reading.Refused(List.of(refused.problem()));
      case Opening.Opened(Json.Obj statement, DocumentCheck check) ->
          new StatementReader(check).read(statement);
    };
  }

  private Reading read(Json.Obj statement) {
    check.onlyMembers(statement, "", List.of("_type", "subject", "predicateType", "predicate"));
    String type = check.string(statement, "", "_type");
    if (type != null && !type.equals(Statement.TYPE)) {
      check.refuse("/_type", "`_type` must be `" + Statement.TYPE + "`");
    }
    predicateType(check.string(statement, "", "predicateType"));
    Json.Obj subject = onlySubject(check.array(statement, "", "subject"));
    String name = subject == null ? null : name(subject);
    String digest = subject == null ? null : digest(subject);
    Json.Obj predicate = check.object(statement, "", "predicate");
    Json.Obj run = predicate == null ? null : predicate(predicate, name);
    BundleStatement.Run facts = run == null ? null : run(run);
    if (!check.clean() || name == null || digest == null || run == null || facts == null) {
      return new Reading.Refused(check.problems());
    }
    List<String> additional = new ArrayList<>(run.members().keySet());
    additional.removeAll(RUN_MEMBERS);
    return new Reading.Read(new BundleStatement(statement, digest, name, facts, additional));
  }

  private void predicateType(@Nullable String type) {
    if (type == null || type.equals(Statement.BUNDLE_PREDICATE)) {
      return;
    }
    check.refuse(
        "/predicateType",
        type.equals(OLD_PREDICATE)
            ? "the predicate evidence-bundle/v0 names no file and is not accepted"
            : "`predicateType` must be `" + Statement.BUNDLE_PREDICATE + "`",
        type.equals(OLD_PREDICATE) ? "sign the bundle again with `assay evidence attest`" : null);
  }

  private Json.@Nullable Obj onlySubject(Json.@Nullable Arr subjects) {
    if (subjects == null) {
      return null;
    }
    if (subjects.items().size() == 1 && subjects.items().getFirst() instanceof Json.Obj subject) {
      check.onlyMembers(subject, "/subject/0", List.of("name", "digest"));
      return subject;
    }
    check.refuse("/subject", "`subject` must hold exactly one object");
    return null;
  }

  private @Nullable String name(Json.Obj subject) {
    String name = check.string(subject, "/subject/0", "name");
    if (name != null && !isDigest(name)) {
      check.refuse("/subject/0/name", "`subject[0].name` must be a bundle id");
    }
    return name;
  }

  private @Nullable String digest(Json.Obj subject) {
    String pointer = "/subject/0/digest";
    Json.Obj digests = check.object(subject, "/subject/0", "digest");
    if (digests == null) {
      return null;
    }
    check.onlyMembers(digests, pointer, List.of("sha256"));
    String digest = check.string(digests, pointer, "sha256");
    if (digest != null && !isHex(digest)) {
      check.refuse(
          pointer + "/sha256", "`subject[0].digest.sha256` must be 64 lower-case hex digits");
    }
    return digest;
  }

  private Json.@Nullable Obj predicate(Json.Obj predicate, @Nullable String bundleId) {
    check.onlyMembers(
        predicate, "/predicate", List.of("schema_version", "semantic_equivalence", "run"));
    long version = check.count(predicate, "/predicate", "schema_version");
    if (version == 0 || version > 1) {
      check.refuse("/predicate/schema_version", "`predicate.schema_version` must be 1");
    }
    Json.Obj equivalence = check.object(predicate, "/predicate", "semantic_equivalence");
    if (equivalence != null) {
      check.onlyMembers(equivalence, EQUIVALENCE, List.of("algorithm", "value"));
      String algorithm = check.string(equivalence, EQUIVALENCE, "algorithm");
      if (algorithm != null && !algorithm.equals(Statement.EQUIVALENCE)) {
        check.refuse(
            EQUIVALENCE + "/algorithm",
            "`semantic_equivalence.algorithm` must be `" + Statement.EQUIVALENCE + "`");
      }
      String value = check.string(equivalence, EQUIVALENCE, "value");
      if (value != null && bundleId != null && !value.equals(bundleId)) {
        check.refuse(
            EQUIVALENCE + "/value",
            "`semantic_equivalence.value` is not the bundle id that the subject names");
      }
    }
    return check.object(predicate, "/predicate", "run");
  }

  private BundleStatement.@Nullable Run run(Json.Obj run) {
    String id = check.string(run, RUN, "run_id");
    long events = check.count(run, RUN, "event_count");
    Json.Obj producer = check.object(run, RUN, "producer");
    String producerName = null;
    if (producer != null) {
      String pointer = RUN + "/producer";
      check.onlyMembers(producer, pointer, List.of("name", "version", "git"));
      producerName = check.string(producer, pointer, "name");
      check.string(producer, pointer, "version");
      check.string(producer, pointer, "git");
    }
    Json.Obj window = check.object(run, RUN, "time_window");
    EventTime start = null;
    EventTime end = null;
    if (window != null) {
      check.onlyMembers(window, RUN + "/time_window", List.of("start", "end"));
      start = time(window, "start");
      end = time(window, "end");
    }
    return id == null || producerName == null || start == null || end == null
        ? null
        : new BundleStatement.Run(id, events, producerName, start, end);
  }

  private @Nullable EventTime time(Json.Obj window, String name) {
    String pointer = RUN + "/time_window";
    String text = check.string(window, pointer, name);
    if (text == null) {
      return null;
    }
    EventTime time = EventTime.read(text).orElse(null);
    if (time == null || !EventTime.isStoredForm(text)) {
      check.refuse(
          pointer + '/' + name,
          "`time_window." + name + "` is not a time in UTC in its shortest form");
    }
    return time;
  }

  /** Says whether a text is {@code sha256:} and 64 lower-case hex digits. */
  static boolean isDigest(String text) {
    return text.startsWith("sha256:") && isHex(text.substring("sha256:".length()));
  }

  private static boolean isHex(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
