package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes to be stored: their number and digest are known before, and they can be read again. */
public interface StoreContent {
  /** Gives how many there are. */
  long bytes();

  /** Gives their SHA-256, 64 lower-case hex digits. */
  String sha256();

  /** Opens them from the start. */
  InputStream open() throws IOException;

  /** Gives bytes in memory as content. */
  static StoreContent of(byte[] bytes) {
    String digest = Sha256.hex(bytes);
    return new StoreContent() {
      @Override
      public long bytes() {
        return bytes.length;
      }

      @Override
      public String sha256() {
        return digest;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
