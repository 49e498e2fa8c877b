package dev.assay.adapter.objects;

import dev.assay.app.offline.BundleFiles.Chunks;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.app.offline.store.StoreSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket. Creation is conditional on the server; the server is told the SHA-256 of
 * everything it gets, and where it does not repeat it the caller reads back. Large objects go in
 * parts, each again on its own when it fails, and a later push goes on where one stopped.
 */
final class S3Objects implements ObjectStore {
  /** Two writers of one key meet once or twice. */
  private static final int RACES = 3;

  private static final int PIECE_BYTES = 64 * 1024;
  private static final int PAGE_KEYS = 1000;

  private final StoreSettings.Place.Bucket place;
  private final S3Client client;

  S3Objects(StoreSettings.Place.Bucket place, S3Client client) {
    this.place = place;
    this.client = client;
  }

  @Override
  public String name() {
    return place.url();
  }

  @Override
  public String backend() {
    return "s3";
  }

  private String full(String key) {
    return place.prefix() + key;
  }

  @Override
  public Creation create(String key, StoreContent content, @Nullable Hold hold) {
    try {
      for (int attempt = 0; attempt < RACES; attempt++) {
        try {
          return content.bytes() > S3Upload.THRESHOLD
              ? new S3Upload(client, place.name(), full(key), content, hold).upload()
              : new Creation.Created(put(key, content, hold, true));
        } catch (S3Exception e) {
          if (S3Faults.isTaken(e)) {
            return new Creation.Exists();
          }
          if (S3Faults.isUnknownThere(e)) {
            return lookThenPut(key, content, hold);
          }
          if (!S3Faults.isRace(e)) {
            throw e;
          }
        }
      }
      return new Creation.Exists();
    } catch (SdkException e) {
      return new Creation.Failed(S3Faults.of(key, e));
    }
  }

  /** For servers without conditional writes; two steps, and the second may meet another writer. */
  private Creation lookThenPut(String key, StoreContent content, @Nullable Hold hold) {
    try {
      client.headObject(r -> r.bucket(place.name()).key(full(key)));
      return new Creation.Exists();
    } catch (S3Exception e) {
      if (!S3Faults.isAbsent(e)) {
        throw e;
      }
      return new Creation.Created(put(key, content, hold, false));
    }
  }

  /** Gives whether the server repeated the digest. */
  private boolean put(String key, StoreContent content, @Nullable Hold hold, boolean ifAbsent) {
    String digest = S3Body.base64(content.sha256());
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(place.name())
            .key(full(key))
            .contentLength(content.bytes())
            .checksumSHA256(digest);
    if (ifAbsent) {
      request.ifNoneMatch("*");
    }
    if (hold != null) {
      request.objectLockMode(mode(hold).toString()).objectLockRetainUntilDate(hold.until());
    }
    PutObjectResponse response = client.putObject(request.build(), S3Body.of(content));
    return digest.equals(response.checksumSHA256());
  }

  private static ObjectLockRetentionMode mode(Hold hold) {
    return switch (hold.mode()) {
      case GOVERNANCE -> ObjectLockRetentionMode.GOVERNANCE;
      case COMPLIANCE -> ObjectLockRetentionMode.COMPLIANCE;
    };
  }

  @Override
  public Creation replace(String key, StoreContent content) {
    try {
      return new Creation.Created(put(key, content, null, false));
    } catch (SdkException e) {
      return new Creation.Failed(S3Faults.of(key, e));
    }
  }

  @Override
  public Reading read(String key, Chunks to) {
    byte[] piece = new byte[PIECE_BYTES];
    long count = 0;
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(r -> r.bucket(place.name()).key(full(key)))) {
      long announced = Optional.ofNullable(in.response().contentLength()).orElse(-1L);
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        count += n;
        if (!to.accept(piece, 0, n)) {
          in.abort();
          return new Reading.Read(count);
        }
      }
      return announced >= 0 && announced != count
          ? new Reading.Failed(cut(key))
          : new Reading.Read(count);
    } catch (S3Exception e) {
      return S3Faults.isAbsent(e) ? new Reading.Absent() : new Reading.Failed(S3Faults.of(key, e));
    } catch (SdkException e) {
      return new Reading.Failed(S3Faults.of(key, e));
    } catch (IOException e) {
      return new Reading.Failed(cut(key));
    }
  }

  private static dev.assay.core.problem.Problem cut(String key) {
    return StoreCode.UNREACHABLE.at(key, "the connection broke before all bytes had come");
  }

  @Override
  public Listing list(String prefix, String after, Keys keys) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(place.name()).prefix(full(prefix)).maxKeys(PAGE_KEYS);
    if (!after.isEmpty()) {
      request.startAfter(full(after));
    }
    try {
      for (S3Object object : client.listObjectsV2Paginator(request.build()).contents()) {
        String key = object.key().substring(place.prefix().length());
        if (key.compareTo(after) > 0 && !keys.accept(key, object.size())) {
          break;
        }
      }
      return new Listing.Listed();
    } catch (SdkException e) {
      return new Listing.Failed(S3Faults.of(name(), e));
    }
  }

  @Override
  public Holding held(String key) {
    try {
      HeadObjectResponse head = client.headObject(r -> r.bucket(place.name()).key(full(key)));
      if (head.objectLockMode() != null && head.objectLockRetainUntilDate() != null) {
        return holding(head.objectLockModeAsString(), head.objectLockRetainUntilDate());
      }
      ObjectLockRetention retention =
          client.getObjectRetention(r -> r.bucket(place.name()).key(full(key))).retention();
      return retention == null || retention.retainUntilDate() == null
          ? new Holding.NotHeld()
          : holding(retention.modeAsString(), retention.retainUntilDate());
    } catch (S3Exception e) {
      return S3Faults.isAbsent(e) || e.statusCode() == 400
          ? new Holding.NotHeld()
          : new Holding.Unknown(S3Faults.of(key, e));
    } catch (SdkException e) {
      return new Holding.Unknown(S3Faults.of(key, e));
    }
  }

  private static Holding holding(@Nullable String mode, java.time.Instant until) {
    return retentionMode(mode)
        .<Holding>map(known -> new Holding.Held(new Hold(known, until)))
        .orElseGet(Holding.NotHeld::new);
  }

  private static Optional<Retention.Mode> retentionMode(@Nullable String mode) {
    String word = mode == null ? "" : mode.toLowerCase(Locale.ROOT);
    for (Retention.Mode known : Retention.Mode.values()) {
      if (known.wire().equals(word)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  @Override
  public Holding hold(String key, Hold hold) {
    try {
      client.putObjectRetention(
          r ->
              r.bucket(place.name())
                  .key(full(key))
                  .retention(t -> t.mode(mode(hold)).retainUntilDate(hold.until())));
      return held(key);
    } catch (SdkException e) {
      return new Holding.Unknown(S3Faults.of(key, e));
    }
  }

  @Override
  public Locking locking() {
    try {
      ObjectLockConfiguration found =
          client.getObjectLockConfiguration(r -> r.bucket(place.name())).objectLockConfiguration();
      return found == null || found.objectLockEnabled() != ObjectLockEnabled.ENABLED
          ? new Locking.Unavailable()
          : new Locking.Available(defaults(found.rule()));
    } catch (S3Exception e) {
      // servers say in three ways that the bucket has no lock
      boolean none = S3Faults.isAbsent(e) || e.statusCode() == 400 || S3Faults.isUnknownThere(e);
      return none ? new Locking.Unavailable() : new Locking.Unknown(S3Faults.of(name(), e));
    } catch (SdkException e) {
      return new Locking.Unknown(S3Faults.of(name(), e));
    }
  }

  private static @Nullable Retention defaults(@Nullable ObjectLockRule rule) {
    DefaultRetention found = rule == null ? null : rule.defaultRetention();
    if (found == null) {
      return null;
    }
    Integer days = found.days();
    Integer years = found.years();
    int total = days != null ? days : years != null ? years * 365 : 0;
    Retention.Mode mode = retentionMode(found.modeAsString()).orElse(Retention.Mode.GOVERNANCE);
    return total < 1 ? null : new Retention(mode, Math.min(total, Retention.MAX_DAYS));
  }

  @Override
  public boolean removeProbe(String key) {
    try {
      String version = client.headObject(r -> r.bucket(place.name()).key(full(key))).versionId();
      DeleteObjectRequest.Builder request =
          DeleteObjectRequest.builder().bucket(place.name()).key(full(key));
      if (version != null) {
        request.versionId(version); // otherwise a marker and the version would stay
      }
      client.deleteObject(request.build());
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
