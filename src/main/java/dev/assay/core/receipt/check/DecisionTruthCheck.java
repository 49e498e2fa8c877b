package dev.assay.core.receipt.check;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the carriers and rows of a bundle against each other. Passing says that verdicts are bound
 * to the records they cite; it says nothing of {@link #CLAIMS_NOT_MADE}. Keeps digests and words of
 * each event, never the event. Not safe on more than one thread. Source: {@code receipts.md} 8.3.
 */
public final class DecisionTruthCheck {
  /** What does not follow when every check passes. */
  public static final List<String> CLAIMS_NOT_MADE =
      List.of(
          "policy_correctness",
          "intent_or_maliciousness",
          "runtime_enforcement",
          "tool_result_truth");

  private final List<NamedCheck> checks = new ArrayList<>();
  private final Map<String, Carrier> carriers = new HashMap<>();
  private final List<DecisionRow> rows = new ArrayList<>();
  private int carrierCount;

  /** What of a carrier rows are held against; nothing when the carrier breaks a rule. */
  private record Carrier(@Nullable Bound bound) {}

  private record Bound(String identityDigest, DecisionVerdict verdict, long order) {}

  /**
   * How it ended.
   *
   * @param checks in the order of the bundle, carriers before rows
   * @param runVerdict the verdict over all rows; empty unless every check passes
   */
  public record Result(
      int carriers,
      int rows,
      int verifiedRows,
      Optional<DecisionVerdict> runVerdict,
      List<NamedCheck> checks) {
    /** Copies the checks. */
    public Result {
      checks = List.copyOf(checks);
    }
  }

  /** Takes an event of a bundle; events of other types are ignored. */
  public void see(Json.Obj envelope) {
    String type = envelope.string("type").orElse("");
    if (type.equals(DecisionCarrier.SCHEMA)) {
      carrier(envelope.get("data"));
    } else if (type.equals(DecisionRow.EVENT_TYPE)) {
      rows.add(DecisionRow.read(envelope.object("data").orElse(Json.Obj.EMPTY)));
    }
  }

  private void carrier(@Nullable Json data) {
    String name = "carrier_" + carrierCount++;
    if (!(data instanceof Json.Obj content)
        || !DecisionCarrier.SCHEMA.equals(content.string("schema").orElse(""))) {
      checks.add(new NamedCheck(name + "_schema", false, "the payload declares another schema"));
      return;
    }
    Carrier carrier =
        switch (DecisionCarrier.read(content)) {
          case DecisionCarrier.Reading.Refused(String code, String message) -> {
            checks.add(new NamedCheck(name + "_well_formed", false, code + ": " + message));
            yield new Carrier(null);
          }
          case DecisionCarrier.Reading.Read(DecisionCarrier read) -> {
            checks.add(new NamedCheck(name + "_well_formed", true, ""));
            yield new Carrier(new Bound(read.identityDigest(), read.verdict(), read.order()));
          }
        };
    String digest = RecordDigest.of(content);
    if (carriers.putIfAbsent(digest, carrier) != null) {
      checks.add(new NamedCheck("duplicate_carrier_content_digest", false, digest));
    }
  }

  /** Gives the result; call once, after the bundle was read whole and verified. */
  public Result finish() {
    checks.add(NamedCheck.of("rows_present", !rows.isEmpty(), "the bundle has no row"));
    Set<String> cited = new HashSet<>();
    List<String> verdicts = new ArrayList<>();
    List<Long> orders = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      DecisionRow row = rows.get(i);
      Optional<Bound> carrier = cited("row_" + i, row, cited);
      if (carrier.isPresent() && verifies("row_" + i, row, carrier.get())) {
        row.verdict().ifPresent(verdict -> verdicts.add(verdict.wire()));
        orders.add(carrier.get().order);
      }
    }
    Optional<DecisionVerdict> verdict =
        NamedCheck.allPass(checks)
            ? Optional.of(DecisionVerdict.ofRun(verdicts, orders))
            : Optional.empty();
    return new Result(carrierCount, rows.size(), orders.size(), verdict, checks);
  }

  private Optional<Bound> cited(String name, DecisionRow row, Set<String> cited) {
    if (row.cited().isEmpty()) {
      checks.add(
          new NamedCheck(
              name + "_evidence_ref_digest", false, "evidence_ref.digest is missing or no digest"));
      return Optional.empty();
    }
    String digest = row.cited().get();
    if (!cited.add(digest)) {
      checks.add(
          new NamedCheck(
              name + "_duplicate_citation", false, "another row cites the carrier " + digest));
      return Optional.empty();
    }
    Carrier carrier = carriers.get(digest);
    if (carrier == null) {
      checks.add(new NamedCheck(name + "_carrier_present", false, "there is no carrier " + digest));
      return Optional.empty();
    }
    if (carrier.bound == null) {
      checks.add(
          new NamedCheck(name + "_verifies", false, "its carrier " + digest + " breaks a rule"));
    }
    return Optional.ofNullable(carrier.bound);
  }

  private boolean verifies(String name, DecisionRow row, Bound carrier) {
    List<String> faults = new ArrayList<>(row.faults());
    if (!row.identityDigest().equals(Optional.of(carrier.identityDigest))) {
      faults.add("decision_identity_digest is not that of the carrier");
    }
    if (row.verdict().filter(verdict -> !verdict.isAtLeast(carrier.verdict)).isPresent()) {
      faults.add("run_verdict is milder than the carrier's " + carrier.verdict.wire());
    }
    checks.add(NamedCheck.of(name + "_verifies", faults.isEmpty(), String.join("; ", faults)));
    return faults.isEmpty();
  }
}
