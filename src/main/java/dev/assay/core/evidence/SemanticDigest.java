package dev.assay.core.evidence;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The soft digest: equal for records that mean the same although some of their lists are written in
 * another order.
 *
 * <p>It is no part of the content hash, is never looked at when a bundle is verified, and what an
 * event states of itself is never trusted: whoever wants it computes it from the payload. Source:
 * {@code evidence.md} 4.
 */
public final class SemanticDigest {
  /** The only profile whose digests we compare. */
  public static final String PROFILE = "assay.semantic-digest.jcs-rfc8785.v1";

  private SemanticDigest() {}

  /** What came of a record. */
  public sealed interface Outcome {
    /**
     * The digest.
     *
     * @param digest {@code sha256:<hex>}
     * @param preimage the canonical text it is made of
     */
    record Computed(String digest, String preimage) implements Outcome {}

    /** The record or a path cannot be what it is said to be. */
    record Refused(Fault fault) implements Outcome {}
  }

  /** Why there is no digest. */
  public enum Fault {
    /** A set path has no names. */
    EMPTY_PATH("EmptyPath"),
    /** What is registered as a set is not a list of strings. */
    MALFORMED_SET_VALUE("MalformedSetValue");

    private final String wire;

    Fault(String wire) {
      this.wire = wire;
    }

    /** Gives the name in the published cases. */
    public String wire() {
      return wire;
    }
  }

  /**
   * Computes the digest of a record.
   *
   * @param record the payload
   * @param setPaths lists of strings whose order means nothing, each by the names that lead to it;
   *     one that leads nowhere is skipped
   * @param profile the rules in force; bound into the digest
   */
  public static Outcome of(Json record, List<List<String>> setPaths, String profile) {
    Json normalised = record;
    for (List<String> path : setPaths) {
      if (path.isEmpty()) {
        return new Outcome.Refused(Fault.EMPTY_PATH);
      }
      if (isMalformed(normalised, path)) {
        return new Outcome.Refused(Fault.MALFORMED_SET_VALUE);
      }
      normalised = normalised(normalised, path);
    }
    Json.Obj preimage =
        Json.object().put("canonicalization_profile", profile).put("record", normalised).build();
    byte[] bytes = CanonicalJson.canonicalBytes(preimage);
    return new Outcome.Computed(Sha256.text(bytes), CanonicalJson.canonicalText(preimage));
  }

  private static boolean isMalformed(Json value, List<String> path) {
    if (path.isEmpty()) {
      return !(value instanceof Json.Arr array)
          || !array.items().stream().allMatch(Json.Str.class::isInstance);
    }
    Json next = value instanceof Json.Obj object ? object.get(path.getFirst()) : null;
    return next != null && isMalformed(next, path.subList(1, path.size()));
  }

  private static Json normalised(Json value, List<String> path) {
    if (path.isEmpty()) {
      return value instanceof Json.Arr array ? asSet(array) : value;
    }
    Json next = value instanceof Json.Obj object ? object.get(path.getFirst()) : null;
    if (next == null) {
      return value;
    }
    Json.ObjBuilder changed = Json.object();
    ((Json.Obj) value).members().forEach(changed::put);
    return changed.put(path.getFirst(), normalised(next, path.subList(1, path.size()))).build();
  }

  private static Json asSet(Json.Arr array) {
    TreeSet<String> texts = new TreeSet<>(CodePointOrder.ASCENDING);
    for (Json item : array.items()) {
      texts.add(item instanceof Json.Str text ? text.value() : "");
    }
    return Json.Arr.ofStrings(new ArrayList<>(texts));
  }
}
