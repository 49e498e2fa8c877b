package dev.assay.core.evidence.proof;

import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a proof and holds its parts against each other, from the outside in. */
final class ProofReader {
  private static final JsonLimits LIMITS = new JsonLimits(64, 10_000, 1_000_000, 1_048_576);
  private static final List<String> MEMBERS =
      list("schema", "bundle_id", "line", "path", "seal", "content_hashes");
  private static final List<String> SEAL_MEMBERS =
      list("specversion", "type", "datacontenttype", "data");
  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final String NODE = "[0-9a-f]{64}";

  private ProofReader() {}

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  static EventProof.Reading read(byte[] file) {
    if (file.length > EventProof.MAX_BYTES) {
      return refused("it is larger than " + EventProof.MAX_BYTES + " bytes", 0);
    }
    int end = file.length - 1;
    if (end < 0 || file[end] != '\n') {
      return refused("it does not end with a line end", 0);
    }
    return switch (JsonReader.read(file, 0, end, LIMITS)) {
      case JsonReading.Refused wrong ->
          refused("it is not strict json: " + wrong.fault().sentence(), wrong.offset() + 1);
      case JsonReading.Read read when !(read.value() instanceof Json.Obj) ->
          refused("it is not an object", 1);
      case JsonReading.Read read -> document((Json.Obj) read.value(), file);
    };
  }

  private static EventProof.Reading document(Json.Obj document, byte[] file) {
    int difference = Arrays.mismatch(EventProof.bytes(document), file);
    if (difference >= 0) {
      return refused("it is not in the one form a proof has", difference + 1);
    }
    if (document.members().size() != MEMBERS.size()
        || !document.members().keySet().containsAll(MEMBERS)) {
      return refused("it does not have exactly the members of a proof", 0);
    }
    if (!document.string("schema").orElse("").equals(EventProof.SCHEMA)) {
      return refused("`schema` is not " + EventProof.SCHEMA, 0);
    }
    Optional<List<String>> hashes = texts(document.get("content_hashes"), DIGEST);
    Optional<List<String>> nodes = texts(document.get("path"), NODE);
    Optional<Json.Obj> seal = document.object("seal");
    Optional<String> line = document.string("line");
    if (hashes.isEmpty() || nodes.isEmpty() || seal.isEmpty() || line.isEmpty()) {
      return refused("a member does not have the form of the proof's", 0);
    }
    Optional<Json.Obj> event = event(line.get());
    if (event.isEmpty()) {
      return refused("`line` is not an event", 0);
    }
    List<byte[]> path = nodes.get().stream().map(HexFormat.of()::parseHex).toList();
    EventProof proof =
        new EventProof(
            document,
            new EventProof.Parts(line.get(), event.get(), path, seal.get(), hashes.get()));
    String disagreement = disagreement(proof, line.get(), path, seal.get(), hashes.get());
    return disagreement.isEmpty() ? new EventProof.Reading.Read(proof) : refused(disagreement, 0);
  }

  private static Optional<Json.Obj> event(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return JsonReader.read(bytes, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
            && read.value() instanceof Json.Obj event
        ? Optional.of(event)
        : Optional.empty();
  }

  private static Optional<List<String>> texts(@Nullable Json value, String form) {
    if (!(value instanceof Json.Arr array)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Json item : array.items()) {
      if (!(item instanceof Json.Str text) || !text.value().matches(form)) {
        return Optional.empty();
      }
      texts.add(text.value());
    }
    return Optional.of(texts);
  }

  /** Gives the first thing that does not agree, or nothing. */
  private static String disagreement(
      EventProof proof, String line, List<byte[]> path, Json.Obj seal, List<String> hashes) {
    Json.Obj event = proof.event();
    long index = proof.index();
    if (!isSeal(seal)) {
      return "`seal` is not the hashed part of a seal";
    }
    if (hashes.size() < 2 || index < 0 || index >= proof.size()) {
      return "the event is not before the seal";
    }
    if (!runRoot(hashes).equals(proof.bundleId())) {
      return "the content hashes do not lead to the bundle id";
    }
    if (!ContentHash.of(seal).equals(hashes.getLast())) {
      return "the seal is not the last of the content hashes";
    }
    String hash = event.string("assaycontenthash").orElse("");
    if (!ContentHash.of(event).equals(hash) || !hash.equals(hashes.get((int) index))) {
      return "the event is not the one of its place among the content hashes";
    }
    if (proof.sealData().integer("events_before").orElse(-1L) != proof.size()) {
      return "the seal counts other events";
    }
    if (!isOfRun(event, index, proof.sealData())) {
      return "the event is not of the run that was sealed";
    }
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    byte[] leaf = MerkleProof.leafHash(bytes, 0, bytes.length);
    Optional<byte[]> root = MerkleProof.rootOf(leaf, index, proof.size(), path);
    return root.isPresent() && HexFormat.of().formatHex(root.get()).equals(proof.envelopeRoot())
        ? ""
        : "the line does not lead to the envelope root of the seal";
  }

  private static boolean isSeal(Json.Obj seal) {
    return seal.members().size() == SEAL_MEMBERS.size()
        && seal.members().keySet().containsAll(SEAL_MEMBERS)
        && seal.string("type").orElse("").equals(Seal.TYPE)
        && seal.string("specversion").orElse("").equals("1.0")
        && seal.string("datacontenttype").orElse("").equals("application/json")
        && seal.object("data").flatMap(d -> d.string("schema")).orElse("").equals(Seal.SCHEMA);
  }

  private static boolean isOfRun(Json.Obj event, long index, Json.Obj seal) {
    String run = event.string("assayrunid").orElse("");
    return !run.isEmpty()
        && seal.string("run_id").orElse("").equals(run)
        && seal.string("source").equals(event.string("source"))
        && event.string("id").orElse("").equals(run + ":" + index);
  }

  private static String runRoot(List<String> hashes) {
    RunRoot root = new RunRoot();
    hashes.forEach(root::add);
    return root.text();
  }

  private static EventProof.Reading refused(String why, int offset) {
    String place = offset > 0 ? ", byte " + offset : "";
    return new EventProof.Reading.Refused(
        new Problem(
            "proof.refused",
            "the proof does not hold: " + why + place,
            Where.NOWHERE,
            "get it again from its source, or make it again with `assay evidence prove`"));
  }
}
