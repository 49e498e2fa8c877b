package dev.assay.adapter.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PullBundles;
import dev.assay.app.offline.store.PushBundle;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreProgress;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Bundles;
import dev.assay.testkit.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bundles to be stored, and the use cases on a store in one call each. */
final class StoredBundles {
  static final Instant NOW = Instant.parse("2096-04-01T00:00:00Z");

  private StoredBundles() {}

  static Path sealed(Path directory) {
    return write(directory.resolve("ok.tar.gz"), bytes("ok"));
  }

  static byte[] bytes(String name) {
    return Vectors.bytes("evidence/sealed/" + name + ".tar.gz");
  }

  /** The same events in another archive: one bundle id, two archive digests. */
  static Path packedAgain(Path directory) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(1);
          }
        }) {
      gzip.write(Bundles.gunzip(bytes("ok")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return write(directory.resolve("again.tar.gz"), out.toByteArray());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String digest(Path file) {
    try {
      return Sha256.hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectStore bucket(String endpoint, String bucket) {
    StoreSettings settings =
        new StoreSettings(
            new StoreSettings.Place.Bucket(bucket, "agents/prod/"),
            new StoreSettings.Connection("us-east-1", endpoint, true),
            null);
    return ((ObjectStores.Opening.Opened) ObjectStores.open(settings)).store();
  }

  static PushBundle.Outcome push(ObjectStore store, Path bundle, @Nullable Retention retention) {
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      return new PushBundle(files, new LocalFiles(), store, StoreProgress.NONE)
          .push(bundle.toString(), NOW, retention);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PushBundle.Outcome.Stored stored(ObjectStore store, Path bundle) {
    PushBundle.Outcome outcome = push(store, bundle, null);
    assertThat(outcome).isInstanceOf(PushBundle.Outcome.Stored.class);
    PushBundle.Outcome.Stored stored = (PushBundle.Outcome.Stored) outcome;
    assertThat(stored.problems()).isEmpty();
    return stored;
  }

  static PullBundles.Outcome pull(ObjectStore store, PullBundles.Wanted wanted, Path into) {
    return new PullBundles(store, new LocalFiles(), StoreProgress.NONE)
        .pull(wanted, into.toString());
  }

  static List<String> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).distinct().sorted().toList();
  }

  static List<String> codes(PushBundle.Outcome outcome) {
    return switch (outcome) {
      case PushBundle.Outcome.Stored stored -> codes(stored.problems());
      case PushBundle.Outcome.NotStored(Problem problem) -> List.of(problem.code());
      case PushBundle.Outcome.NotIntact(var report) -> List.of(report.reasonCode());
    };
  }
}
