package dev.assay.core.claim;

import dev.assay.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code trust-basis.json}.
 *
 * @param id identity, the only thing rows are matched by
 * @param level how well evidence backs it
 * @param source which kind of evidence was looked at
 * @param boundary the scope inside which the level is meant
 * @param note free text of whoever made the file, untrusted; null when there is none
 */
public record Claim(
    ClaimId id, Level level, String source, String boundary, @Nullable String note) {

  /** Gives the row as our compiler writes it: catalogue source and boundary, no note. */
  public static Claim of(ClaimId id, Level level) {
    return new Claim(id, level, id.source(), id.boundary(), null);
  }

  /** Gives the row as it stands in files. */
  public Json.Obj json() {
    return Json.object()
        .put("id", id.wire())
        .put("level", level.wire())
        .put("source", source)
        .put("boundary", boundary)
        .put("note", note == null ? Json.Null.NULL : new Json.Str(note))
        .build();
  }

  /** Says whether source, boundary and note are those of another row. */
  boolean hasMetadataOf(Claim other) {
    return source.equals(other.source)
        && boundary.equals(other.boundary)
        && java.util.Objects.equals(note, other.note);
  }
}
