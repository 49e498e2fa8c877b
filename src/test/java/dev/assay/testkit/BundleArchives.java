package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.frame.TarHeader;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** Verifies, takes apart and puts together bundle archives in memory. */
public final class BundleArchives {
  private BundleArchives() {}

  public static Verdict verify(byte[] archive) {
    return verify(archive, BundleLimits.DEFAULT);
  }

  public static Verdict verify(byte[] archive, BundleLimits limits) {
    return verify(archive, limits, EventSink.NONE);
  }

  public static Verdict verify(byte[] archive, BundleLimits limits, EventSink sink) {
    BundleVerifier verifier = new BundleVerifier(limits, sink);
    verifier.feed(archive, 0, archive.length);
    return verifier.finish();
  }

  public static Verdict.Intact intact(byte[] archive) {
    Verdict verdict = verify(archive);
    assertThat(verdict).isInstanceOf(Verdict.Intact.class);
    return (Verdict.Intact) verdict;
  }

  public static byte[] gunzip(byte[] archive) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] gzip(byte[] tar) {
    return gzip(tar, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
  }

  /** Packs with another level and strategy of the deflater, and the writer's gzip header. */
  public static byte[] gzip(byte[] tar, int level, int strategy) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(BundleLayout.gzipHeader());
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(tar);
    deflater.finish();
    byte[] piece = new byte[8192];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(tar);
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(trailer.putInt((int) crc.getValue()).putInt(tar.length).array());
    return out.toByteArray();
  }

  /** A tar of regular files in the writer's form: name, bytes, name, bytes ... */
  public static byte[] tar(Object... namesAndBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      byte[] bytes = (byte[]) namesAndBytes[i + 1];
      out.writeBytes(TarHeader.canonicalBytes((String) namesAndBytes[i], bytes.length));
      out.writeBytes(bytes);
      out.writeBytes(new byte[-bytes.length & 511]);
    }
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  /** A bundle of these events, hashes and manifest made to fit; content hashes are replaced. */
  public static byte[] bundle(List<Json.Obj> events, Json.Obj producer) {
    StringBuilder text = new StringBuilder();
    RunRoot root = new RunRoot();
    for (Json.Obj event : events) {
      String hash = ContentHash.of(event);
      root.add(hash);
      text.append(CanonicalJson.canonicalText(with(event, "assaycontenthash", new Json.Str(hash))))
          .append('\n');
    }
    byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
    String runRoot = root.text();
    Json.Obj file =
        Json.object()
            .put("path", "events.ndjson")
            .put("bytes", lines.length)
            .put("sha256", Sha256.text(lines))
            .build();
    Json.Obj algorithms =
        Json.object()
            .put("canon", "jcs-rfc8785")
            .put("hash", "sha256")
            .put("root", "sha256(concat(content_hash + \"\\n\"))")
            .build();
    Json.Obj manifest =
        Json.object()
            .put("schema_version", 1)
            .put("bundle_id", runRoot)
            .put("run_root", runRoot)
            .put("run_id", events.getLast().string("assayrunid").orElse("none"))
            .put("event_count", events.size())
            .put("producer", producer)
            .put("algorithms", algorithms)
            .put("files", Json.object().put("events.ndjson", file).build())
            .build();
    return gzip(
        tar("manifest.json", CanonicalJson.canonicalBytes(manifest), "events.ndjson", lines));
  }

  /** The object with one member replaced, added, or, given null, left out. */
  public static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    if (value == null) {
      members.remove(name);
    } else {
      members.put(name, value);
    }
    return new Json.Obj(members);
  }
}
