package dev.assay.core.claim;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code trust-basis.json}: rows, and nothing that would say whether they are
 * enough.
 *
 * <p>Same rows, same bytes; no time, path or version. It does not name its bundle: the report does.
 * Source: {@code trust-basis.md} 2.
 *
 * @param claims the rows in order; a file that was read may hold fewer, or an id twice
 */
public record TrustBasis(List<Claim> claims) {
  /** Copies the rows. */
  public TrustBasis {
    claims = List.copyOf(claims);
  }

  /** Gives the first row with an id. */
  public Optional<Claim> claim(ClaimId id) {
    for (Claim claim : claims) {
      if (claim.id() == id) {
        return Optional.of(claim);
      }
    }
    return Optional.empty();
  }

  /** Gives the ids that stand in more than one row, sorted by their text. */
  public List<String> duplicateIds() {
    List<String> duplicates = new ArrayList<>();
    for (ClaimId id : ClaimId.values()) {
      if (claims.stream().filter(claim -> claim.id() == id).count() > 1) {
        duplicates.add(id.wire());
      }
    }
    duplicates.sort(null);
    return duplicates;
  }

  /** Gives the file as a value. */
  public Json.Obj json() {
    return Json.object().put("claims", rows()).build();
  }

  /** Gives the rows as a value. */
  public Json.Arr rows() {
    return new Json.Arr(claims.stream().<Json>map(Claim::json).toList());
  }

  /** Gives the bytes of the file: two-space indentation and one line feed at the end. */
  public byte[] bytes() {
    return file(json());
  }

  /** Gives the bytes of a document in the same form. */
  static byte[] file(Json document) {
    return (JsonText.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
