package dev.assay.core.claim.compile;

import dev.assay.core.claim.rule.ClaimCatalog;
import dev.assay.core.claim.rule.ClaimRule;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which levels the ten frozen rows get. Source: {@code design.md} §3 row 9. */
public enum Ruleset {
  /** What only the caller says is self-reported; verified needs corroboration. The default. */
  HONEST("assay-honest-v1"),
  /** The reference's existential levels, byte for byte, for people who compare with it. */
  V1("v1");

  private final String wire;

  Ruleset(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in reports and options. */
  public String wire() {
    return wire;
  }

  /** Finds a ruleset by its spelling. */
  public static Optional<Ruleset> of(String wire) {
    for (Ruleset ruleset : values()) {
      if (ruleset.wire.equals(wire)) {
        return Optional.of(ruleset);
      }
    }
    return Optional.empty();
  }

  /**
   * Gives {@code sha256:<hex>} over name and rules in words: two reports with the same digest were
   * judged by the same text.
   */
  public String digest() {
    List<Json> rules = new ArrayList<>();
    for (ClaimRule rule : ClaimCatalog.rules()) {
      rules.add(
          Json.object()
              .put("id", rule.id().wire())
              .put("sentence", rule.sentence())
              .put("quantifier", rule.quantifier().wire())
              .build());
    }
    return Sha256.text(
        CanonicalJson.canonicalBytes(
            Json.object().put("ruleset", wire).put("rules", new Json.Arr(rules)).build()));
  }
}
