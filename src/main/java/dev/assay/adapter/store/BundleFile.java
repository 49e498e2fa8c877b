package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One bundle on its way into place: written under a partial name, forced, linked to its name in one
 * step. Never overwrites: a name taken by other contents leads to the next free one.
 */
final class BundleFile {
  private static final String PARTIAL = ".partial";
  private static final String SIGNATURE = BundleLayout.ATTESTATION_ENDING;

  /** More files of one name than this are somebody else's doing. */
  private static final int MAX_ATTEMPTS = 100;

  private final Disk disk;
  private final Path target;
  private final Path partial;
  private String sha256 = "";

  BundleFile(Disk disk, Path target) {
    this.disk = disk;
    this.target = target;
    this.partial = target.resolveSibling(target.getFileName() + PARTIAL);
  }

  /** Gives the archive's digest, hex; after {@link #write}. */
  String sha256() {
    return sha256;
  }

  /**
   * Second pass: writes the archive under its partial name and forces it. What differs from the
   * first pass is noticed at the end.
   */
  Optional<BundleFault> write(BundlePlan.Planned plan, DiskFile journal, ContentHashes hashes)
      throws IOException {
    disk.delete(partial);
    MessageDigest digest = Sha256.hasher();
    try (DiskFile file = disk.create(partial);
        Output output = new Output(file);
        BundleWriter writer =
            new BundleWriter(
                plan,
                (bytes, from, to) -> {
                  digest.update(bytes, from, to - from);
                  output.take(bytes, from, to);
                })) {
      JournalEvents events = new JournalEvents(journal);
      int index = 0;
      for (byte[] text = events.nextText();
          text != null && index < hashes.size();
          text = events.nextText()) {
        writer.write(hashes.line(index++, text));
      }
      Optional<BundleFault> fault = writer.finish();
      if (fault.isEmpty()) {
        output.flush();
        file.force();
      }
      sha256 = HexFormat.of().formatHex(digest.digest());
      return fault;
    } catch (UncheckedIOException e) {
      disk.delete(partial); // gives the space back; the journal is still there
      throw e.getCause();
    }
  }

  /** Gives the archive its name; what is there already is kept when it is the same. */
  Path publish() throws IOException {
    Path place = link(partial, target, sha256);
    disk.delete(partial);
    disk.forceDirectory(directory(place));
    return place;
  }

  private Path link(Path from, Path wanted, String digest) throws IOException {
    Path name = wanted;
    for (int i = 2; i < MAX_ATTEMPTS; i++) {
      try {
        disk.link(from, name);
        return name;
      } catch (FileAlreadyExistsException e) {
        if (digestOf(disk, name).equals(digest)) {
          return name;
        }
        name = numbered(wanted, i, "-");
      }
    }
    throw new FileAlreadyExistsException(wanted.toString());
  }

  /**
   * Writes the signed statement beside the bundle; the bundle does not depend on it. Throws when
   * something unfinished could not be removed, so that the next start does it all again.
   */
  SealedBundle.Signature sign(Path place, byte[] envelope) throws IOException {
    Path name = place.resolveSibling(place.getFileName() + SIGNATURE);
    Path unfinished = place.resolveSibling(place.getFileName() + SIGNATURE + PARTIAL);
    SealedBundle.Signature signature;
    try {
      signature = new SealedBundle.Signature.Written(statement(unfinished, name, envelope));
    } catch (IOException e) {
      signature =
          new SealedBundle.Signature.Failed(
              StoreProblems.of("evidence.store.sign", "cannot write the signature", name, e));
    }
    disk.delete(unfinished);
    return signature;
  }

  private String statement(Path unfinished, Path name, byte[] envelope) throws IOException {
    disk.delete(unfinished);
    try (DiskFile file = disk.create(unfinished)) {
      file.write(envelope, envelope.length, 0);
      file.force();
    }
    return link(unfinished, name, Sha256.hex(envelope)).toString();
  }

  /** Gives the hex digest of a file. */
  static String digestOf(Disk disk, Path path) throws IOException {
    MessageDigest digest = Sha256.hasher();
    byte[] chunk = new byte[1 << 16];
    try (DiskFile file = disk.open(path)) {
      long at = 0;
      for (int n = file.read(chunk, 0, chunk.length, at);
          n > 0;
          n = file.read(chunk, 0, chunk.length, at)) {
        digest.update(chunk, 0, n);
        at += n;
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Gives the path with a number before its extension. */
  static Path numbered(Path path, int number, String separator) {
    String name = String.valueOf(path.getFileName());
    String stem = stem(name);
    return path.resolveSibling(stem + separator + number + name.substring(stem.length()));
  }

  /** Gives a bundle's file name without its extension. */
  static String stem(String name) {
    String ending = FileEvidenceStore.BUNDLE_ENDING;
    return name.endsWith(ending) && name.length() > ending.length()
        ? name.substring(0, name.length() - ending.length())
        : name;
  }

  static Path directory(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return directory == null ? path.toAbsolutePath() : directory;
  }

  /** Collects small pieces into larger writes. */
  private static final class Output implements AutoCloseable {
    private final DiskFile file;
    private final byte[] buffer = new byte[1 << 16];
    private int count;
    private long position;

    Output(DiskFile file) {
      this.file = file;
    }

    void take(byte[] bytes, int from, int to) {
      int at = from;
      while (at < to) {
        int n = Math.min(to - at, buffer.length - count);
        System.arraycopy(bytes, at, buffer, count, n);
        count += n;
        at += n;
        if (count == buffer.length) {
          flush();
        }
      }
    }

    void flush() {
      try {
        file.write(buffer, count, position);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      position += count;
      count = 0;
    }

    @Override
    public void close() {
      // what was not flushed belongs to an archive that is thrown away
    }
  }
}
