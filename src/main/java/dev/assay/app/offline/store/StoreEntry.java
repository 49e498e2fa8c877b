package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What the index says about one archive. All of it follows from the archive, so that the same
 * archive has the same entry whoever makes it.
 *
 * @param archive SHA-256 of the archive, hex
 * @param bytes its length
 * @param bundleId the bundle id
 * @param runId the run
 * @param events how many
 * @param span times of the first and last event
 */
public record StoreEntry(
    String archive, long bytes, String bundleId, String runId, long events, Span span) {
  /** The schema of an entry. */
  public static final String SCHEMA = "assay.store.entry.v1";

  /** More than an entry with the longest run id can have. */
  static final int MAX_BYTES = 1 << 20;

  /** Times of the first and last event, by the recorder's clock. */
  public record Span(String first, String last) {
    /** Gives the UTC day of the first event. */
    public String day() {
      return OffsetDateTime.parse(first)
          .withOffsetSameInstant(ZoneOffset.UTC)
          .toLocalDate()
          .toString();
    }

    boolean isReadable() {
      try {
        return !day().isEmpty();
      } catch (DateTimeException e) {
        return false;
      }
    }
  }

  /** Gives the entry of an intact bundle. */
  public static StoreEntry of(Verdict.Intact intact) {
    BundleFacts facts = intact.facts();
    BundleFacts.Manifest manifest = intact.bundle().manifest();
    String first = facts.events().earliest();
    String last = facts.events().latest();
    if (first == null || last == null) {
      throw new BugException("an intact bundle has events");
    }
    return new StoreEntry(
        intact.bundle().archiveDigest().substring(Sha256.PREFIX.length()),
        facts.archive().bytes(),
        manifest.bundleId(),
        manifest.runId(),
        facts.events().count(),
        new Span(first, last));
  }

  /** Gives the keys of the index objects, each of which holds {@link #content}. */
  public List<String> keys() {
    String name = StoreKeys.entry(archive);
    return List.of(
        StoreKeys.bundle(bundleId) + name,
        StoreKeys.run(runId) + name,
        StoreKeys.day(span.day()) + name);
  }

  /** Gives the entry as a document. */
  public Json.Obj json() {
    return Json.object()
        .put("schema", SCHEMA)
        .put("archive_sha256", Sha256.PREFIX + archive)
        .put("archive_bytes", bytes)
        .put("bundle_id", bundleId)
        .put("run_id", runId)
        .put("event_count", events)
        .put("first_event", span.first())
        .put("last_event", span.last())
        .build();
  }

  /** Gives the bytes of its index objects. */
  public StoreContent content() {
    return StoreContent.of(CanonicalJson.canonicalBytes(json()));
  }

  /** Reads an index object; empty unless it is one, in the form we write. */
  public static Optional<StoreEntry> read(byte[] bytes) {
    if (!(JsonReader.read(bytes, JsonLimits.DOCUMENT)
        instanceof JsonReading.Read(Json.Obj object))) {
      return Optional.empty();
    }
    Optional<String> archive = object.string("archive_sha256").flatMap(StoreKeys::digits);
    Optional<String> bundle = object.string("bundle_id");
    Optional<String> run = object.string("run_id");
    Optional<String> first = object.string("first_event");
    Optional<String> last = object.string("last_event");
    if (archive.isEmpty()
        || bundle.isEmpty()
        || run.isEmpty()
        || first.isEmpty()
        || last.isEmpty()) {
      return Optional.empty();
    }
    StoreEntry entry =
        new StoreEntry(
            archive.get(),
            object.integer("archive_bytes").orElse(-1L),
            bundle.get(),
            run.get(),
            object.integer("event_count").orElse(-1L),
            new Span(first.get(), last.get()));
    return entry.json().equals(object) && entry.span().isReadable()
        ? Optional.of(entry)
        : Optional.empty();
  }
}
