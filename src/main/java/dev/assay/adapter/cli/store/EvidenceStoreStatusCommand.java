package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.store.CheckStore;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.ObjectStore.Locking;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay evidence store-status}: can this store be used, and what does it promise? */
@Command(
    name = "store-status",
    description = {
      "tell whether a store can be read and written, what it locks and how much it holds",
      "Writes a probe object and removes it, except where the bucket locks everything it is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  assay evidence store-status --store s3://bucket/agents/prod --json"})
public final class EvidenceStoreStatusCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.store_status.v1";

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private StoreOptions store = new StoreOptions();

  /** Made by the command line. */
  public EvidenceStoreStatusCommand() {}

  @Override
  public Integer call() throws IOException {
    return store.with(SCHEMA, output::finish, EvidenceStoreStatusCommand::status);
  }

  private static CommandAnswer status(ObjectStore of, StoreSettings settings) {
    CheckStore.Outcome found = new CheckStore(of).check(UUID.randomUUID().toString());
    List<Problem> problems = new ArrayList<>(found.problems());
    Retention wanted = settings.retention();
    if (wanted != null && found.locking() instanceof Locking.Unavailable) {
      problems.add(StoreCode.LOCK_UNAVAILABLE.at(of.name(), ""));
    }
    Json.Obj members =
        Json.object()
            .put("store", of.name())
            .put("backend", of.backend())
            .put("usable", found.isUsable())
            .put("readable", found.readable().wire())
            .put("writable", found.probe().writable().wire())
            .put("refuses_overwriting", found.probe().refusesOverwriting().wire())
            .put("probe_removed", found.probe().removed().wire())
            .put("object_lock", lock(found.locking()))
            .put("default_retention", retention(defaults(found.locking())))
            .put("retention_on_push", retention(wanted))
            .put("bundles", found.amount().bundles())
            .put("bytes", found.amount().bytes())
            .put("sidecars", found.amount().sidecars())
            .put("foreign_objects", found.amount().foreign())
            .build();
    return new CommandAnswer(SCHEMA, reason(problems), text(of, members), members, problems);
  }

  /** A store that answers and cannot be used is a finding; one that does not answer is not. */
  private static CommandReason reason(List<Problem> problems) {
    CommandReason reason = StoreOptions.worst(problems);
    boolean answers =
        problems.stream()
            .anyMatch(
                p -> {
                  StoreCode code = StoreCode.of(p);
                  return code == StoreCode.ACCESS_DENIED || code == StoreCode.FAILED;
                });
    return answers && reason == CommandReason.STORE_UNAVAILABLE
        ? CommandReason.STORE_UNUSABLE
        : reason;
  }

  private static String lock(Locking locking) {
    return switch (locking) {
      case Locking.Available _ -> "available";
      case Locking.RecordedOnly() -> "recorded_only";
      case Locking.Unavailable() -> "unavailable";
      case Locking.Unknown _ -> "unknown";
    };
  }

  private static @Nullable Retention defaults(Locking locking) {
    return locking instanceof Locking.Available(Retention defaults) ? defaults : null;
  }

  private static @Nullable Json retention(@Nullable Retention retention) {
    return retention == null
        ? null
        : Json.object().put("mode", retention.mode().wire()).put("days", retention.days()).build();
  }

  private static String text(ObjectStore store, Json.Obj members) {
    List<String> lines = new ArrayList<>();
    lines.add(store.name());
    members
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("store") && !(value instanceof Json.Null)) {
                lines.add("  %-20s %s".formatted(name.replace('_', ' '), word(value)));
              }
            });
    return String.join("\n", lines);
  }

  private static String word(Json value) {
    return switch (value) {
      case Json.Str text -> text.value().replace('_', ' ');
      case Json.Bool bool -> bool.value() ? "yes" : "no";
      case Json.Num number -> number.text();
      case Json.Obj object ->
          object.string("mode").orElse("") + ", " + object.integer("days").orElse(0L) + " days";
      case Json.Arr _, Json.Null _ -> "";
    };
  }
}
