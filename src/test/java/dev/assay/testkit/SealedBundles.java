package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.record.SealOutcome;
import dev.assay.core.crypto.MerkleTree;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies sealed bundles, with our verifier and by recomputing what the seal promises. */
public final class SealedBundles {
  private SealedBundles() {}

  /** How many allowed calls all parts of a recording have together. */
  public static long allowed(SealOutcome.Sealed sealed) {
    return sealed.parts().stream().mapToLong(part -> part.counts().allowed()).sum();
  }

  /** The bundles of a directory, in order of their names. */
  public static List<Path> in(Path directory) {
    return list(directory, ".tar.gz");
  }

  public static List<Path> list(Path directory, String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(p -> p.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the bundle is intact and sealed; gives its events. */
  public static List<Json.Obj> verified(Path bundle) {
    try {
      return verified(Files.readAllBytes(bundle));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Json.Obj> verified(byte[] archive) {
    BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, EventSink.NONE);
    verifier.feed(archive, 0, archive.length);
    Verdict verdict = verifier.finish();
    assertThat(verdict).isInstanceOf(Verdict.Intact.class);
    assertThat(verdict.layer(VerdictLayer.Question.SEALED).status())
        .as("%s", verdict)
        .isEqualTo(VerdictLayer.Status.CONFIRMED);
    assertThat(verdict.facts().canonical().firstDifference()).isNull();
    assertThat(verdict.facts().warnings()).isEmpty();
    Bundles.Contents contents = Bundles.contents(archive);
    List<Json.Obj> events = contents.lines();
    Json.Obj manifest = (Json.Obj) Vectors.parse(contents.manifest());
    RunRoot root = new RunRoot();
    MerkleTree tree = new MerkleTree();
    long decisions = 0;
    for (int i = 0; i < events.size(); i++) {
      Json.Obj event = events.get(i);
      assertThat(event.integer("assayseq")).contains((long) i);
      assertThat(event.string("assaycontenthash")).contains(ContentHash.of(event));
      root.add(ContentHash.of(event));
      if (i < events.size() - 1) {
        byte[] line = CanonicalJson.canonicalBytes(event);
        tree.add(line, 0, line.length);
        assertThat(type(event)).isNotEqualTo("assay.session.sealed");
        decisions += type(event).equals("assay.tool.decision") ? 1 : 0;
      }
    }
    assertThat(manifest.string("run_root")).contains(root.text());
    Json.Obj last = events.getLast();
    assertThat(type(last)).isEqualTo("assay.session.sealed");
    Json.Obj seal = last.object("data").orElseThrow();
    assertThat(seal.string("envelope_root")).contains(HexFormat.of().formatHex(tree.root()));
    assertThat(seal.integer("events_before")).contains((long) events.size() - 1);
    assertThat(seal.object("counts").flatMap(c -> c.integer("decisions"))).contains(decisions);
    return events;
  }

  public static String type(Json.Obj event) {
    return event.string("type").orElseThrow();
  }

  public static Optional<String> closeReason(List<Json.Obj> events) {
    return events.getLast().object("data").flatMap(d -> d.string("close_reason"));
  }

  /** The ids of the events of a type. */
  public static List<String> ids(List<Json.Obj> events, String type) {
    return events.stream()
        .filter(e -> type(e).equals(type))
        .map(e -> e.string("id").orElseThrow())
        .toList();
  }
}
