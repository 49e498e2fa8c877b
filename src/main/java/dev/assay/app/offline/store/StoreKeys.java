package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The layout of a store: which key holds what. Source: {@code evidence.md} 7.1. */
public final class StoreKeys {
  /** Where bundles and their sidecars are. */
  public static final String OBJECTS = "objects/sha256/";

  /** Where entries per day of the first event are. */
  public static final String DAYS = "index/day/";

  /** Where all entries are. */
  public static final String INDEX = "index/";

  /** Where probes are made. */
  public static final String PROBES = "probe/";

  private static final String ARCHIVE = ".tar.gz";
  private static final String ENTRY = ".json";
  private static final int SHARD = 2;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern SUFFIX = Pattern.compile("(\\.[A-Za-z0-9_-]{1,32}){1,4}");

  private StoreKeys() {}

  /** Tells whether a text is a SHA-256 in lower-case hex. */
  public static boolean isDigest(String hex) {
    return HEX.matcher(hex).matches();
  }

  /** Gives the digits of {@code sha256:<hex>}; empty for anything else. */
  public static Optional<String> digits(String digest) {
    boolean prefixed = digest.startsWith(Sha256.PREFIX);
    String hex = prefixed ? digest.substring(Sha256.PREFIX.length()) : "";
    return isDigest(hex) ? Optional.of(hex) : Optional.empty();
  }

  /** Gives the key of an archive. */
  public static String object(String archive) {
    return OBJECTS + archive.substring(0, SHARD) + '/' + archive + ARCHIVE;
  }

  /** Gives the digest that an archive's key promises; empty for a sidecar or a foreign key. */
  public static Optional<String> archiveOf(String key) {
    int name = OBJECTS.length() + SHARD + 1;
    if (!key.startsWith(OBJECTS) || !key.endsWith(ARCHIVE) || key.length() <= name) {
      return Optional.empty();
    }
    String hex = key.substring(name, key.length() - ARCHIVE.length());
    return isDigest(hex) && object(hex).equals(key) ? Optional.of(hex) : Optional.empty();
  }

  /** Tells whether a key is that of a sidecar of an archive. */
  public static boolean isSidecar(String key) {
    int archive = key.indexOf(ARCHIVE);
    return archive > 0
        && archiveOf(key.substring(0, archive + ARCHIVE.length())).isPresent()
        && isSuffix(key.substring(archive + ARCHIVE.length()));
  }

  /** Tells whether a file name may go on so after the name of its bundle. */
  public static boolean isSuffix(String suffix) {
    return SUFFIX.matcher(suffix).matches();
  }

  /** Gives the prefix of the entries of a bundle id. */
  public static String bundle(String bundleId) {
    return INDEX + "bundle/" + digits(bundleId).orElse(token(bundleId)) + '/';
  }

  /** Gives the prefix of the entries of a run. */
  public static String run(String runId) {
    return INDEX + "run/" + token(runId) + '/';
  }

  /** Gives the prefix of the entries of a day, {@code 2026-01-31}. */
  public static String day(String day) {
    return DAYS + day + '/';
  }

  /** Gives the name of an archive's entry below such a prefix. */
  public static String entry(String archive) {
    return archive + ENTRY;
  }

  /** Gives the archive that an index key names; empty for a foreign key. */
  public static Optional<String> indexed(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    String hex = name.endsWith(ENTRY) ? name.substring(0, name.length() - ENTRY.length()) : "";
    return isDigest(hex) ? Optional.of(hex) : Optional.empty();
  }

  /** Plain ids stay readable; others become a digest, which no plain id looks like. */
  private static String token(String id) {
    return PLAIN.matcher(id).matches() ? id : '_' + Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
  }
}
