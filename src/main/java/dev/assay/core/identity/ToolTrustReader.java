package dev.assay.core.identity;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trust policy for tools strictly: {@code require_signed}, {@code trusted_key_ids}, {@code
 * trusted_keys}. What names nobody and demands a signature is refused, since it would deny
 * everything. Key files are read by the port. The page is {@code
 * docs/reference/tool-signatures.md}.
 */
public final class ToolTrustReader {
  private static final String CODE = "tool_trust.refused";
  private static final StrictMapping.Codes CODES =
      new StrictMapping.Codes(CODE, CODE, CODE, CODE, CODE);
  private static final int MAX_KEYS = 256;
  private static final List<String> TOP =
      Collections.unmodifiableList(
          Arrays.asList("require_signed", "trusted_key_ids", "trusted_keys"));
  private static final List<String> KEY =
      Collections.unmodifiableList(Arrays.asList("key_id", "name", "public_key_path"));

  /** Gives the public key in a file that the trust policy names, relative to it. */
  public interface KeySource {
    /** Reads one. */
    VerifyingKeyReading read(String path);
  }

  /** What became of a document. */
  public sealed interface Reading {
    /** It can be used. */
    record Read(ToolTrust trust) implements Reading {}

    /** It is refused whole; every problem with its place. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  private final StrictMapping root;
  private final KeySource files;
  private final Map<String, Optional<VerifyingKey>> keys = new LinkedHashMap<>();

  private ToolTrustReader(StrictMapping root, KeySource files) {
    this.root = root;
    this.files = files;
  }

  /** Reads a document's bytes. */
  public static Reading read(byte[] yaml, String documentName, KeySource files) {
    StrictMapping.Opened opened =
        StrictMapping.open(yaml, documentName, CODES, "a trust policy for tools");
    StrictMapping.Document document = opened.document();
    if (opened.root().isEmpty()) {
      return new Reading.Refused(document.problemsInOrder());
    }
    ToolTrust trust = new ToolTrustReader(opened.root().get(), files).trust();
    return document.problems().isEmpty()
        ? new Reading.Read(trust)
        : new Reading.Refused(document.problemsInOrder());
  }

  private ToolTrust trust() {
    root.refuseUnknown(TOP);
    boolean required = root.flag("require_signed");
    for (String id : root.strings("trusted_key_ids")) {
      add(root, "trusted_key_ids", id, Optional.empty());
    }
    for (StrictMapping entry : root.mappings("trusted_keys")) {
      key(entry);
    }
    if (required && keys.isEmpty()) {
      refuse(
          root, "require_signed", "no key is trusted, so every tool would be denied", "list one");
    }
    if (keys.size() > MAX_KEYS) {
      refuse(root, "trusted_keys", "more than " + MAX_KEYS + " keys are listed", null);
    }
    return new ToolTrust(required, keys);
  }

  private void key(StrictMapping entry) {
    entry.refuseUnknown(KEY);
    entry.string("name");
    String id = entry.required("key_id");
    Optional<String> path = entry.string("public_key_path");
    Optional<VerifyingKey> key = Optional.empty();
    if (path.isPresent()) {
      switch (files.read(path.get())) {
        case VerifyingKeyReading.Usable usable -> key = Optional.of(usable.key());
        case VerifyingKeyReading.Unusable unusable ->
            refuse(
                entry, "public_key_path", unusable.problem().message(), unusable.problem().hint());
      }
    }
    if (key.isPresent() && !key.get().keyId().equals(id)) {
      refuse(entry, "key_id", "the key in the file is `" + key.get().keyId() + "`", null);
    } else if (key.isPresent() && !key.get().isEd25519()) {
      refuse(entry, "public_key_path", "tools are signed with Ed25519 keys only", null);
    }
    if (!id.isEmpty()) {
      add(entry, "key_id", id, key);
    }
  }

  private void add(StrictMapping at, String member, String id, Optional<VerifyingKey> key) {
    if (!ToolLockReader.isDigest(id)) {
      refuse(at, member, "a key id is `sha256:` and 64 lower-case hex digits", null);
    } else if (keys.putIfAbsent(id, key) != null) {
      refuse(at, member, "the key `" + id + "` is listed twice", "keep one entry for each key");
    }
  }

  private static void refuse(
      StrictMapping at, String member, String message, @Nullable String hint) {
    at.refuse(CODE, member, message, hint);
  }
}
