package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.verify.frame.TarHeader;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A bundle much larger than what may be held is verified while it is being made. */
class BundleVerifierMemoryTest {
  private static final long EVENTS_BYTES = 48L << 20;
  private static final long MAY_BE_KEPT = 6L << 20;
  private static final String PAYLOAD = "x".repeat(64 * 1024);

  private long mostKept;
  private long seen;

  @Test
  void memory_does_not_grow_with_the_bundle() throws IOException {
    long events = EVENTS_BYTES / PAYLOAD.length();
    MessageDigest file = Sha256.hasher();
    RunRoot root = new RunRoot();
    long bytes = 0;
    for (long seq = 0; seq < events; seq++) {
      Json.Obj event = event(seq);
      byte[] line = line(event);
      file.update(line);
      bytes += line.length;
      root.add(event.string("assaycontenthash").orElseThrow());
    }
    byte[] manifest = manifest(events, bytes, file, root.text());
    long before = used();
    BundleVerifier verifier =
        new BundleVerifier(BundleLimits.DEFAULT, (seq, _, _, _, _) -> measure(seq, before));
    try (OutputStream out = archive(verifier)) {
      entry(out, "manifest.json", manifest);
      out.write(TarHeader.canonicalBytes("events.ndjson", bytes));
      for (long seq = 0; seq < events; seq++) {
        out.write(line(event(seq)));
      }
      out.write(new byte[(int) (-bytes & 511) + 1024]);
    }
    assertThat(verifier.finish()).isInstanceOf(Verdict.Intact.class);
    assertThat(seen).isEqualTo(events);
    assertThat(mostKept).as("bytes kept while reading").isLessThan(MAY_BE_KEPT);
  }

  private void measure(long seq, long before) {
    seen++;
    if (seq % 200 == 100) {
      mostKept = Math.max(mostKept, used() - before);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static OutputStream archive(BundleVerifier verifier) throws IOException {
    OutputStream feeding =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] data, int from, int length) {
            verifier.feed(data, from, from + length);
          }
        };
    return new GZIPOutputStream(feeding, 8192) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }

  private static void entry(OutputStream out, String name, byte[] bytes) throws IOException {
    out.write(TarHeader.canonicalBytes(name, bytes.length));
    out.write(bytes);
    out.write(new byte[-bytes.length & 511]);
  }

  private static Json.Obj event(long seq) {
    Json.ObjBuilder event =
        Json.object()
            .put("specversion", "1.0")
            .put("type", "assay.test.event")
            .put("source", "urn:assay:test")
            .put("id", "run_big:" + seq)
            .put("time", "2026-03-01T12:00:00Z")
            .put("datacontenttype", "application/json")
            .put("assayrunid", "run_big")
            .put("assayseq", seq)
            .put("assayproducer", "test")
            .put("assayproducerversion", "1")
            .put("assaygit", "unknown")
            .put("assaypii", false)
            .put("assaysecrets", false)
            .put("data", Json.object().put("n", seq).put("payload", PAYLOAD).build());
    return event.put("assaycontenthash", ContentHash.of(event.build())).build();
  }

  private static byte[] line(Json.Obj event) {
    return (CanonicalJson.canonicalText(event) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] manifest(long events, long bytes, MessageDigest file, String root) {
    return CanonicalJson.canonicalBytes(
        Json.object()
            .put("schema_version", 1)
            .put("bundle_id", root)
            .put("run_root", root)
            .put("run_id", "run_big")
            .put("event_count", events)
            .put("producer", Json.object().put("name", "test").put("version", "1").build())
            .put("algorithms", BundleManifest.ALGORITHMS)
            .put(
                "files",
                Json.object()
                    .put(
                        "events.ndjson",
                        Json.object()
                            .put("path", "events.ndjson")
                            .put("bytes", bytes)
                            .put("sha256", "sha256:" + HexFormat.of().formatHex(file.digest()))
                            .build())
                    .build())
            .build());
  }
}
