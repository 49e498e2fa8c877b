package dev.assay.core.attest;

import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * An in-toto Statement v1 as we write it: about an evidence bundle ({@code evidence.md} 5.2), or
 * about another artifact with somebody else's predicate. Only the first kind is an attestation of a
 * bundle to our own verifier.
 *
 * @param json the statement
 */
public record Statement(Json.Obj json) {
  /** The {@code _type} of every statement. */
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What is stated about an evidence bundle. */
  public static final String BUNDLE_PREDICATE =
      "https://docs.getassay.dev/attestation/evidence-bundle/v1";

  /** How the run root is named in the predicate. */
  static final String EQUIVALENCE = "assay-run-root-v1";

  /** What became of members to add. */
  public sealed interface Extension {
    /** The statement that has them. */
    record Extended(Statement statement) implements Extension {}

    /** These names belong to members that are recomputed from the bundle. */
    record Reserved(Set<String> names) implements Extension {}
  }

  /**
   * Gives the statement about a bundle that was just sealed. Its subject is the archive file, so
   * that generic tools can match it; the run root stands in the predicate.
   */
  public static Statement about(BundleIdentity bundle) {
    EventOrigin.Producer producer = bundle.origin().producer();
    String build = producer.build();
    return statement(
        bundle.bundleId(),
        bundle.archiveSha256(),
        Json.object()
            .put("run_id", bundle.origin().runId())
            .put("event_count", bundle.events())
            .put(
                "producer",
                producer(
                    producer.name(),
                    producer.version(),
                    build.equals(EventOrigin.UNKNOWN_BUILD) ? "" : build))
            .put("time_window", window(bundle.firstTime().toString(), bundle.lastTime().toString()))
            .build());
  }

  /** Gives the statement about a verified bundle: the same one as when it was sealed. */
  public static Statement about(VerifiedBundle bundle) {
    BundleFacts.Manifest manifest = bundle.manifest();
    Json.Obj producer = manifest.producer();
    BundleFacts.Events events = bundle.facts().events();
    return statement(
        manifest.bundleId(),
        bundle.archiveDigest().substring("sha256:".length()),
        Json.object()
            .put("run_id", manifest.runId())
            .put("event_count", events.count())
            .put(
                "producer",
                producer(
                    producer.string("name").orElse(""),
                    producer.string("version").orElse(""),
                    producer.string("git").orElse("")))
            .put(
                "time_window",
                window(
                    Objects.requireNonNullElse(events.earliest(), ""),
                    Objects.requireNonNullElse(events.latest(), "")))
            .build());
  }

  /**
   * Gives a statement with any predicate.
   *
   * @param name of the one subject
   * @param sha256 of the subject, 64 hex digits
   * @param predicateType identity of the predicate; never {@link #BUNDLE_PREDICATE}
   */
  public static Statement of(String name, String sha256, String predicateType, Json.Obj predicate) {
    if (predicateType.equals(BUNDLE_PREDICATE)) {
      throw new BugException("a statement about a bundle is recomputed from the bundle");
    }
    return about(name, sha256, predicateType, predicate);
  }

  private static Json.Obj producer(String name, String version, String git) {
    return Json.object().put("name", name).put("version", version).put("git", git).build();
  }

  private static Json.Obj window(String start, String end) {
    return Json.object().put("start", start).put("end", end).build();
  }

  private static Statement statement(String bundleId, String archiveSha256, Json.Obj run) {
    Json.Obj predicate =
        Json.object()
            .put("schema_version", 1)
            .put(
                "semantic_equivalence",
                Json.object().put("algorithm", EQUIVALENCE).put("value", bundleId).build())
            .put("run", run)
            .build();
    return about(bundleId, archiveSha256, BUNDLE_PREDICATE, predicate);
  }

  private static Statement about(
      String name, String sha256, String predicateType, Json.Obj predicate) {
    Json.Obj subject =
        Json.object()
            .put("name", name)
            .put("digest", Json.object().put("sha256", sha256).build())
            .build();
    return new Statement(
        Json.object()
            .put("_type", TYPE)
            .put("subject", new Json.Arr(List.of(subject)))
            .put("predicateType", predicateType)
            .put("predicate", predicate)
            .build());
  }

  /**
   * Gives this statement with further members in {@code predicate.run}, the one place where readers
   * take members they do not know. Those that are recomputed cannot be replaced.
   */
  public Extension with(Json.Obj additional) {
    Set<String> reserved = new TreeSet<>(StatementReader.RUN_MEMBERS);
    reserved.retainAll(additional.members().keySet());
    if (!reserved.isEmpty()) {
      return new Extension.Reserved(reserved);
    }
    Json.Obj predicate = json.object("predicate").orElse(Json.Obj.EMPTY);
    Json.ObjBuilder run = copy(predicate.object("run").orElse(Json.Obj.EMPTY));
    additional.members().forEach(run::put);
    Json.Obj extended = copy(predicate).put("run", run.build()).build();
    return new Extension.Extended(new Statement(copy(json).put("predicate", extended).build()));
  }

  private static Json.ObjBuilder copy(Json.Obj object) {
    Json.ObjBuilder copy = Json.object();
    object.members().forEach(copy::put);
    return copy;
  }

  /** Gives the bytes that are signed as payload. */
  public byte[] canonicalBytes() {
    return CanonicalJson.canonicalBytes(json);
  }
}
