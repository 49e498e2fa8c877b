package dev.assay.core.evidence.verify;

import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonFault;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a bundle, read and checked. Source: {@code evidence.md} 2.2, 3.1 step 4.
 *
 * @param said what it says of the bundle
 * @param runRoot the root over all content hashes
 * @param eventsDigest digest of the events file, with or without {@code sha256:}
 * @param eventsBytes its length
 */
record BundleManifest(
    BundleFacts.Manifest said, String runRoot, String eventsDigest, long eventsBytes) {
  static final String NAME = "manifest.json";
  static final String EVENTS = "events.ndjson";

  /** The {@code algorithms} member; the root holds a backslash and an n, not a line feed. */
  static final Json.Obj ALGORITHMS =
      Json.object()
          .put("canon", "jcs-rfc8785")
          .put("hash", "sha256")
          .put("root", "sha256(concat(content_hash + \"\\n\"))")
          .build();

  private static final long SCHEMA_VERSION = 1;

  /** Reads a manifest; null when a problem was noted. */
  static @Nullable BundleManifest read(
      byte[] text, int length, int depth, VerificationNotes notes) {
    JsonReading reading = JsonReader.read(text, 0, length, JsonLimits.EVIDENCE.withDepth(depth));
    return switch (reading) {
      case JsonReading.Refused refused -> {
        boolean deep = refused.fault() == JsonFault.NESTING_TOO_DEEP;
        notes.stop(
            deep ? BundleCode.LIMIT_JSON_DEPTH : BundleCode.CONTRACT_INVALID_JSON,
            "the manifest is not strict json: " + refused.fault().sentence(),
            new Position(NAME, 0, -1, refused.offset()));
        yield null;
      }
      case JsonReading.Read read -> {
        byte[] canonical = CanonicalJson.canonicalBytes(read.value());
        if (!Arrays.equals(canonical, 0, canonical.length, text, 0, length)) {
          notes.differs("manifest.json is not canonical json");
        }
        yield judge(read.value(), notes);
      }
    };
  }

  private static @Nullable BundleManifest judge(Json value, VerificationNotes notes) {
    if (!(value instanceof Json.Obj manifest)) {
      return refuse(notes, BundleCode.CONTRACT_INVALID_JSON, "the manifest is not an object");
    }
    long version = manifest.integer("schema_version").orElse(-1L);
    if (version < 0) {
      return refuse(notes, BundleCode.CONTRACT_INVALID_JSON, "`schema_version` must be an integer");
    }
    if (version != SCHEMA_VERSION) {
      return refuse(
          notes,
          BundleCode.CONTRACT_SCHEMA_VERSION,
          "`schema_version` is not 1, the only known one");
    }
    String fault = shapeFault(manifest);
    if (fault != null) {
      return refuse(notes, BundleCode.CONTRACT_INVALID_JSON, fault + otherArchive(manifest));
    }
    if (!sameAlgorithms(member(manifest, "algorithms"))) {
      return refuse(
          notes,
          BundleCode.CONTRACT_ALGORITHM,
          "`algorithms` are not jcs-rfc8785, sha256 and the run root of the format");
    }
    return files(manifest, member(manifest, "files"), notes);
  }

  private static @Nullable BundleManifest files(
      Json.Obj manifest, Json.Obj files, VerificationNotes notes) {
    if (!(files.get(EVENTS) instanceof Json.Obj events)) {
      return refuse(notes, BundleCode.CONTRACT_MISSING_FILE, "`files` does not list events.ndjson");
    }
    if (files.members().size() != 1) {
      return refuse(
          notes,
          BundleCode.CONTRACT_MISSING_FILE,
          "`files` lists more than events.ndjson; a bundle holds nothing else");
    }
    if (!text(events, "path").equals(EVENTS)) {
      return refuse(
          notes,
          BundleCode.CONTRACT_INVALID_MANIFEST,
          "the `path` of events.ndjson differs from its name");
    }
    String digest = text(events, "sha256");
    if (!digest.startsWith("sha256:")) {
      notes.differs("the file digest in manifest.json has no `sha256:` prefix");
    }
    BundleFacts.Manifest said =
        new BundleFacts.Manifest(
            text(manifest, "bundle_id"),
            text(manifest, "run_id"),
            manifest.integer("event_count").orElse(0L),
            member(manifest, "producer"),
            manifest);
    return new BundleManifest(
        said, text(manifest, "run_root"), digest, events.integer("bytes").orElse(0L));
  }

  /** Gives the first member that is missing or of the wrong type, or null. */
  private static @Nullable String shapeFault(Json.Obj manifest) {
    for (String name : new String[] {"bundle_id", "run_id", "run_root"}) {
      if (manifest.string(name).isEmpty()) {
        return "`" + name + "` must be a string";
      }
    }
    if (manifest.integer("event_count").orElse(-1L) < 0) {
      return "`event_count` must be an integer from 0 up";
    }
    for (String name : new String[] {"producer", "algorithms", "files"}) {
      if (manifest.object(name).isEmpty()) {
        return "`" + name + "` must be an object";
      }
    }
    Json.Obj producer = member(manifest, "producer");
    if (producer.string("name").isEmpty() || producer.string("version").isEmpty()) {
      return "`producer` must have a name and a version";
    }
    if (!EventEnvelope.optionalString(producer.get("git"))) {
      return "the `git` of `producer` must be a string";
    }
    for (Json file : member(manifest, "files").members().values()) {
      boolean shaped =
          file instanceof Json.Obj entry
              && entry.string("path").isPresent()
              && entry.string("sha256").isPresent()
              && entry.integer("bytes").orElse(-1L) >= 0;
      if (!shaped) {
        return "each of `files` must have path, sha256 and bytes";
      }
    }
    return null;
  }

  private static String otherArchive(Json.Obj manifest) {
    return manifest.get("assay_version") != null
        ? "; this looks like a replay bundle, not an evidence bundle"
        : "";
  }

  private static boolean sameAlgorithms(Json.Obj algorithms) {
    for (String name : ALGORITHMS.members().keySet()) {
      if (!text(algorithms, name).equals(text(ALGORITHMS, name))) {
        return false;
      }
    }
    return true;
  }

  private static String text(Json.Obj object, String name) {
    return object.string(name).orElse("");
  }

  private static Json.Obj member(Json.Obj object, String name) {
    return object.object(name).orElse(Json.Obj.EMPTY);
  }

  private static @Nullable BundleManifest refuse(
      VerificationNotes notes, BundleCode code, String message) {
    notes.stop(code, message, new Position(NAME, 0, -1, -1));
    return null;
  }
}
