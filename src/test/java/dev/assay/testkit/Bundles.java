package dev.assay.testkit;

import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.evidence.write.BundleWriter;
import dev.assay.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Bundles in memory: written by ours, taken apart by means that are not ours. */
public final class Bundles {
  private static final int BLOCK = 512;

  private Bundles() {}

  /** The two files of a bundle. */
  public record Contents(byte[] manifest, byte[] events) {
    public List<Json.Obj> lines() {
      return new String(events, StandardCharsets.UTF_8)
          .lines()
          .map(l -> (Json.Obj) Vectors.parse(l))
          .toList();
    }
  }

  public static EvidenceEvent event(Json.Obj envelope) {
    return switch (EvidenceEvent.read(envelope)) {
      case EvidenceEvent.Reading.Read read -> read.event();
      case EvidenceEvent.Reading.Refused refused ->
          throw new IllegalArgumentException(refused.member());
    };
  }

  public static BundlePlan plan(List<EvidenceEvent> events) {
    BundleSurvey survey = new BundleSurvey();
    events.forEach(e -> survey.add(e, e.line()));
    return survey.finish();
  }

  public static byte[] write(List<EvidenceEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BundleWriter writer =
        new BundleWriter(
            (BundlePlan.Planned) plan(events), (b, from, to) -> out.write(b, from, to - from))) {
      events.forEach(e -> writer.write(e.line().bytes()));
      writer
          .finish()
          .ifPresent(
              f -> {
                throw new IllegalStateException(f.toString());
              });
    }
    return out.toByteArray();
  }

  public static byte[] gunzip(byte[] archive) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Contents contents(byte[] archive) {
    byte[] tar = gunzip(archive);
    int manifestSize = size(tar, 0);
    int eventsAt = BLOCK + (manifestSize + BLOCK - 1) / BLOCK * BLOCK;
    return new Contents(
        Arrays.copyOfRange(tar, BLOCK, BLOCK + manifestSize),
        Arrays.copyOfRange(tar, eventsAt + BLOCK, eventsAt + BLOCK + size(tar, eventsAt)));
  }

  private static int size(byte[] tar, int at) {
    return Integer.parseInt(new String(tar, at + 124, 11, StandardCharsets.US_ASCII), 8);
  }
}
