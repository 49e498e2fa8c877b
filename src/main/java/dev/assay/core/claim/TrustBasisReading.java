package dev.assay.core.claim;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@code trust-basis.json} file. The reader is strict where a level could be
 * misread: an unknown id, level, source or boundary makes the whole file unreadable; unknown
 * members are ignored. Source: {@code trust-basis.md} 2.4.
 */
public sealed interface TrustBasisReading {
  /** The file could be read; ids may still stand in it twice. */
  record Read(TrustBasis basis) implements TrustBasisReading {}

  /** The file cannot be used; all problems. */
  record Refused(List<Problem> problems) implements TrustBasisReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file; never throws. */
  static TrustBasisReading read(byte[] file) {
    return switch (JsonReader.read(file, JsonLimits.DOCUMENT)) {
      case JsonReading.Refused refused ->
          new Refused(
              List.of(
                  Problem.of(
                      "trust_basis.syntax",
                      refused.fault().sentence() + " at byte " + refused.offset(),
                      Where.NOWHERE)));
      case JsonReading.Read read -> claims(read.value());
    };
  }

  private static TrustBasisReading claims(Json document) {
    if (!(document instanceof Json.Obj object)
        || !(object.get("claims") instanceof Json.Arr rows)) {
      return new Refused(
          List.of(
              Problem.of(
                  "trust_basis.shape", "no array `claims`: not a trust basis", Where.NOWHERE)));
    }
    List<Problem> problems = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < rows.items().size(); i++) {
      Claim claim = claim(rows.items().get(i), "/claims/" + i, problems);
      if (claim != null) {
        claims.add(claim);
      }
    }
    return problems.isEmpty() ? new Read(new TrustBasis(claims)) : new Refused(problems);
  }

  private static @Nullable Claim claim(Json row, String pointer, List<Problem> problems) {
    if (!(row instanceof Json.Obj object)) {
      problems.add(wrong(pointer, "a claim must be an object"));
      return null;
    }
    int before = problems.size();
    String id = member(object, "id", pointer, ClaimId::wire, problems);
    String source = member(object, "source", pointer, ClaimId::source, problems);
    String boundary = member(object, "boundary", pointer, ClaimId::boundary, problems);
    String level = object.string("level").orElse("");
    if (Level.of(level).isEmpty()) {
      problems.add(
          wrong(
              pointer + "/level",
              "`level` must be `absent`, `inferred`, `self_reported` or `verified`"));
    }
    Json note = object.get("note");
    if (note != null && note != Json.Null.NULL && !(note instanceof Json.Str)) {
      problems.add(wrong(pointer + "/note", "`note` must be a string or null"));
    }
    if (problems.size() > before) {
      return null;
    }
    return new Claim(
        ClaimId.of(id).orElseThrow(),
        Level.of(level).orElseThrow(),
        source,
        boundary,
        note instanceof Json.Str text ? text.value() : null);
  }

  /** Gives a member that must be one of the values the frozen claims have. */
  private static String member(
      Json.Obj row,
      String name,
      String pointer,
      Function<ClaimId, String> known,
      List<Problem> problems) {
    String value = row.string(name).orElse("");
    for (ClaimId id : ClaimId.frozen()) {
      if (known.apply(id).equals(value)) {
        return value;
      }
    }
    problems.add(
        wrong(
            pointer + "/" + name,
            value.isEmpty()
                ? "`" + name + "` must be a string"
                : "`" + name + "` is not one this version knows"));
    return value;
  }

  private static Problem wrong(String pointer, String message) {
    return Problem.of("trust_basis.shape", message, new Where(null, pointer, 0, 0));
  }
}
