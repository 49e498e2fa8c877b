package dev.assay.adapter.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.file.FreshFile;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PullBundles.Wanted;
import dev.assay.app.offline.store.PushBundle;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.app.offline.store.StoreKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store in a directory. */
class DirectoryStoreTest extends StoreContract {
  @Override
  ObjectStore store() {
    return new DirectoryObjects(work.resolve("store"));
  }

  @Override
  void damage(ObjectStore store, String key, byte[] bytes) {
    Path file = work.resolve("store").resolve(key);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StoredBundles.write(file, bytes);
  }

  @Override
  void lose(ObjectStore store, String key) {
    try {
      Files.delete(work.resolve("store").resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("store"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void content_that_fails_or_changes_half_way_leaves_nothing() throws IOException {
    ObjectStore store = store();
    StoreContent real = StoreContent.of(new byte[200_000]);
    StoreContent failing = like(real, new Broken(100_000));
    StoreContent changed = like(real, InputStream.nullInputStream());
    String key = StoreKeys.object(real.sha256());
    assertThat(store.create(key, failing, null)).isInstanceOf(ObjectStore.Creation.Failed.class);
    assertThat(store.create(key, changed, null)).isInstanceOf(ObjectStore.Creation.Failed.class);
    assertThat(files()).isEmpty();
    assertThat(store.read(key, (_, _, _) -> true)).isEqualTo(new ObjectStore.Reading.Absent());
  }

  @Test
  void unfinished_files_of_a_crashed_push_are_not_objects() throws IOException {
    ObjectStore store = store();
    StoredBundles.stored(store, StoredBundles.sealed(work));
    Path shard = files().getFirst().getParent();
    StoredBundles.write(shard.resolve(".assay-1" + FreshFile.UNFINISHED), new byte[] {1});
    assertThat(store.list("", "", (key, _) -> !key.endsWith(FreshFile.UNFINISHED)))
        .isInstanceOf(ObjectStore.Listing.Listed.class);
    assertThat(StoredBundles.stored(store, StoredBundles.sealed(work)).isNew()).isFalse();
  }

  @Test
  void a_retention_is_recorded_and_never_shortened() {
    ObjectStore store = store();
    Path bundle = StoredBundles.sealed(work);
    Retention month = new Retention(Retention.Mode.COMPLIANCE, 30);
    Retention week = new Retention(Retention.Mode.GOVERNANCE, 7);
    for (Retention retention : List.of(month, week)) {
      PushBundle.Outcome outcome = StoredBundles.push(store, bundle, retention);
      assertThat(StoredBundles.codes(outcome)).isEmpty();
      assertThat(store.held(StoreKeys.object(StoredBundles.digest(bundle))))
          .isEqualTo(new ObjectStore.Holding.Held(month.from(StoredBundles.NOW)));
    }
  }

  @Test
  void a_file_in_the_way_of_a_directory_is_said() throws IOException {
    Files.writeString(work.resolve("store"), "a file");
    assertThat(StoredBundles.codes(StoredBundles.push(store(), StoredBundles.sealed(work), null)))
        .containsExactly("store.failed");
    assertThat(store().list("", "", (_, _) -> true)).isInstanceOf(ObjectStore.Listing.Failed.class);
  }

  @Test
  void a_full_disk_fails_the_push_and_leaves_nothing() throws IOException {
    ObjectStore store = store();
    StoreContent real = StoreContent.of(new byte[10]);
    StoreContent full = like(real, new Broken(0));
    assertThat(store.create("objects/x", full, null))
        .isInstanceOf(ObjectStore.Creation.Failed.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_target_that_cannot_be_written_is_said() throws IOException {
    ObjectStore store = store();
    StoredBundles.stored(store, StoredBundles.sealed(work));
    Path blocked = work.resolve("blocked");
    Files.writeString(blocked, "a file");
    String archive = StoredBundles.digest(StoredBundles.sealed(work));
    assertThat(
            StoredBundles.codes(
                StoredBundles.pull(store, new Wanted.Archive(archive), blocked).problems()))
        .containsExactly("store.local");
  }

  @Test
  void links_in_a_store_are_not_followed() throws IOException {
    ObjectStore store = store();
    Path bundle = StoredBundles.sealed(work);
    String key = StoreKeys.object(StoredBundles.digest(bundle));
    Path place = work.resolve("store").resolve(key);
    Files.createDirectories(place.getParent());
    Files.createSymbolicLink(place, bundle);
    assertThat(store.read(key, (_, _, _) -> true)).isInstanceOf(ObjectStore.Reading.Failed.class);
    assertThat(StoredBundles.codes(StoredBundles.push(store, bundle, null)))
        .containsExactly("store.failed");
  }

  private static StoreContent like(StoreContent content, InputStream in) {
    return new StoreContent() {
      @Override
      public long bytes() {
        return content.bytes();
      }

      @Override
      public String sha256() {
        return content.sha256();
      }

      @Override
      public InputStream open() {
        return in;
      }
    };
  }

  /** Gives some zeros and then fails as a disk does. */
  private static final class Broken extends InputStream {
    private int left;

    Broken(int left) {
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
      return 0;
    }
  }
}
