package dev.assay.core.claim.compile;

import dev.assay.core.claim.Claim;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.TrustBasis;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the compiler made of a bundle.
 *
 * @param ruleset which levels the rows have
 * @param rows in catalogue order, each claim's bundle row before its scopes
 * @param events how many events were seen
 * @param scopesCut whether there were more scopes than rows are made for
 */
public record Compilation(Ruleset ruleset, List<JudgedClaim> rows, long events, boolean scopesCut) {
  /** Copies the rows. */
  public Compilation {
    rows = List.copyOf(rows);
  }

  /** Gives the bundle row of a claim. */
  public JudgedClaim claim(ClaimId id) {
    for (JudgedClaim row : rows) {
      if (row.rule().id() == id && row.scope().equals(Scope.BUNDLE)) {
        return row;
      }
    }
    throw new BugException("every claim has a bundle row");
  }

  /** Gives the ten rows of {@code trust-basis.json}. */
  public TrustBasis basis() {
    List<Claim> claims = new ArrayList<>();
    for (ClaimId id : ClaimId.frozen()) {
      claims.add(Claim.of(id, claim(id).level()));
    }
    return new TrustBasis(claims);
  }
}
