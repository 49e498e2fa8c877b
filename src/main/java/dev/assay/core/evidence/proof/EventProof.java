package dev.assay.core.evidence.proof;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * One event of a sealed bundle and everything that ties it to the bundle id.
 *
 * <p>An instance exists only when all of its parts agree: the line with its content hash, the line
 * with the envelope root that the seal declares, seal and line with the list of content hashes, the
 * list with the bundle id. That makes it consistent, not true: anybody can make a consistent proof
 * of an invented bundle, so it says something only to a reader who knows the bundle id, or the
 * envelope root, from elsewhere.
 */
public final class EventProof {
  /** The document's schema. */
  public static final String SCHEMA = "assay.event_proof.v1";

  /** The largest proof that is read: a bundle with the default number of events needs a quarter. */
  public static final int MAX_BYTES = 32 << 20;

  /** The members of an event that its content hash binds. */
  private static final String[] HASHED = {
    "specversion", "type", "datacontenttype", "subject", "data"
  };

  private final Json.Obj document;
  private final Parts parts;

  EventProof(Json.Obj document, Parts parts) {
    this.document = document;
    this.parts = parts;
  }

  /**
   * What a proof is made of.
   *
   * @param line the event as it stands in the bundle, without its line end
   * @param event the same, read
   * @param path the nodes from the line up to the envelope root
   * @param seal the hashed members of the seal
   * @param contentHashes those of every event, the seal's last
   */
  record Parts(
      String line, Json.Obj event, List<byte[]> path, Json.Obj seal, List<String> contentHashes) {
    Parts {
      path = Collections.unmodifiableList(new ArrayList<>(path));
      contentHashes = Collections.unmodifiableList(new ArrayList<>(contentHashes));
    }
  }

  /** What became of some bytes. */
  public sealed interface Reading {
    /** They are a consistent proof. */
    record Read(EventProof proof) implements Reading {}

    /** They are none. */
    record Refused(Problem problem) implements Reading {}
  }

  /**
   * Reads a proof and checks that everything in it agrees. Never throws for any bytes; a file in
   * any other form than {@link #bytes} gives is refused, so that no byte of it can be changed.
   */
  public static Reading read(byte[] file) {
    return ProofReader.read(file);
  }

  /**
   * Puts a proof together and checks it.
   *
   * @param line the event's line
   * @param path the nodes from the line to the envelope root
   * @param sealEnvelope the seal as it stands in the bundle
   * @param contentHashes those of every event, the seal's last
   * @param bundleId the bundle id
   */
  public static Reading of(
      byte[] line,
      List<byte[]> path,
      Json.Obj sealEnvelope,
      List<String> contentHashes,
      String bundleId) {
    Json.ObjBuilder seal = Json.object();
    for (String name : HASHED) {
      Json member = sealEnvelope.get(name);
      seal.put(name, member == Json.Null.NULL ? null : member);
    }
    List<String> nodes = path.stream().map(node -> HexFormat.of().formatHex(node)).toList();
    Json.Obj document =
        Json.object()
            .put("schema", SCHEMA)
            .put("bundle_id", bundleId)
            .put("line", new String(line, StandardCharsets.UTF_8))
            .put("path", Json.Arr.ofStrings(nodes))
            .put("seal", seal.build())
            .put("content_hashes", Json.Arr.ofStrings(contentHashes))
            .build();
    return read(bytes(document));
  }

  /** Gives the one form of this proof: canonical JSON in ASCII, and a line end. */
  public byte[] bytes() {
    return bytes(document);
  }

  /** RFC 8785, with everything that is not printable ASCII as an escape. */
  static byte[] bytes(Json.Obj document) {
    String canonical = CanonicalJson.canonicalText(document);
    StringBuilder ascii = new StringBuilder(canonical.length() + 1);
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (c < 0x7F) {
        ascii.append(c);
      } else {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return ascii.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives the event. */
  public Json.Obj event() {
    return parts.event();
  }

  /** Gives the bundle id that the proof leads to. */
  public String bundleId() {
    return document.string("bundle_id").orElse("");
  }

  /** Gives the envelope root that the proof leads to, 64 hex digits. */
  public String envelopeRoot() {
    return sealData().string("envelope_root").orElse("");
  }

  /** Gives what the seal says; bound by the bundle id, not by the envelope root. */
  public Json.Obj sealData() {
    return parts.seal().object("data").orElse(Json.Obj.EMPTY);
  }

  /** Gives the place of the event, from 0. */
  public long index() {
    return parts.event().integer("assayseq").orElse(-1L);
  }

  /** Gives how many events come before the seal. */
  public long size() {
    return parts.contentHashes().size() - 1L;
  }
}
