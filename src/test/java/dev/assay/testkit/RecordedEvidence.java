package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The bundles below a state directory, opened with a second, simple reader of our archive form. */
public record RecordedEvidence(List<Path> bundles, List<Json.Obj> events) {
  private static final int BLOCK = 512;

  /** Reads all bundles of a state directory. */
  public static RecordedEvidence below(Path state) throws IOException {
    List<Path> bundles = files(state, ".tar.gz");
    List<Json.Obj> events = new ArrayList<>();
    for (Path bundle : bundles) {
      events.addAll(events(bundle));
    }
    return new RecordedEvidence(bundles, events);
  }

  /** Files with this ending below a directory, sorted; what disappears meanwhile is left out. */
  public static List<Path> files(Path directory, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.exists(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().endsWith(ending)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found.stream().sorted().toList();
  }

  private static List<Json.Obj> events(Path bundle) throws IOException {
    try (DataInputStream tar =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(bundle)))) {
      byte[] header = new byte[BLOCK];
      while (true) {
        tar.readFully(header);
        String name = new String(header, 0, 100, StandardCharsets.US_ASCII).replace("\0", "");
        int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII), 8);
        byte[] content = new byte[size];
        tar.readFully(content);
        tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (name.equals("events.ndjson")) {
          return new String(content, StandardCharsets.UTF_8)
              .lines()
              .map(l -> (Json.Obj) Vectors.parse(l))
              .toList();
        }
      }
    }
  }

  /** The data of all events of a type, in order. */
  public List<Json.Obj> dataOf(String type) {
    return events.stream()
        .filter(e -> new Json.Str(type).equals(e.get("type")))
        .map(e -> (Json.Obj) e.get("data"))
        .toList();
  }

  /** Fails unless every bundle is intact and its seal is confirmed. */
  public void verifyAll() throws IOException {
    for (Path bundle : bundles) {
      BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, EventSink.NONE);
      byte[] archive = Files.readAllBytes(bundle);
      verifier.feed(archive, 0, archive.length);
      Verdict verdict = verifier.finish();
      assertThat(verdict).as(bundle.getFileName().toString()).isInstanceOf(Verdict.Intact.class);
      assertThat(verdict.layer(VerdictLayer.Question.SEALED).status())
          .as("%s is sealed", bundle.getFileName())
          .isEqualTo(VerdictLayer.Status.CONFIRMED);
    }
  }

  /** How many journals below a state directory are not yet sealed. */
  public static int openJournals(Path state) throws IOException {
    return files(state, ".journal").size();
  }

  /** The decisions that let a call pass. */
  public List<Json.Obj> allows() {
    return dataOf("assay.tool.decision").stream()
        .filter(d -> new Json.Str("allow").equals(d.get("decision")))
        .toList();
  }
}
