package dev.assay.adapter.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.store.CheckStore;
import dev.assay.app.offline.store.ListBundles;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PullBundles;
import dev.assay.app.offline.store.PullBundles.Wanted;
import dev.assay.app.offline.store.PushBundle;
import dev.assay.app.offline.store.RebuildIndex;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.app.offline.store.StoreEntry;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.app.offline.store.StoreProgress;
import dev.assay.app.offline.store.VerifyStore;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of store must do; each kind runs all of it. */
abstract class StoreContract {
  @TempDir Path work;

  /** A store nobody used before. */
  abstract ObjectStore store();

  /** Puts other bytes under a key, as a fault or an attacker would. */
  abstract void damage(ObjectStore store, String key, byte[] bytes);

  /** Takes an object away. */
  abstract void lose(ObjectStore store, String key);

  private static List<String> keys(ObjectStore store, String prefix) {
    List<String> keys = new ArrayList<>();
    assertThat(store.list(prefix, "", (key, _) -> keys.add(key)))
        .isInstanceOf(ObjectStore.Listing.Listed.class);
    return keys;
  }

  private static List<Problem> verify(ObjectStore store) {
    return new VerifyStore(store, StoreProgress.NONE).verify().findings();
  }

  @Test
  void what_is_pushed_is_pulled_byte_for_byte() throws IOException {
    Path bundle = StoredBundles.sealed(work);
    StoredBundles.write(work.resolve("ok.tar.gz.intoto.dsse.json"), "{}".getBytes());
    StoredBundles.write(work.resolve("ok.tar.gz.partial"), "half".getBytes());
    try (ObjectStore store = store()) {
      PushBundle.Outcome.Stored stored = StoredBundles.stored(store, bundle);
      assertThat(stored.isNew()).isTrue();
      assertThat(stored.sidecars()).isEqualTo(1);
      assertThat(StoredBundles.stored(store, bundle).isNew()).isFalse();
      StoreEntry entry = stored.entry();
      for (Wanted wanted :
          List.of(
              new Wanted.Archive(entry.archive()),
              new Wanted.Bundle(entry.bundleId()),
              new Wanted.Run(entry.runId()))) {
        Path into = work.resolve(wanted.getClass().getSimpleName());
        PullBundles.Outcome outcome = StoredBundles.pull(store, wanted, into);
        assertThat(outcome.problems()).isEmpty();
        Path pulled = into.resolve(entry.archive() + ".tar.gz");
        assertThat(pulled).hasSameBinaryContentAs(bundle);
        assertThat(into.resolve(entry.archive() + ".tar.gz.intoto.dsse.json")).hasContent("{}");
        assertThat(StoredBundles.pull(store, wanted, into).pulled())
            .allSatisfy(one -> assertThat(one.written()).isFalse());
      }
      assertThat(verify(store)).isEmpty();
    }
  }

  @Test
  void a_store_without_bundles_was_not_verified_and_sidecars_are_counted() {
    try (ObjectStore store = store()) {
      Path bundle = StoredBundles.sealed(work);
      StoredBundles.stored(store, bundle);
      keys(store, StoreKeys.INDEX).forEach(key -> lose(store, key));
      keys(store, StoreKeys.OBJECTS).forEach(key -> lose(store, key));
      assertThat(StoredBundles.codes(verify(store))).containsExactly("store.empty");
      StoredBundles.write(work.resolve("ok.tar.gz.att.json"), "{}".getBytes());
      StoredBundles.stored(store, bundle);
      VerifyStore.Outcome outcome = new VerifyStore(store, StoreProgress.NONE).verify();
      assertThat(outcome.findings()).isEmpty();
      assertThat(outcome.sidecars()).isEqualTo(1);
    }
  }

  @Test
  void two_archives_of_one_bundle_id_are_both_kept() {
    try (ObjectStore store = store()) {
      StoreEntry first = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      StoreEntry second = StoredBundles.stored(store, StoredBundles.packedAgain(work)).entry();
      assertThat(second.bundleId()).isEqualTo(first.bundleId());
      assertThat(second.archive()).isNotEqualTo(first.archive());
      PullBundles.Outcome outcome =
          StoredBundles.pull(store, new Wanted.Bundle(first.bundleId()), work.resolve("out"));
      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.pulled()).hasSize(2);
      assertThat(verify(store)).isEmpty();
    }
  }

  @Test
  void a_bundle_that_does_not_verify_is_not_sent() {
    byte[] sealed = StoredBundles.bytes("ok");
    sealed[sealed.length - 1]++;
    Path broken = StoredBundles.write(work.resolve("b.tar.gz"), sealed);
    Path cut = StoredBundles.write(work.resolve("c.tar.gz"), new byte[] {1, 2, 3});
    try (ObjectStore store = store()) {
      StoredBundles.stored(store, StoredBundles.sealed(work));
      for (Path bundle : List.of(broken, cut, work.resolve("missing.tar.gz"))) {
        assertThat(StoredBundles.push(store, bundle, null))
            .isInstanceOf(PushBundle.Outcome.NotIntact.class);
      }
      assertThat(keys(store, StoreKeys.OBJECTS)).hasSize(1);
    }
  }

  @Test
  void other_bytes_under_the_key_are_a_conflict_and_stay() {
    Path bundle = StoredBundles.sealed(work);
    String archive = StoredBundles.digest(bundle);
    try (ObjectStore store = store()) {
      damage(store, StoreKeys.object(archive), "somebody else".getBytes());
      assertThat(StoredBundles.codes(StoredBundles.push(store, bundle, null)))
          .containsExactly("store.conflict");
      assertThat(StoredBundles.codes(verify(store))).containsExactly("store.object_corrupt");
      Path into = work.resolve("out");
      PullBundles.Outcome pulled = StoredBundles.pull(store, new Wanted.Archive(archive), into);
      assertThat(StoredBundles.codes(pulled.problems())).containsExactly("store.object_corrupt");
      assertThat(into).isEmptyDirectory();
    }
  }

  @Test
  void a_sidecar_that_differs_is_reported_and_stays() {
    Path bundle = StoredBundles.sealed(work);
    Path sidecar = StoredBundles.write(work.resolve("ok.tar.gz.tsr"), "one".getBytes());
    try (ObjectStore store = store()) {
      StoredBundles.stored(store, bundle);
      StoredBundles.write(sidecar, "two".getBytes());
      assertThat(StoredBundles.codes(StoredBundles.push(store, bundle, null)))
          .containsExactly("store.sidecar_conflict");
      Path into = work.resolve("out");
      String archive = StoredBundles.digest(bundle);
      StoredBundles.pull(store, new Wanted.Archive(archive), into);
      assertThat(into.resolve(archive + ".tar.gz.tsr")).hasContent("one");
    }
  }

  @Test
  void a_lost_index_is_noticed_and_made_again() {
    try (ObjectStore store = store()) {
      StoreEntry entry = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      List<String> index = keys(store, StoreKeys.INDEX);
      assertThat(index).hasSize(3).containsExactlyInAnyOrderElementsOf(entry.keys());
      lose(store, index.get(0));
      damage(store, index.get(1), "{\"schema\":\"else\"}".getBytes());
      assertThat(StoredBundles.codes(verify(store)))
          .containsExactly("store.index_conflict", "store.index_missing");
      RebuildIndex.Outcome rebuilt = new RebuildIndex(store, StoreProgress.NONE).rebuild();
      assertThat(rebuilt.problems()).isEmpty();
      assertThat(rebuilt.added()).isEqualTo(1);
      assertThat(rebuilt.replaced()).isEqualTo(1);
      assertThat(verify(store)).isEmpty();
    }
  }

  @Test
  void a_lost_bundle_is_named_by_the_index() {
    try (ObjectStore store = store()) {
      StoreEntry entry = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      lose(store, StoreKeys.object(entry.archive()));
      assertThat(StoredBundles.codes(verify(store))).containsExactly("store.object_missing");
      assertThat(new RebuildIndex(store, StoreProgress.NONE).rebuild().archives()).isZero();
      assertThat(StoredBundles.codes(verify(store))).containsExactly("store.object_missing");
      Path into = work.resolve("out");
      assertThat(
              StoredBundles.codes(
                  StoredBundles.pull(store, new Wanted.Run(entry.runId()), into).problems()))
          .containsExactly("store.object_missing");
      assertThat(
              StoredBundles.codes(
                  StoredBundles.pull(store, new Wanted.Archive(entry.archive()), into).problems()))
          .containsExactly("store.not_found");
      assertThat(
              StoredBundles.codes(
                  StoredBundles.pull(store, new Wanted.Run("nobody"), into).problems()))
          .containsExactly("store.not_found");
    }
  }

  @Test
  void an_index_that_names_a_bundle_under_a_false_id_is_not_believed() {
    try (ObjectStore store = store()) {
      StoreEntry entry = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      String liar = StoreKeys.run("other-run") + StoreKeys.entry(entry.archive());
      damage(store, liar, "{}".getBytes());
      PullBundles.Outcome outcome =
          StoredBundles.pull(store, new Wanted.Run("other-run"), work.resolve("out"));
      assertThat(outcome.pulled()).isEmpty();
      assertThat(StoredBundles.codes(outcome.problems())).containsExactly("store.index_conflict");
    }
  }

  @Test
  void a_pulled_file_never_replaces_another() throws IOException {
    try (ObjectStore store = store()) {
      StoreEntry entry = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      Path into = Files.createDirectory(work.resolve("out"));
      Path taken =
          StoredBundles.write(into.resolve(entry.archive() + ".tar.gz"), "mine".getBytes());
      PullBundles.Outcome outcome =
          StoredBundles.pull(store, new Wanted.Archive(entry.archive()), into);
      assertThat(StoredBundles.codes(outcome.problems())).containsExactly("store.target_exists");
      assertThat(taken).hasContent("mine");
    }
  }

  @Test
  void bundles_are_listed_by_day_and_run() {
    try (ObjectStore store = store()) {
      StoreEntry entry = StoredBundles.stored(store, StoredBundles.sealed(work)).entry();
      assertThat(list(store, null, null, null)).containsExactly(entry);
      assertThat(list(store, null, "2026-03-01", "2026-03-01")).containsExactly(entry);
      assertThat(list(store, null, "2026-03-02", null)).isEmpty();
      assertThat(list(store, null, null, "2026-02-28")).isEmpty();
      assertThat(list(store, entry.runId(), null, null)).containsExactly(entry);
      assertThat(list(store, "other", null, null)).isEmpty();
    }
  }

  private static List<StoreEntry> list(ObjectStore store, String run, String since, String until) {
    ListBundles.Outcome outcome =
        new ListBundles(store).list(new ListBundles.Request(run, since, until, 10));
    assertThat(outcome.problems()).isEmpty();
    return outcome.entries();
  }

  @Test
  void concurrent_pushes_of_one_bundle_all_end_well() throws Exception {
    Path bundle = StoredBundles.sealed(work);
    try (ObjectStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<PushBundle.Outcome> push = () -> StoredBundles.push(store, bundle, null);
      for (Future<PushBundle.Outcome> one : threads.invokeAll(List.of(push, push, push, push))) {
        assertThat(StoredBundles.codes(one.get())).isEmpty();
      }
      assertThat(keys(store, StoreKeys.OBJECTS)).hasSize(1);
      assertThat(verify(store)).isEmpty();
    }
  }

  @Test
  void keys_come_in_order_and_from_where_they_are_wanted() {
    try (ObjectStore store = store()) {
      List<String> all = List.of("index/day/2026-01-01/a", "index/day/2026-01-02/b", "index/e/c");
      StoreContent content = StoreContent.of("x".getBytes(StandardCharsets.UTF_8));
      for (String key : all) {
        assertThat(store.create(key, content, null))
            .isInstanceOf(ObjectStore.Creation.Created.class);
        assertThat(store.create(key, content, null)).isEqualTo(new ObjectStore.Creation.Exists());
      }
      assertThat(keys(store, "index/")).isEqualTo(all);
      assertThat(keys(store, "index/day/2026-01-0")).isEqualTo(all.subList(0, 2));
      List<String> after = new ArrayList<>();
      store.list("index/day/", "index/day/2026-01-02", (key, _) -> after.add(key));
      assertThat(after).containsExactly(all.get(1));
      List<String> one = new ArrayList<>();
      store.list("index/", "", (key, _) -> !one.add(key));
      assertThat(one).containsExactly(all.get(0));
    }
  }

  @Test
  void status_tells_what_can_be_done_and_leaves_nothing() {
    try (ObjectStore store = store()) {
      StoredBundles.stored(store, StoredBundles.sealed(work));
      CheckStore.Outcome status = new CheckStore(store).check("probe-1");
      assertThat(status.problems()).isEmpty();
      assertThat(status.isUsable()).isTrue();
      assertThat(status.probe().refusesOverwriting()).isEqualTo(CheckStore.Answer.YES);
      assertThat(status.amount().bundles()).isEqualTo(1);
      assertThat(status.amount().bytes()).isEqualTo(StoredBundles.bytes("ok").length);
      assertThat(keys(store, StoreKeys.PROBES)).isEmpty();
    }
  }
}
