package dev.assay.adapter.objects;

import dev.assay.app.offline.store.StoreContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A stretch of content as the body of a request: streamed, and opened again for each attempt. */
final class S3Body {
  private S3Body() {}

  static RequestBody of(StoreContent content) {
    return of(content, 0, content.bytes());
  }

  static RequestBody of(StoreContent content, long from, long length) {
    ContentStreamProvider provider =
        () -> {
          try {
            return new Stretch(content.open(), from, length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return RequestBody.fromContentProvider(provider, length, "application/octet-stream");
  }

  /** Gives the form of a digest in headers. */
  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  /** Part of a stream. */
  static final class Stretch extends FilterInputStream {
    private long left;

    Stretch(InputStream in, long from, long length) throws IOException {
      super(in);
      in.skipNBytes(from);
      left = length;
    }

    @Override
    public int read() throws IOException {
      int b = left > 0 ? super.read() : -1;
      left -= b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int n = super.read(into, from, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
