package dev.assay.testkit;

import dev.assay.core.crypto.MerkleTree;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A bundle taken apart, and put together again with hashes that fit as far as asked for. */
public record OpenedBundle(
    String name, byte[] archive, byte[] tar, Json.Obj manifest, List<String> lines) {
  private static final String HASH = "assaycontenthash";
  private static final String SEAL = "assay.session.sealed";

  /** What is computed again after a change. */
  public enum Fit {
    NOTHING,
    CONTENT_HASHES,
    FILE_DIGEST,
    CONTENT_HASHES_AND_FILE_DIGEST,
    ALL_BUT_SEAL,
    ALL
  }

  public static OpenedBundle of(String name, byte[] archive) {
    Bundles.Contents contents = Bundles.contents(archive);
    return new OpenedBundle(
        name,
        archive,
        Bundles.gunzip(archive),
        (Json.Obj) Vectors.parse(contents.manifest()),
        new String(contents.events(), StandardCharsets.UTF_8).lines().toList());
  }

  public int eventsHeaderAt() {
    int length = CanonicalJson.canonicalBytes(manifest).length;
    return 512 + (length + 511) / 512 * 512;
  }

  /** The event a line holds, or empty when it holds none. */
  public static Optional<Json.Obj> event(String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    return JsonReader.read(text, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
            && read.value() instanceof Json.Obj event
        ? Optional.of(event)
        : Optional.empty();
  }

  /** The line with its event changed; a line without one stays. */
  public static String edit(String line, UnaryOperator<Json> change) {
    Optional<Json> event = event(line).map(change);
    return event.map(CanonicalJson::canonicalText).orElse(line);
  }

  /** Gives each line the sequence number and id of its place. */
  public static void renumber(List<String> lines) {
    for (int seq = 0; seq < lines.size(); seq++) {
      int place = seq;
      lines.set(
          seq,
          edit(
              lines.get(seq),
              event -> {
                String id = ((Json.Obj) event).string("assayrunid").orElse("") + ":" + place;
                return with((Json.Obj) event, "assayseq", Json.Num.of(place), "id", id);
              }));
    }
  }

  /** A bundle of these lines. */
  public byte[] fitted(List<String> changed, Fit fit) {
    List<String> events = new ArrayList<>(changed);
    if (fit == Fit.ALL) {
      reseal(events);
    }
    boolean hashes = fit != Fit.NOTHING && fit != Fit.FILE_DIGEST;
    if (hashes) {
      events.replaceAll(OpenedBundle::rehash);
    }
    Json.Obj fitting = manifest;
    if (fit != Fit.NOTHING && fit != Fit.CONTENT_HASHES) {
      fitting = listing(file(events));
    }
    if (fit.compareTo(Fit.ALL_BUT_SEAL) >= 0) {
      fitting = rooted(fitting, events);
    }
    return packed(fitting, events);
  }

  /** A bundle of the first line and these bytes; only length and digest of the file fit. */
  public byte[] withSecondLine(byte[] line) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(lines.subList(0, 1)));
    file.writeBytes(line);
    file.write('\n');
    byte[] events = file.toByteArray();
    return BundleArchives.gzip(
        BundleArchives.tar(
            "manifest.json",
            CanonicalJson.canonicalBytes(listing(events)),
            "events.ndjson",
            events));
  }

  private Json.Obj listing(byte[] file) {
    Json.Obj entry =
        Json.object()
            .put("path", "events.ndjson")
            .put("bytes", file.length)
            .put("sha256", Sha256.text(file))
            .build();
    return BundleArchives.with(
        manifest, "files", Json.object().put("events.ndjson", entry).build());
  }

  /** An archive of these two, in the writer's form. */
  public byte[] packed(Json.Obj manifest, List<String> lines) {
    return BundleArchives.gzip(
        BundleArchives.tar(
            "manifest.json", CanonicalJson.canonicalBytes(manifest), "events.ndjson", file(lines)));
  }

  private static byte[] file(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String rehash(String line) {
    Optional<Json.Obj> event = event(line);
    if (event.isEmpty()) {
      return line;
    }
    String old = event.get().string(HASH).orElse("none");
    return line.replace(old, ContentHash.of(event.get()));
  }

  private static Json.Obj rooted(Json.Obj manifest, List<String> lines) {
    RunRoot root = new RunRoot();
    String run = manifest.string("run_id").orElse("");
    for (String line : lines) {
      Optional<Json.Obj> event = event(line);
      root.add(event.flatMap(e -> e.string(HASH)).orElse(""));
      run = event.flatMap(e -> e.string("assayrunid")).orElse(run);
    }
    String rooted = root.text();
    return with(
        with(manifest, "event_count", Json.Num.of(lines.size()), "run_root", rooted),
        "run_id",
        new Json.Str(run),
        "bundle_id",
        rooted);
  }

  /** Makes the last line a seal over the lines before it, as a forger would. */
  private static void reseal(List<String> lines) {
    Optional<Json.Obj> last = lines.isEmpty() ? Optional.empty() : event(lines.getLast());
    if (last.isEmpty() || !last.get().string("type").orElse("").equals(SEAL)) {
      return;
    }
    List<String> before = lines.subList(0, lines.size() - 1);
    before.replaceAll(OpenedBundle::rehash);
    MerkleTree tree = new MerkleTree();
    EventTime first = null;
    EventTime latest = null;
    for (String line : before) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      tree.add(bytes, 0, bytes.length);
      Optional<EventTime> time =
          event(line).flatMap(e -> e.string("time")).flatMap(EventTime::read);
      if (time.isPresent()) {
        first = first == null || time.get().compareTo(first) < 0 ? time.get() : first;
        latest = latest == null || time.get().compareTo(latest) > 0 ? time.get() : latest;
      }
    }
    Json.Obj seal = last.get();
    Json.Obj data = seal.object("data").orElse(Json.Obj.EMPTY);
    data = BundleArchives.with(data, "events_before", Json.Num.of(before.size()));
    data = BundleArchives.with(data, "counts", counts(before));
    data = text(data, "envelope_root", HexFormat.of().formatHex(tree.root()));
    data = text(data, "first_time", first == null ? null : first.text());
    data = text(data, "last_time", latest == null ? null : latest.text());
    data = text(data, "run_id", seal.string("assayrunid").orElse(null));
    data = text(data, "source", seal.string("source").orElse(null));
    data = text(data, "sealed_at", seal.string("time").orElse(null));
    lines.set(
        lines.size() - 1, CanonicalJson.canonicalText(BundleArchives.with(seal, "data", data)));
  }

  private static Json.Obj counts(List<String> lines) {
    long[] counts = new long[6];
    for (String line : lines) {
      Json.Obj event = event(line).orElse(Json.Obj.EMPTY);
      Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
      if (event.string("type").orElse("").equals("assay.tool.decision")) {
        counts[0]++;
        int kind =
            List.of("allow", "deny", "error").indexOf(data.string("decision").orElse("")) + 1;
        counts[kind] += kind > 0 ? 1 : 0;
      } else if (event.string("type").orElse("").equals("assay.evidence.gap")) {
        counts[4]++;
        counts[5] += Math.max(0, data.integer("count").orElse(0L));
      }
    }
    Json.ObjBuilder json = Json.object();
    String[] names = {"decisions", "allowed", "denied", "errors", "gaps", "dropped"};
    for (int i = 0; i < names.length; i++) {
      json.put(names[i], counts[i]);
    }
    return json.build();
  }

  private static Json.Obj text(Json.Obj object, String name, String value) {
    return BundleArchives.with(object, name, value == null ? null : new Json.Str(value));
  }

  private static Json.Obj with(Json.Obj o, String name, Json value, String other, String text) {
    return BundleArchives.with(BundleArchives.with(o, name, value), other, new Json.Str(text));
  }

  /** Makes the checksum of the tar header at a place fit; gives the same array. */
  public static byte[] withChecksum(byte[] tar, int at) {
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xFF;
    }
    byte[] digits = String.format(Locale.ROOT, "%07o\0", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, at + 148, digits.length);
    return tar;
  }
}
