package dev.assay.testkit;

import dev.assay.core.json.Json;
import dev.assay.testkit.OpenedBundle.Fit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;

/**
 * Changed variants of whole bundles, from a flipped bit of the file to a rewriting with every hash
 * and the seal made to fit. The same number gives the same variant.
 */
public final class BundleMutations {
  /** How far the variant was made to fit again, least first. */
  public enum Kind {
    /** Bytes of the file were changed. */
    FILE,
    /** Bytes of the unpacked archive were changed, then packed again. */
    TAR,
    /** Lines or values were changed and at most some of the hashes made to fit. */
    PARTLY_FITTED,
    /** Everything but the seal was made to fit. */
    FITTED,
    /** Everything was made to fit, a seal included: what only an outside digest can tell. */
    FORGED
  }

  /** One variant. */
  public record Mutant(String what, Kind kind, OpenedBundle original, byte[] archive) {}

  private static final String[] TELLING = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\r",
    "\t",
    "0",
    "1",
    "-",
    ".",
    "e9",
    "\0",
    "null",
    "\\u0000",
    "\\ud800",
    "\\/",
    "é",
    "\u2028",
    "\uFEFF",
    "00",
    "9007199254740993",
    "1e400"
  };

  private final RandomGenerator random;
  private final OpenedBundle original;
  private String what = "";

  private BundleMutations(RandomGenerator random, OpenedBundle original) {
    this.random = random;
    this.original = original;
  }

  /** The variant of this number of one of the bundles. */
  public static Mutant mutant(long number, List<OpenedBundle> originals) {
    RandomGenerator random = new SplittableRandom(number);
    OpenedBundle original = originals.get(random.nextInt(originals.size()));
    BundleMutations engine = new BundleMutations(random, original);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    byte[] archive =
        switch (kind) {
          case FILE ->
              random.nextInt(6) == 0 ? engine.repacked() : engine.bytes(original.archive());
          case TAR -> BundleArchives.gzip(engine.tar(original.tar()));
          case PARTLY_FITTED -> engine.rewritten(Fit.values()[random.nextInt(4)]);
          case FITTED -> engine.rewritten(Fit.ALL_BUT_SEAL);
          case FORGED -> engine.rewritten(Fit.ALL);
        };
    return new Mutant(original.name() + ": " + engine.what, kind, original, archive);
  }

  private void did(String step) {
    what += (what.isEmpty() ? "" : ", ") + step;
  }

  /** One to three changes of bytes: flips, values, cuts, stretches moved, doubled, lost. */
  private byte[] bytes(byte[] whole) {
    byte[] bytes = whole;
    for (int rounds = random.nextInt(3); rounds >= 0 && bytes.length > 1; rounds--) {
      bytes = bytesOnce(bytes);
    }
    return bytes;
  }

  private byte[] bytesOnce(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(1, 11)));
    switch (random.nextInt(7)) {
      case 0 -> {
        did("bit flipped at " + at);
        return with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      }
      case 1 -> {
        did("byte set at " + at);
        return with(bytes, at, (byte) random.nextInt(256));
      }
      case 2 -> {
        did("cut to " + at);
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        did("lost " + at + " to " + to);
        return concat(slice(bytes, 0, at), slice(bytes, to, bytes.length));
      }
      case 4 -> {
        did("doubled " + at + " to " + to);
        return concat(slice(bytes, 0, to), slice(bytes, at, bytes.length));
      }
      case 5 -> {
        byte[] rest = concat(slice(bytes, 0, at), slice(bytes, to, bytes.length));
        int there = random.nextInt(rest.length + 1);
        did("moved " + at + " to " + to + " to " + there);
        return concat(slice(rest, 0, there), slice(bytes, at, to), slice(rest, there, rest.length));
      }
      default -> {
        byte[] tail = new byte[1 + random.nextInt(40)];
        if (random.nextBoolean()) {
          random.nextBytes(tail);
        }
        did(tail.length + " bytes appended");
        return concat(bytes, tail);
      }
    }
  }

  /** The same archive in another gzip file. */
  private byte[] repacked() {
    byte[] tar = original.tar();
    switch (random.nextInt(4)) {
      case 0 -> {
        did("another level");
        return BundleArchives.gzip(tar, random.nextInt(10), Deflater.DEFAULT_STRATEGY);
      }
      case 1 -> {
        did("another strategy");
        return BundleArchives.gzip(tar, 6, random.nextInt(1, 3));
      }
      case 2 -> {
        int at = random.nextInt(tar.length);
        did("two members, cut at " + at);
        return concat(
            BundleArchives.gzip(slice(tar, 0, at)),
            BundleArchives.gzip(slice(tar, at, tar.length)));
      }
      default -> {
        did("gzip header fields");
        byte[] fields = {0, 0, 0, 0, (byte) random.nextInt(4), (byte) random.nextInt(256)};
        byte[] packed = original.archive().clone();
        System.arraycopy(fields, 0, packed, 4, fields.length);
        if (random.nextBoolean()) {
          return packed;
        }
        packed[3] = 8;
        byte[] name = "x\0".getBytes(StandardCharsets.US_ASCII);
        return concat(slice(packed, 0, 10), name, slice(packed, 10, packed.length));
      }
    }
  }

  private byte[] tar(byte[] tar) {
    switch (random.nextInt(4)) {
      case 0 -> {
        int blocks = tar.length / 512;
        int a = random.nextInt(blocks) * 512;
        int b = random.nextInt(blocks) * 512;
        did("blocks swapped at " + a + " and " + b);
        byte[] swapped = tar.clone();
        System.arraycopy(tar, a, swapped, b, 512);
        System.arraycopy(tar, b, swapped, a, 512);
        return swapped;
      }
      case 1 -> {
        return header(tar.clone(), random.nextBoolean() ? 0 : original.eventsHeaderAt());
      }
      case 2 -> {
        return extraEntry(tar);
      }
      default -> {
        return bytes(tar);
      }
    }
  }

  /** A field of a tar header changed, its checksum made to fit. */
  private byte[] header(byte[] tar, int at) {
    int[] fields = {0, 100, 108, 116, 124, 136, 156, 157, 257, 265, 297, 329, 337, 345, 500};
    int field = fields[random.nextInt(fields.length)];
    String[] values = {
      "0", "x", "\0", "../x", "manifest.json\0", "00000000777", "ustar\000" + "00"
    };
    byte[] value =
        random.nextInt(3) == 0
            ? new byte[] {(byte) random.nextInt(256)}
            : values[random.nextInt(values.length)].getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(value, 0, tar, at + field, Math.min(value.length, 512 - field));
    did("tar header field " + field + " of " + at + " is " + Arrays.toString(value));
    return OpenedBundle.withChecksum(tar, at);
  }

  /** An entry or an extension record more, in front, in the middle or behind. */
  private byte[] extraEntry(byte[] tar) {
    String[] names = {"manifest.json", "events.ndjson", "extra", "../up", "/abs", "././@LongLink"};
    String[] records = {
      "22 path=manifest.json\n",
      "22 path=events.ndjson\n",
      "15 path=../up12\n",
      "12 size=100\n",
      "14 comment=ab\n",
      "manifest.json\0",
      "events.ndjson\0",
      "no record"
    };
    byte[] content = records[random.nextInt(records.length)].getBytes(StandardCharsets.UTF_8);
    byte[] entry =
        Arrays.copyOf(BundleArchives.tar(names[random.nextInt(names.length)], content), 512 + 512);
    entry[156] = (byte) "\0\0000xxgL25".charAt(random.nextInt(9));
    OpenedBundle.withChecksum(entry, 0);
    int[] places = {0, original.eventsHeaderAt(), tar.length - 1024, tar.length};
    int at = places[random.nextInt(places.length)];
    did("entry of type " + entry[156] + " inserted at " + at);
    return concat(slice(tar, 0, at), entry, slice(tar, at, tar.length));
  }

  private byte[] rewritten(Fit fit) {
    did("fitted: " + fit);
    if (fit.compareTo(Fit.ALL_BUT_SEAL) < 0 && random.nextInt(5) == 0) {
      did("manifest edited");
      return original.packed((Json.Obj) edited(original.manifest(), 0), original.lines());
    }
    List<String> lines = new ArrayList<>(original.lines());
    for (int rounds = random.nextInt(2); rounds >= 0 && !lines.isEmpty(); rounds--) {
      changeLines(lines);
    }
    if (random.nextInt(3) == 0) {
      did("renumbered");
      OpenedBundle.renumber(lines);
    }
    return original.fitted(lines, fit);
  }

  private void changeLines(List<String> lines) {
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(9)) {
      case 0 -> {
        did("lines " + at + " and " + other + " swapped");
        Collections.swap(lines, at, other);
      }
      case 1 -> {
        did("line " + at + " dropped");
        lines.remove(at);
      }
      case 2 -> {
        did("line " + at + " repeated at " + other);
        lines.add(other, lines.get(at));
      }
      case 3 -> {
        did("tail cut at " + at);
        lines.subList(at, lines.size()).clear();
      }
      case 4, 5 -> lines.set(at, splice(lines.get(at)));
      default -> {
        did("line " + at + " edited");
        lines.set(at, OpenedBundle.edit(lines.get(at), event -> edited(event, 0)));
      }
    }
  }

  private String splice(String line) {
    String with = TELLING[random.nextInt(TELLING.length)];
    int from = random.nextInt(line.length() + 1);
    int to = Math.min(line.length(), from + random.nextInt(3));
    did("at character " + from + " \"" + with + "\"");
    return line.substring(0, from) + with + line.substring(to);
  }

  /** One value somewhere inside changed, lost, added, or renamed. */
  private Json edited(Json value, int depth) {
    boolean inside = depth == 0 || random.nextInt(3) > 0;
    if (inside && value instanceof Json.Obj object && !object.members().isEmpty()) {
      List<String> names = new ArrayList<>(object.members().keySet());
      String name = names.get(random.nextInt(names.size()));
      Map<String, Json> members = new LinkedHashMap<>(object.members());
      switch (random.nextInt(8)) {
        case 0 -> members.remove(name);
        case 1 -> members.put(name + "x", members.remove(name));
        case 2 -> members.put("added", other(Json.Null.NULL));
        default -> members.put(name, edited(object.get(name), depth + 1));
      }
      did(name);
      return new Json.Obj(members);
    }
    if (inside && value instanceof Json.Arr array && !array.items().isEmpty()) {
      List<Json> items = new ArrayList<>(array.items());
      int at = random.nextInt(items.size());
      items.set(at, edited(items.get(at), depth + 1));
      return new Json.Arr(items);
    }
    return other(value);
  }

  private Json other(Json value) {
    if (value instanceof Json.Bool flag && random.nextBoolean()) {
      return flag == Json.Bool.TRUE ? Json.Bool.FALSE : Json.Bool.TRUE;
    }
    if (value instanceof Json.Num number && random.nextBoolean()) {
      return Json.Num.of(number.asLong().orElse(0L) + 1);
    }
    if (value instanceof Json.Str text && random.nextInt(4) > 0) {
      String old = text.value();
      int at = random.nextInt(old.length() + 1);
      return new Json.Str(
          old.substring(0, at) + (char) ('0' + random.nextInt(75)) + old.substring(at));
    }
    return switch (random.nextInt(6)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Bool.TRUE;
      case 2 -> Json.Num.of(random.nextLong(-9, 1L << random.nextInt(1, 62)));
      case 3 -> new Json.Str("2026-03-01T12:00:0" + random.nextInt(10) + "Z");
      case 4 -> Json.Arr.ofStrings(List.of("a", "b"));
      default -> Json.object().put("k", random.nextInt()).build();
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
