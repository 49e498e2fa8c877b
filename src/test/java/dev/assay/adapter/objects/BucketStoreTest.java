package dev.assay.adapter.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.store.CheckStore;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.PullBundles;
import dev.assay.app.offline.store.PullBundles.Wanted;
import dev.assay.app.offline.store.PushBundle;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.app.offline.store.StoreProgress;
import dev.assay.app.offline.store.VerifyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A store in a bucket of a real server, and what happens when the wire to it breaks. The server
 * ignores lock headers, so what is sent is looked at on the wire and what is kept is asked for
 * afterwards.
 */
class BucketStoreTest extends StoreContract {
  private static final String PREFIX = "agents/prod/";
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final int PART = 8 << 20;

  /** Signed chunks on a wire without TLS. */
  private static final int FRAMING = 64 << 10;

  @BeforeAll
  static void credentials() {
    System.setProperty("aws.accessKeyId", "AKIATESTONLY");
    System.setProperty("aws.secretAccessKey", "test-secret-value");
  }

  @AfterAll
  static void forget() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private static String fresh(boolean lock) {
    String name = "evidence-" + BUCKETS.incrementAndGet();
    S3Server.shared().bucket(name, lock);
    return name;
  }

  @Override
  ObjectStore store() {
    return StoredBundles.bucket(S3Server.shared().address().toString(), fresh(false));
  }

  private static String bucketOf(ObjectStore store) {
    return store.name().split("/")[2];
  }

  @Override
  void damage(ObjectStore store, String key, byte[] bytes) {
    try (S3Client client = S3Server.shared().client()) {
      client.putObject(
          r -> r.bucket(bucketOf(store)).key(PREFIX + key), RequestBody.fromBytes(bytes));
    }
  }

  @Override
  void lose(ObjectStore store, String key) {
    try (S3Client client = S3Server.shared().client()) {
      client.deleteObject(r -> r.bucket(bucketOf(store)).key(PREFIX + key));
    }
  }

  private static FaultyWire wire() {
    return new FaultyWire(S3Server.shared().address());
  }

  /** Two parts and a bit. */
  private static StoreContent large() {
    byte[] bytes = new byte[2 * PART + (1 << 20)];
    new Random(7).nextBytes(bytes);
    return StoreContent.of(bytes);
  }

  private static boolean isWritten(FaultyWire.Seen seen) {
    return seen.method().equals("PUT") && seen.path().contains("/objects/");
  }

  @Test
  void errors_that_pass_are_tried_again() {
    AtomicInteger count = new AtomicInteger();
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      wire.breaking(
          seen ->
              isWritten(seen) && count.getAndIncrement() < 2
                  ? new FaultyWire.Fate.Answer(503, "SlowDown")
                  : new FaultyWire.Fate.Pass());
      assertThat(StoredBundles.stored(store, StoredBundles.sealed(work)).isNew()).isTrue();
      assertThat(count.get()).isEqualTo(3);
    }
  }

  @Test
  void errors_that_stay_are_said_without_a_secret() {
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      wire.breaking(_ -> new FaultyWire.Fate.Answer(503, "SlowDown"));
      PushBundle.Outcome outcome = StoredBundles.push(store, StoredBundles.sealed(work), null);
      assertThat(StoredBundles.codes(outcome)).containsExactly("store.unreachable");
      assertThat(outcome.toString()).doesNotContain("AKIA", "test-secret");
      wire.breaking(_ -> new FaultyWire.Fate.Answer(403, "AccessDenied"));
      assertThat(StoredBundles.codes(StoredBundles.push(store, StoredBundles.sealed(work), null)))
          .containsExactly("store.access_denied");
    }
  }

  @Test
  void a_write_whose_answer_is_lost_is_found_done() {
    AtomicInteger count = new AtomicInteger();
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      wire.breaking(
          seen ->
              isWritten(seen) && count.getAndIncrement() == 0
                  ? new FaultyWire.Fate.Deaf()
                  : new FaultyWire.Fate.Pass());
      assertThat(StoredBundles.stored(store, StoredBundles.sealed(work)).isNew()).isFalse();
      assertThat(count.get()).isEqualTo(2);
    }
  }

  @Test
  void an_interrupted_upload_goes_on_where_it_stopped() {
    StoreContent content = large();
    String key = StoreKeys.object(content.sha256());
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      wire.breaking(
          seen ->
              seen.isPart() && !seen.query().contains("partNumber=1&")
                  ? new FaultyWire.Fate.Cut()
                  : new FaultyWire.Fate.Pass());
      ObjectStore.Creation first = store.create(key, content, null);
      assertThat(first).isInstanceOf(ObjectStore.Creation.Failed.class);
      assertThat(store.read(key, (_, _, _) -> true)).isEqualTo(new ObjectStore.Reading.Absent());
      int before = wire.seen().size();
      wire.breaking(_ -> new FaultyWire.Fate.Pass());
      assertThat(store.create(key, content, null)).isInstanceOf(ObjectStore.Creation.Created.class);
      List<FaultyWire.Seen> parts =
          wire.seen().stream().skip(before).filter(FaultyWire.Seen::isPart).toList();
      assertThat(parts).hasSize(2).noneMatch(seen -> seen.query().contains("partNumber=1&"));
      assertThat(parts).allMatch(seen -> seen.bodyBytes() <= PART + FRAMING);
      assertThat(store.create(key, content, null)).isEqualTo(new ObjectStore.Creation.Exists());
    }
  }

  @Test
  void an_answer_that_breaks_off_is_not_a_bundle() {
    Path bundle = StoredBundles.sealed(work);
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      StoredBundles.stored(store, bundle);
      wire.breaking(
          seen ->
              seen.method().equals("GET") && seen.path().contains("/objects/")
                  ? new FaultyWire.Fate.Half()
                  : new FaultyWire.Fate.Pass());
      Path into = work.resolve("out");
      PullBundles.Outcome outcome =
          StoredBundles.pull(store, new Wanted.Archive(StoredBundles.digest(bundle)), into);
      assertThat(StoredBundles.codes(outcome.problems())).containsExactly("store.unreachable");
      assertThat(into).isEmptyDirectory();
    }
  }

  @Test
  void every_object_is_created_conditionally_with_its_digest() {
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      StoredBundles.stored(store, StoredBundles.sealed(work));
      assertThat(wire.seen())
          .filteredOn(seen -> seen.method().equals("PUT"))
          .hasSize(4)
          .allSatisfy(
              seen -> {
                assertThat(seen.headers().getFirst("If-None-Match")).isEqualTo("*");
                assertThat(seen.headers().getFirst("x-amz-checksum-sha256")).isNotNull();
              });
    }
  }

  @Test
  void a_server_without_conditional_writes_is_asked_first() {
    Path bundle = StoredBundles.sealed(work);
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      wire.breaking(
          seen ->
              seen.headers().containsKey("If-None-Match")
                  ? new FaultyWire.Fate.Answer(501, "NotImplemented")
                  : new FaultyWire.Fate.Pass());
      assertThat(StoredBundles.stored(store, bundle).isNew()).isTrue();
      assertThat(StoredBundles.stored(store, bundle).isNew()).isFalse();
    }
  }

  @Test
  void retention_is_demanded_on_the_wire_and_checked_afterwards() {
    Path bundle = StoredBundles.sealed(work);
    Retention retention = new Retention(Retention.Mode.COMPLIANCE, 30);
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(true))) {
      assertThat(StoredBundles.codes(StoredBundles.push(store, bundle, retention))).isEmpty();
      assertThat(wire.seen())
          .filteredOn(BucketStoreTest::isWritten)
          .first()
          .satisfies(
              seen -> {
                assertThat(seen.headers().getFirst("x-amz-object-lock-mode"))
                    .isEqualTo("COMPLIANCE");
                assertThat(seen.headers().getFirst("x-amz-object-lock-retain-until-date"))
                    .startsWith("2096-05-01T00:00:00");
              });
      assertThat(store.held(StoreKeys.object(StoredBundles.digest(bundle))))
          .isEqualTo(new ObjectStore.Holding.Held(retention.from(StoredBundles.NOW)));
    }
  }

  @Test
  void a_server_that_does_not_keep_what_it_is_told_is_found_out() {
    Retention retention = new Retention(Retention.Mode.GOVERNANCE, 30);
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(true))) {
      wire.breaking(
          seen ->
              seen.query().contains("retention")
                  ? new FaultyWire.Fate.Answer(404, "NoSuchObjectLockConfiguration")
                  : new FaultyWire.Fate.Pass());
      assertThat(
              StoredBundles.codes(StoredBundles.push(store, StoredBundles.sealed(work), retention)))
          .containsExactly("store.retention_not_applied");
    }
  }

  @Test
  void retention_without_a_lock_is_refused_before_anything_is_sent() {
    try (FaultyWire wire = wire();
        ObjectStore store = StoredBundles.bucket(wire.address(), fresh(false))) {
      Retention retention = new Retention(Retention.Mode.GOVERNANCE, 1);
      assertThat(
              StoredBundles.codes(StoredBundles.push(store, StoredBundles.sealed(work), retention)))
          .containsExactly("store.lock_unavailable");
      assertThat(wire.seen()).noneMatch(seen -> seen.method().equals("PUT"));
    }
  }

  @Test
  void status_tells_of_the_lock_and_of_what_stands_in_the_way() {
    try (FaultyWire wire = wire();
        ObjectStore locked = StoredBundles.bucket(wire.address(), fresh(true));
        ObjectStore nowhere = StoredBundles.bucket(wire.address(), "no-such-bucket")) {
      assertThat(new CheckStore(locked).check("p").locking())
          .isEqualTo(new ObjectStore.Locking.Available(null));
      assertThat(StoredBundles.codes(new CheckStore(nowhere).check("p").problems()))
          .containsExactly("store.missing");
      wire.breaking(
          seen ->
              seen.method().equals("PUT")
                  ? new FaultyWire.Fate.Answer(403, "AccessDenied")
                  : new FaultyWire.Fate.Pass());
      CheckStore.Outcome readOnly = new CheckStore(locked).check("p");
      assertThat(readOnly.isUsable()).isFalse();
      assertThat(StoredBundles.codes(readOnly.problems())).containsExactly("store.access_denied");
    }
  }

  @Test
  void two_histories_of_one_run_are_a_conflict() {
    try (ObjectStore store = store()) {
      StoredBundles.stored(store, StoredBundles.sealed(work));
      Path unsealed =
          StoredBundles.write(work.resolve("u.tar.gz"), StoredBundles.bytes("unsealed"));
      StoredBundles.stored(store, unsealed);
      assertThat(
              StoredBundles.codes(new VerifyStore(store, StoreProgress.NONE).verify().findings()))
          .containsExactly("store.run_conflict");
    }
  }
}
