package dev.assay.core.claim.report;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed since an earlier fold: the floors of claims, and how many reports there were. */
public sealed interface FleetDelta {
  /** Bytes of an earlier fold: {@code FleetFold.MAX_SCOPES} rows with every claim stay below. */
  int MAX_BYTES = 32 << 20;

  /** A floor that is another one now. */
  record Change(ClaimId id, String before, String now) {
    private Json.Obj json() {
      return Json.object()
          .put("id", id.wire())
          .put("floor_before", before)
          .put("floor", now)
          .build();
    }
  }

  /**
   * The folds could be compared.
   *
   * @param reportsBefore how many reports the earlier one had
   * @param changes in catalogue order
   */
  record Compared(long reportsBefore, List<Change> changes) implements FleetDelta {
    /** Copies the changes. */
    public Compared {
      changes = List.copyOf(changes);
    }

    /** Gives the member of the JSON document. */
    public Json.Obj json() {
      return Json.object()
          .put("report_count_before", reportsBefore)
          .put("floor_changes", new Json.Arr(changes.stream().<Json>map(Change::json).toList()))
          .build();
    }
  }

  /** They could not. */
  record Refused(Problem problem) implements FleetDelta {}

  /** Compares an earlier fold, as it was written, with one of now; never throws. */
  static FleetDelta between(byte[] earlier, FleetFold now) {
    JsonLimits limits = new JsonLimits(16, 10_000, 100_000, 1_048_576, 2_000_000);
    return switch (JsonReader.read(earlier, limits)) {
      case JsonReading.Read(Json.Obj document) -> compare(document, now);
      case JsonReading.Read _ -> refused("a fold is a JSON object");
      case JsonReading.Refused refused ->
          refused(refused.fault().sentence() + " at byte " + refused.offset());
    };
  }

  private static FleetDelta refused(String message) {
    return new Refused(Problem.of("trust_fleet.previous", message, Where.NOWHERE));
  }

  private static FleetDelta compare(Json.Obj document, FleetFold now) {
    if (!document.string("schema").orElse("").equals(FleetFold.SCHEMA)) {
      return refused("unknown schema, this program reads `" + FleetFold.SCHEMA + "`");
    }
    if (!document.string("ruleset").equals(now.ruleset())) {
      return refused("its reports were judged under another ruleset");
    }
    Optional<Long> reports = document.integer("report_count").filter(n -> n >= 0);
    if (reports.isEmpty() || !(document.get("claims") instanceof Json.Arr rows)) {
      return refused("it has no `report_count` or no `claims`");
    }
    List<Change> changes = new ArrayList<>();
    for (Json row : rows.items()) {
      if (!(row instanceof Json.Obj object)
          || object.string("id").isEmpty()
          || object.string("floor").isEmpty()) {
        return refused("a row of `claims` has no `id` or no `floor`");
      }
      Optional<ClaimId> id = ClaimId.of(object.string("id").orElseThrow());
      String before = object.string("floor").orElseThrow();
      if (id.isPresent() && !before.equals(now.claim(id.get()).floor())) {
        changes.add(new Change(id.get(), before, now.claim(id.get()).floor()));
      }
    }
    return new Compared(reports.get(), changes);
  }
}
