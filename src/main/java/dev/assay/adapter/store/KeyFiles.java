package dev.assay.adapter.store;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.adapter.store.disk.PlainDisk;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keys in files that only their owner can read. A file that group or world can read is refused, not
 * corrected: its contents are known to others already.
 */
public final class KeyFiles {
  private static final String DIGEST_KEY = "args-digest.key";

  /** No private key of ours comes near this. */
  private static final int MAX_KEY_FILE_BYTES = 1 << 16;

  private static final Set<PosixFilePermission> LOOSE =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Disk disk;

  /** Makes access to key files. */
  public KeyFiles() {
    this(new PlainDisk());
  }

  KeyFiles(Disk disk) {
    this.disk = disk;
  }

  /** What asking for the key of keyed digests gave. */
  public sealed interface DigestKey {
    /** The key is ready. */
    record Ready(KeyedDigest digest) implements DigestKey {}

    /** There is no usable key. */
    record Unusable(Problem problem) implements DigestKey {}
  }

  /**
   * Gives the key of this machine's argument digests, {@code args-digest.key} in the state
   * directory, made on first use. Two first uses at once get the same key.
   */
  public DigestKey digestKey(Path stateDirectory) {
    Path path = stateDirectory.resolve(DIGEST_KEY);
    try {
      if (!disk.exists(path)) {
        disk.createDirectories(stateDirectory);
        make(path);
      }
      return keptKey(path);
    } catch (IOException e) {
      return unusable(path, e);
    }
  }

  /** Gives the same key where calls were recorded before; makes none. */
  public DigestKey keptDigestKey(Path stateDirectory) {
    Path path = stateDirectory.resolve(DIGEST_KEY);
    try {
      return disk.exists(path)
          ? keptKey(path)
          : new DigestKey.Unusable(
              StoreProblems.of(
                  "key.missing",
                  "there is no key file `" + path + "`",
                  "only the key of the machine that recorded the calls binds arguments to them;"
                      + " name its state directory with ASSAY_STATE_DIR"));
    } catch (IOException e) {
      return unusable(path, e);
    }
  }

  private static DigestKey unusable(Path path, IOException e) {
    return new DigestKey.Unusable(
        StoreProblems.of("key.unreadable", "cannot use key file", path, e));
  }

  private static DigestKey keptKey(Path path) throws IOException {
    Optional<Problem> loose = looseness(path);
    if (loose.isPresent()) {
      return new DigestKey.Unusable(loose.get());
    }
    byte[] key = contents(path);
    if (key.length != KeyedDigest.KEY_BYTES) {
      Arrays.fill(key, (byte) 0);
      return new DigestKey.Unusable(
          StoreProblems.of(
              "key.length",
              "key file `" + path + "` does not hold " + KeyedDigest.KEY_BYTES + " bytes",
              "move it away to get a new key; digests under the old one stay comparable"
                  + " among themselves only"));
    }
    try (SecretBytes secret = SecretBytes.takingOver(key)) {
      return new DigestKey.Ready(KeyedDigest.of(secret));
    }
  }

  /** Gives a key that nobody keeps: digests under it are comparable within one session only. */
  public KeyedDigest passingKey() {
    byte[] key = new byte[KeyedDigest.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try (SecretBytes secret = SecretBytes.takingOver(key)) {
      return KeyedDigest.of(secret);
    }
  }

  /** Writes a key under a name of its own and links it: whoever is first decides. */
  private void make(Path path) throws IOException {
    byte[] key = new byte[KeyedDigest.KEY_BYTES];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    Path own =
        path.resolveSibling(
            DIGEST_KEY + '.' + Long.toUnsignedString(random.nextLong(), 36) + ".partial");
    try {
      try (DiskFile file = disk.create(own)) {
        file.write(key, key.length, 0);
        file.force();
      }
      disk.link(own, path);
      disk.forceDirectory(BundleFile.directory(path));
    } catch (FileAlreadyExistsException e) {
      return; // another process was first; its key is the key
    } finally {
      Arrays.fill(key, (byte) 0);
      disk.delete(own);
    }
  }

  /** Reads a private key in PEM for signing bundles. */
  public KeyReading signingKey(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new IOException("it is a directory");
      }
      Optional<Problem> loose = looseness(path);
      if (loose.isPresent()) {
        return new KeyReading.Unusable(loose.get());
      }
      byte[] pem = contents(path);
      KeyReading reading = SigningKey.readPem(pem);
      Arrays.fill(pem, (byte) 0);
      return switch (reading) {
        case KeyReading.Usable usable -> usable;
        case KeyReading.Unusable unusable ->
            new KeyReading.Unusable(unusable.problem().in(path.toString()));
      };
    } catch (IOException e) {
      return new KeyReading.Unusable(
          StoreProblems.of("key.unreadable", "cannot read key file", path, e));
    }
  }

  private static Optional<Problem> looseness(Path path) throws IOException {
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(Files.getPosixFilePermissions(path));
    mode.retainAll(LOOSE);
    return mode.isEmpty()
        ? Optional.empty()
        : Optional.of(
            StoreProblems.of(
                "key.permissions",
                "key file `" + path + "` is open to others than its owner",
                "make a new key with mode 0600"));
  }

  private static byte[] contents(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException("not a file");
    }
    BoundedFile.Reading reading = BoundedFile.read(path, MAX_KEY_FILE_BYTES);
    if (reading instanceof BoundedFile.Reading.Refused refused) { // no type switch: ADR 0005
      throw new IOException("it " + refused.why());
    }
    return ((BoundedFile.Reading.Read) reading).bytes();
  }
}
