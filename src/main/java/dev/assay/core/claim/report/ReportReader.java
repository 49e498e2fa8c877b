package dev.assay.core.claim.report;

import dev.assay.core.claim.Claim;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Corroboration;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code trust-report.json}.
 *
 * <p>Guarantees: never throws on any bytes; unknown members are ignored and unknown claims kept by
 * name only; of a claim it knows every level, scope and count is understood or the file is refused;
 * no row stands twice, the ten frozen rows are there, and together they have the digest the report
 * states. It does not say who wrote the file. Source: {@code trust-basis.md} 17.1.
 */
public final class ReportReader {
  /** What a report with {@code TrustBasisCompiler.MAX_SCOPES} scopes of usual names stays below. */
  public static final int MAX_BYTES = 32 << 20;

  /** Problems that are listed; a foreign file would have thousands. */
  private static final int MAX_PROBLEMS = 20;

  private static final JsonLimits LIMITS =
      new JsonLimits(16, 10_000, 100_000, 1_048_576, 2_000_000);
  private static final String FAMILY = "assay.trust_report.";

  private final List<Problem> problems = new ArrayList<>();
  private final List<ReportRow> rows = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private ReportReader() {}

  /** Reads a file; the caller bounds its length. */
  public static ReportReading read(byte[] file) {
    return switch (JsonReader.read(file, LIMITS)) {
      case JsonReading.Refused refused ->
          refused(
              "trust_report.syntax",
              refused.fault().sentence() + " at byte " + refused.offset(),
              null);
      case JsonReading.Read(Json.Obj document) -> new ReportReader().document(file, document);
      case JsonReading.Read _ ->
          refused("trust_report.shape", "a trust report is a JSON object", null);
    };
  }

  /** Says whether a file calls itself a report, of this or another version. */
  public static boolean isReport(byte[] file) {
    return JsonReader.read(file, LIMITS) instanceof JsonReading.Read(Json.Obj document)
        && document.string("schema").orElse("").startsWith(FAMILY);
  }

  private static ReportReading refused(String code, String message, @Nullable String hint) {
    return new ReportReading.Refused(
        List.of(new Problem(code, message, new Where(null, "", 0, 0), hint)));
  }

  private ReportReading document(byte[] file, Json.Obj document) {
    String schema = document.string("schema").orElse("");
    if (!schema.equals(TrustReport.SCHEMA)) {
      return schema.startsWith(FAMILY)
          ? refused(
              "trust_report.schema",
              "unknown schema `" + schema + "`, this program reads `" + TrustReport.SCHEMA + "`",
              "read it with the version of assay that wrote it")
          : refused(
              "trust_report.schema",
              "no `schema` of a trust report",
              "a trust-basis.json is not a report: write one with --report");
    }
    boolean provisional = document.get("provisional") == Json.Bool.TRUE;
    ReadReport.Compiler compiler = compiler(part(document, "compiler"));
    ReadReport.Subject subject = subject(part(document, "subject"), provisional);
    if (document.get("claims") instanceof Json.Arr claims) {
      claims(claims);
    } else {
      wrong("/claims", "`claims` must be an array");
    }
    boolean cut = scopesCut(document);
    if (problems.isEmpty() && !provisional) {
      basis(document);
    }
    return problems.isEmpty()
        ? new ReportReading.Read(
            new ReadReport(
                Sha256.text(file),
                compiler,
                subject,
                new ReadReport.Extent(provisional, cut),
                rows,
                unknown))
        : new ReportReading.Refused(problems);
  }

  private Json.Obj part(Json.Obj document, String name) {
    Optional<Json.Obj> part = document.object(name);
    if (part.isEmpty()) {
      wrong("/" + name, "`" + name + "` must be an object");
    }
    return part.orElse(Json.Obj.EMPTY);
  }

  private ReadReport.Compiler compiler(Json.Obj part) {
    return new ReadReport.Compiler(
        text(part, "name", "/compiler"),
        text(part, "version", "/compiler"),
        text(part, "ruleset", "/compiler"),
        text(part, "ruleset_digest", "/compiler"));
  }

  private ReadReport.Subject subject(Json.Obj part, boolean provisional) {
    List<String> producers = new ArrayList<>();
    if (part.get("producers") instanceof Json.Arr list) {
      for (Json producer : list.items()) {
        if (producer instanceof Json.Obj object) {
          object.string("name").ifPresent(producers::add);
        }
      }
    }
    long events = provisional ? 0 : count(part, "event_count", "/subject");
    String archive = part.string("archive_sha256").orElse(null);
    if (archive == null && !provisional) {
      wrong("/subject/archive_sha256", "`archive_sha256` must be a string");
    }
    return new ReadReport.Subject(
        part.string("bundle_id").orElse(null),
        archive,
        part.string("run_id").orElse(null),
        events,
        part.string("first_event_time").orElse(null),
        part.string("last_event_time").orElse(null),
        producers);
  }

  private void claims(Json.Arr claims) {
    Set<ReportRow.Key> keys = new HashSet<>();
    for (int i = 0; i < claims.items().size() && problems.size() < MAX_PROBLEMS; i++) {
      String at = "/claims/" + i;
      if (!(claims.items().get(i) instanceof Json.Obj object)) {
        wrong(at, "a claim must be an object");
        continue;
      }
      String name = text(object, "id", at);
      Optional<ClaimId> id = ClaimId.of(name);
      if (id.isEmpty()) {
        unknown.add(name);
        continue;
      }
      Optional<ReportRow> row = row(id.get(), object, at);
      if (row.isPresent() && !keys.add(row.get().key())) {
        wrong(at, "claim `" + name + "` stands twice for one scope");
      }
      row.ifPresent(rows::add);
    }
  }

  private Optional<ReportRow> row(ClaimId id, Json.Obj object, String at) {
    int before = problems.size();
    Scope scope = scope(object.object("scope").orElse(Json.Obj.EMPTY), at);
    Optional<Level> level = Level.of(object.string("level").orElse(""));
    if (level.isEmpty()) {
      wrong(at + "/level", "`level` must be `absent`, `inferred`, `self_reported` or `verified`");
    }
    Json.Obj counts = object.object("counts").orElse(Json.Obj.EMPTY);
    ReportRow.Counts read =
        new ReportRow.Counts(
            count(counts, "candidates", at + "/counts"),
            count(counts, "supporting", at + "/counts"),
            count(counts, "rejected", at + "/counts"));
    String source = text(object, "source", at);
    String boundary = text(object, "boundary", at);
    List<String> reasons = strings(object, "reasons", at);
    Optional<Corroboration> corroboration = corroboration(object, at);
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new ReportRow(
                id, scope, level.orElseThrow(), read, source, boundary, reasons, corroboration));
  }

  private Optional<Corroboration> corroboration(Json.Obj object, String at) {
    if (object.get("corroboration") == null) {
      return Optional.empty();
    }
    Optional<Corroboration> known = Corroboration.of(object.string("corroboration").orElse(""));
    if (known.isEmpty()) {
      wrong(at + "/corroboration", "`corroboration` is none that this version knows");
    }
    return known;
  }

  private Scope scope(Json.Obj object, String at) {
    if (object.members().size() == 1) {
      if (object.get("bundle") == Json.Bool.TRUE) {
        return Scope.BUNDLE;
      }
      for (Scope.Kind kind : Scope.Kind.values()) {
        if (kind != Scope.Kind.BUNDLE && object.string(kind.wire()).isPresent()) {
          return new Scope(kind, object.string(kind.wire()).orElseThrow());
        }
      }
    }
    wrong(at + "/scope", "`scope` must name the bundle, one server, one tool or one session");
    return Scope.BUNDLE;
  }

  private boolean scopesCut(Json.Obj document) {
    if (!(document.get("limits") instanceof Json.Arr limits)) {
      wrong("/limits", "`limits` must be an array");
      return true;
    }
    for (Json limit : limits.items()) {
      if (limit instanceof Json.Obj object
          && object.string("name").orElse("").equals("scopes")
          && object.get("hit") == Json.Bool.FALSE) {
        return false;
      }
    }
    return true;
  }

  /** The ten rows say of themselves which digest the file made of them has. */
  private void basis(Json.Obj document) {
    List<Claim> claims = new ArrayList<>();
    for (ClaimId id : ClaimId.frozen()) {
      Optional<ReportRow> row =
          rows.stream().filter(r -> r.id() == id && r.scope().equals(Scope.BUNDLE)).findFirst();
      if (row.isEmpty()) {
        wrong("/claims", "claim `" + id.wire() + "` of the bundle is missing");
      } else {
        claims.add(Claim.of(id, row.get().level()));
      }
    }
    String stated = document.string("basis_sha256").orElse("");
    if (problems.isEmpty() && !stated.equals(Sha256.text(new TrustBasis(claims).bytes()))) {
      problems.add(
          new Problem(
              "trust_report.basis",
              "the rows do not have the digest that `basis_sha256` states",
              new Where(null, "/basis_sha256", 0, 0),
              "the file was changed after it was written; compile the bundle again"));
    }
  }

  private String text(Json.Obj object, String name, String at) {
    Optional<String> text = object.string(name);
    if (text.isEmpty()) {
      wrong(at + "/" + name, "`" + name + "` must be a string");
    }
    return text.orElse("");
  }

  private long count(Json.Obj object, String name, String at) {
    Optional<Long> count = object.integer(name).filter(n -> n >= 0);
    if (count.isEmpty()) {
      wrong(at + "/" + name, "`" + name + "` must be an integer from 0 up");
    }
    return count.orElse(0L);
  }

  private List<String> strings(Json.Obj object, String name, String at) {
    List<String> strings = new ArrayList<>();
    if (object.get(name) instanceof Json.Arr list) {
      for (Json item : list.items()) {
        if (item instanceof Json.Str text) {
          strings.add(text.value());
        }
      }
      if (strings.size() == list.items().size()) {
        return strings;
      }
    }
    wrong(at + "/" + name, "`" + name + "` must be an array of strings");
    return strings;
  }

  private void wrong(String pointer, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(Problem.of("trust_report.shape", message, new Where(null, pointer, 0, 0)));
    }
  }
}
