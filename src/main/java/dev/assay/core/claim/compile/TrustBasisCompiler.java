package dev.assay.core.claim.compile;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.rule.ClaimCatalog;
import dev.assay.core.claim.rule.ClaimRule;
import dev.assay.core.claim.rule.ClaimTally;
import dev.assay.core.claim.rule.Finding;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the events of one bundle into claims.
 *
 * <p>Guarantees: the same events and ground give the same bytes; memory is bounded by {@value
 * #MAX_SCOPES} scopes whatever is fed; events that no rule knows change nothing but counts of
 * scopes. It verifies nothing: what is fed counts as verified only when the ground says so, and the
 * caller feeds only what a verifier accepted. One thread. Source: {@code trust-basis.md} 3.
 */
public final class TrustBasisCompiler {
  /** Servers, tools and sessions that get rows of their own; those seen first. */
  public static final int MAX_SCOPES = 1_000;

  /** In no order; rows are put into that of scopes. */
  private final Map<Scope, List<ClaimTally>> tallies = new HashMap<>();

  private final List<ClaimTally> whole = new ArrayList<>();
  private final List<ClaimRule> scoped = new ArrayList<>();
  private boolean scopesCut;
  private long events;

  /** Makes one for one bundle. */
  public TrustBasisCompiler() {
    for (ClaimRule rule : ClaimCatalog.rules()) {
      whole.add(rule.begin());
      if (rule.isScoped()) {
        scoped.add(rule);
      }
    }
  }

  /** Takes the next event. */
  public void see(ObservedEvent event) {
    events++;
    for (ClaimTally tally : whole) {
      tally.see(event);
    }
    for (Scope scope : Scope.of(event)) {
      List<ClaimTally> own = tallies.get(scope);
      if (own == null) {
        if (tallies.size() >= MAX_SCOPES) {
          scopesCut = true;
          continue;
        }
        own = scoped.stream().map(ClaimRule::begin).toList();
        tallies.put(scope, own);
      }
      for (ClaimTally tally : own) {
        tally.see(event);
      }
    }
  }

  /** Gives the rows for what was seen so far; more may be seen afterwards. */
  public Compilation compile(Ground ground, Ruleset ruleset) {
    List<JudgedClaim> rows = new ArrayList<>();
    List<ClaimRule> rules = ClaimCatalog.rules();
    Map<Scope, List<ClaimTally>> scopes = new TreeMap<>(tallies);
    for (int i = 0; i < rules.size(); i++) {
      rows.add(judge(rules.get(i), Scope.BUNDLE, whole.get(i), ground, ruleset));
      int own = scoped.indexOf(rules.get(i));
      if (own >= 0) {
        for (Map.Entry<Scope, List<ClaimTally>> scope : scopes.entrySet()) {
          JudgedClaim row =
              judge(rules.get(i), scope.getKey(), scope.getValue().get(own), ground, ruleset);
          if (row.finding().support().candidates() > 0) {
            rows.add(row);
          }
        }
      }
    }
    return new Compilation(ruleset, rows, events, scopesCut);
  }

  private static JudgedClaim judge(
      ClaimRule rule, Scope scope, ClaimTally tally, Ground ground, Ruleset ruleset) {
    Finding finding = tally.conclude(ground);
    Level v1 = rule.v1Level(finding, ground);
    Level level =
        switch (ruleset) {
          case HONEST -> finding.level();
          case V1 -> rule.id().isFrozen() ? v1 : finding.level();
        };
    return new JudgedClaim(rule, scope, finding, level, v1);
  }
}
