package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.frame.TarHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
