package dev.assay.adapter.store;

import static dev.assay.adapter.store.Recordings.T0;
import static dev.assay.adapter.store.Recordings.decide;
import static dev.assay.adapter.store.Recordings.done;
import static dev.assay.adapter.store.Recordings.record;
import static dev.assay.adapter.store.Recordings.recorder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.HeadReading;
import dev.assay.app.record.Recorded;
import dev.assay.app.record.Recording;
import dev.assay.app.record.SealOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.testkit.Payloads;
import dev.assay.testkit.SealedBundles;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileEvidenceStoreTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void a_session_leaves_one_verifying_bundle_that_ends_in_a_seal(Durability durability)
      throws Exception {
    Path directory = temp.resolve("a/evidence");
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(directory, durability));
    assertThat(store.prepare(T0)).isEmpty();
    EvidenceRecorder recorder = recorder(store, "run1");

    done(record(recorder, Payloads.sessionStarted()));
    done(record(recorder, Payloads.policySnapshot()));
    assertThat(SealedBundles.list(directory, "")).isEmpty();
    recorder.keep(T0);
    Recorded allowed = done(decide(recorder, "allow"));
    done(decide(recorder, "deny"));
    assertThat(SealedBundles.list(directory, ".journal")).hasSize(1);
    SealOutcome.Sealed sealed =
        (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0.plusSeconds(1));

    Path bundle = Path.of(sealed.parts().getLast().location());
    assertThat(bundle.getFileName().toString()).matches("20260102T030405Z-[0-9a-f]{8}\\.tar\\.gz");
    assertThat(SealedBundles.list(directory, "")).containsExactly(bundle);
    assertThat(sealed.parts().getLast().facts().archiveSha256())
        .isEqualTo(Sha256.hex(Files.readAllBytes(bundle)));
    assertThat(sealed.parts().getLast().counts()).isEqualTo(new Seal.Counts(2, 1, 1, 0, 0, 0));
    List<Json.Obj> events = SealedBundles.verified(bundle);
    assertThat(events).hasSize(5);
    assertThat(allowed.eventId()).isEqualTo("run1.0:2");
    assertThat(events.get(2).string("id")).contains("run1.0:2");
    assertThat(events.get(2).object("data").flatMap(d -> d.string("decision_id")))
        .contains("run1.0:2");
    assertThat(Vectors.parse(allowed.envelopeLine())).isEqualTo(events.get(2));
    assertThat(SealedBundles.closeReason(events)).contains("normal");
    assertThat(mode(bundle)).isEqualTo("rw-------");
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.getParent())).isEqualTo("rwx------");
  }

  @Test
  void a_probe_leaves_nothing() {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(temp));
    EvidenceRecorder recorder = recorder(store, "run1");

    done(record(recorder, Payloads.sessionStarted()));
    done(record(recorder, Payloads.policySnapshot()));

    assertThat(recorder.head()).isEqualTo(new HeadReading.Nothing());
    assertThat(recorder.close(Seal.CloseReason.NORMAL, T0)).isEqualTo(new SealOutcome.Nothing());
    assertThat(SealedBundles.list(temp, "")).isEmpty();
    assertThat(decide(recorder, "allow")).isInstanceOf(Recording.Failed.class);
  }

  @Test
  void a_full_part_is_sealed_and_the_next_names_it() throws Exception {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(temp));
    try (var pool = Executors.newSingleThreadExecutor()) {
      EvidenceRecorder recorder =
          new EvidenceRecorder(
              Recordings.settings("run1", Recordings.everyEvents(10)), store, pool);
      done(record(recorder, Payloads.sessionStarted()));
      for (int i = 0; i < 35; i++) {
        done(decide(recorder, "allow"));
      }

      SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.SIGNAL, T0);

      assertThat(sealed.parts()).hasSize(4);
      assertThat(SealedBundles.allowed(sealed)).isEqualTo(35);
      SealedBundle before = null;
      for (SealedBundle part : sealed.parts()) {
        List<Json.Obj> events = SealedBundles.verified(Path.of(part.location()));
        Json.Obj seal = events.getLast().object("data").orElseThrow();
        Json.Obj chain = seal.object("part").orElseThrow();
        assertThat(events.getFirst().string("type")).contains("assay.session.started");
        assertThat(events.getFirst().string("assayrunid")).contains("run1." + part.part());
        assertThat(SealedBundles.closeReason(events))
            .contains(part.part() < 3 ? "rotated" : "signal");
        if (before != null) {
          assertThat(chain)
              .isEqualTo(
                  new Seal.Part(
                          part.part(), before.facts().archiveSha256(), before.facts().bundleId())
                      .json());
          assertThat(events.getFirst().object("data").flatMap(d -> d.object("part")))
              .contains(Seal.Part.alone(part.part()).json());
        }
        before = part;
      }
    }
  }

  private static long sequence(Recorded recorded) {
    String id = recorded.eventId();
    return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void threads_record_without_holes(Durability durability) throws Exception {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(temp, durability));
    int each = durability == Durability.OS ? 500 : 40;
    EvidenceRecorder recorder = recorder(store, "run1");
    List<Long> sequences = Collections.synchronizedList(new ArrayList<>());
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        pool.execute(
            () ->
                IntStream.range(0, each)
                    .forEach(_ -> sequences.add(sequence(done(decide(recorder, "allow"))))));
      }
    }

    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);

    assertThat(sequences.stream().sorted().toList())
        .isEqualTo(IntStream.range(0, 8 * each).mapToObj(Long::valueOf).toList());
    assertThat(SealedBundles.verified(Path.of(sealed.parts().getLast().location())))
        .hasSize(8 * each + 1);
  }

  @Test
  void recorders_share_a_directory_and_recovery_leaves_the_living_alone() {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(temp));
    FileEvidenceStore other = new FileEvidenceStore(Recordings.directory(temp));
    EvidenceRecorder one = recorder(store, "same");
    EvidenceRecorder two = recorder(other, "same");
    done(decide(one, "allow"));
    done(decide(two, "deny"));

    assertThat(store.recoverAll(T0)).isEmpty();
    assertThat(other.recoverAll(T0)).isEmpty();
    done(decide(one, "allow"));
    one.close(Seal.CloseReason.NORMAL, T0);
    assertThat(store.recoverAll(T0)).isEmpty();
    done(decide(two, "deny"));
    two.close(Seal.CloseReason.NORMAL, T0);

    assertThat(SealedBundles.in(temp)).hasSize(2);
    SealedBundles.in(temp).forEach(b -> assertThat(SealedBundles.verified(b)).hasSize(3));
  }

  @Test
  void a_single_file_is_written_under_its_name_and_never_overwritten() throws Exception {
    Path file = temp.resolve("new/out.tgz");
    StoreSettings settings =
        new StoreSettings(
            new StoreSettings.Place.SingleFile(file), Durability.OS, Optional.empty());
    FileEvidenceStore store = new FileEvidenceStore(settings);
    assertThat(store.prepare(T0)).isEmpty();
    EvidenceRecorder recorder =
        new EvidenceRecorder(
            Recordings.settings("run1", Recordings.everyEvents(2)), store, Runnable::run);
    for (int i = 0; i < 3; i++) {
      done(decide(recorder, "allow"));
    }
    recorder.close(Seal.CloseReason.NORMAL, T0);

    assertThat(SealedBundles.list(file.getParent(), ""))
        .containsExactly(file, file.resolveSibling("out.tgz.1"));
    SealedBundles.verified(file);
    SealedBundles.verified(file.resolveSibling("out.tgz.1"));
    byte[] before = Files.readAllBytes(file);
    assertThat(new FileEvidenceStore(settings).prepare(T0))
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo("evidence.store.exists"));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_directory_that_cannot_be_made_is_a_problem_at_start() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(new FileEvidenceStore(Recordings.directory(file)).prepare(T0)).isPresent();
    assertThat(new FileEvidenceStore(Recordings.directory(file.resolve("x"))).prepare(T0))
        .isPresent();
    assertThat(new FileEvidenceStore(Recordings.directory(Path.of("/proc/assay"))).prepare(T0))
        .isPresent();
  }

  @Test
  void what_a_verifier_would_refuse_is_refused_before_it_is_recorded() {
    FileEvidenceStore store = new FileEvidenceStore(Recordings.directory(temp));
    EvidenceRecorder recorder = recorder(store, "run1");
    Json deep = Json.Null.NULL;
    for (int i = 0; i < 70; i++) {
      deep = new Json.Arr(List.of(deep));
    }
    List<Payloads> refused =
        List.of(
            new Payloads("a b", Optional.empty(), Json.Obj.EMPTY),
            new Payloads("t", Optional.of("tool:\u0007"), Json.Obj.EMPTY),
            new Payloads("t", Optional.of("x".repeat(5000)), Json.Obj.EMPTY),
            new Payloads("t", Optional.empty(), Json.object().put("d", deep).build()),
            new Payloads(
                "t", Optional.empty(), Json.object().put("d", "x".repeat(1 << 20)).build()));

    for (Payloads payload : refused) {
      assertThat(record(recorder, payload)).isInstanceOf(Recording.Failed.class);
    }
    done(decide(recorder, "allow"));

    SealOutcome.Sealed sealed = (SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0);
    List<Json.Obj> events = SealedBundles.verified(Path.of(sealed.parts().getLast().location()));
    assertThat(sealed.parts().getLast().counts()).isEqualTo(new Seal.Counts(1, 1, 0, 0, 1, 5));
    assertThat(events.getFirst().string("type")).contains(EvidenceGap.TYPE);
  }

  @Test
  void a_signer_leaves_its_envelope_beside_the_bundle() throws Exception {
    BundleSigner signer =
        new BundleSigner() {
          @Override
          public String keyId() {
            return "sha256:k";
          }

          @Override
          public byte[] envelope(BundleIdentity facts) {
            return facts.archiveSha256().getBytes(StandardCharsets.UTF_8);
          }
        };
    FileEvidenceStore store =
        new FileEvidenceStore(
            new StoreSettings(
                new StoreSettings.Place.Directory(temp), Durability.OS, Optional.of(signer)));
    EvidenceRecorder recorder = recorder(store, "run1");
    done(decide(recorder, "allow"));

    SealedBundle bundle =
        ((SealOutcome.Sealed) recorder.close(Seal.CloseReason.NORMAL, T0)).parts().getLast();

    Path signature = Path.of(bundle.location() + ".att.json");
    assertThat(bundle.signature())
        .isEqualTo(new SealedBundle.Signature.Written(signature.toString()));
    assertThat(Files.readString(signature)).isEqualTo(bundle.facts().archiveSha256());
    assertThat(mode(signature)).isEqualTo("rw-------");
    assertThat(
            SealedBundles.verified(Path.of(bundle.location()))
                .getLast()
                .object("data")
                .flatMap(d -> d.string("recorder_key_id")))
        .contains("sha256:k");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
