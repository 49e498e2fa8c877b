package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any damage to any bundle. The seed is set by {@code -Dassay.seed=N}. */
class BundleVerifierPropertiesTest {
  private static final long SEED = Long.getLong("assay.seed", 20_260_101L);
  private static final String SEALED = "evidence/sealed/ok.tar.gz";

  private final Random random = new Random(SEED);

  /**
   * Whatever is flipped in the archive, it has another digest; and its events are the same ones or
   * it is refused.
   */
  @Test
  void any_flipped_bit_is_noticed_in_the_archive() {
    byte[] archive = Vectors.bytes(SEALED);
    String digest = BundleArchives.intact(archive).bundle().archiveDigest();
    List<String> events = lines(archive);
    for (int bit = 0; bit < archive.length * 8; bit += 1 + random.nextInt(7)) {
      byte[] flipped = flip(archive, bit);
      Verdict verdict = BundleArchives.verify(flipped);
      assertThat(verdict.facts().archive().sha256()).as("bit %s", bit).isNotEqualTo(digest);
      if (verdict instanceof Verdict.Intact) {
        assertThat(lines(flipped)).as("bit %s", bit).isEqualTo(events);
      }
    }
  }

  /**
   * Whatever is flipped in the unpacked archive and packed again: it is refused, or not canonical,
   * or the seal fails.
   */
  @Test
  void any_flipped_bit_is_noticed_in_the_contents() {
    byte[] tar = BundleArchives.gunzip(Vectors.bytes(SEALED));
    int manifestEnd = 3 * 512;
    for (int bit = 0; bit < manifestEnd * 8; bit += 1 + random.nextInt(7)) {
      assertNoticed(tar, bit);
    }
    for (int i = 0; i < 2000; i++) {
      assertNoticed(tar, manifestEnd * 8 + random.nextInt((tar.length - manifestEnd) * 8));
    }
  }

  private static void assertNoticed(byte[] tar, int bit) {
    Verdict verdict = BundleArchives.verify(BundleArchives.gzip(flip(tar, bit)));
    // the header that the test's gzip writes is not canonical itself; look past it
    String difference = verdict.facts().canonical().firstDifference();
    boolean unnoticed =
        verdict instanceof Verdict.Intact
            && (difference == null || difference.contains("gzip header"))
            && verdict.layer(Question.SEALED).status() == Status.CONFIRMED;
    assertThat(unnoticed).as("bit %s of byte %s, seed %s", bit % 8, bit / 8, SEED).isFalse();
  }

  @Test
  void truncation_is_noticed() {
    byte[] archive = Vectors.bytes(SEALED);
    for (int length = 0; length < archive.length; length++) {
      Verdict verdict = BundleArchives.verify(Arrays.copyOf(archive, length));
      assertThat(verdict).as("cut to %s bytes", length).isInstanceOf(Verdict.Broken.class);
    }
    byte[] tar = BundleArchives.gunzip(archive);
    int endBlocks = tar.length - 1024;
    for (int length = 0; length < tar.length; length += 1 + random.nextInt(16)) {
      Verdict verdict = BundleArchives.verify(BundleArchives.gzip(Arrays.copyOf(tar, length)));
      boolean whole = length == endBlocks || length == endBlocks + 512;
      assertThat(verdict)
          .as("tar cut to %s bytes", length)
          .isInstanceOf(whole ? Verdict.Intact.class : Verdict.Broken.class);
      assertThat(verdict.facts().canonical().ok()).isFalse();
    }
  }

  @Test
  void reordering_is_noticed() {
    byte[] archive = Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz");
    Json.Obj manifest = BundleArchives.intact(archive).bundle().manifest().document();
    List<String> lines = lines(archive);
    for (int i = 0; i < 200; i++) {
      List<String> shuffled = new ArrayList<>(lines);
      Collections.shuffle(shuffled, random);
      if (shuffled.equals(lines)) {
        continue;
      }
      List<String> given = random.nextBoolean() ? shuffled : renumbered(shuffled);
      assertThat(BundleArchives.verify(pack(manifest, given)))
          .as("seed %s, round %s", SEED, i)
          .isInstanceOf(Verdict.Broken.class);
    }
    assertThat(BundleArchives.verify(pack(manifest, renumbered(lines))))
        .as("the same rewriting without a shuffle changes nothing")
        .isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void verifying_never_throws() {
    List<byte[]> seeds = new ArrayList<>();
    Vectors.cases("evidence/tamper/index.json", "cases")
        .forEach(c -> seeds.add(Vectors.bytes("evidence/tamper/" + file(c))));
    for (int i = 0; i < 4000; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] damaged =
          switch (random.nextInt(3)) {
            case 0 -> randomBytes(random.nextInt(2048));
            case 1 -> damage(seed);
            default -> BundleArchives.gzip(damage(unpacked(seed)));
          };
      assertThatCode(() -> BundleArchives.verify(damaged))
          .as("seed %s, round %s", SEED, i)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void where_the_pieces_are_cut_changes_nothing() {
    for (Json.Obj c : Vectors.cases("evidence/tamper/index.json", "cases")) {
      byte[] archive = Vectors.bytes("evidence/tamper/" + file(c));
      BundleLimits limits =
          BundleLimits.DEFAULT.with(c.object("limits").orElse(Json.Obj.EMPTY))
                  instanceof BundleLimits.Reading.Read read
              ? read.limits()
              : BundleLimits.DEFAULT;
      assertSameInPieces(archive, limits);
      assertSameInPieces(damage(archive), limits);
      assertSameInPieces(BundleArchives.gzip(damage(unpacked(archive))), limits);
    }
  }

  private void assertSameInPieces(byte[] archive, BundleLimits limits) {
    List<Json> wholeEvents = new ArrayList<>();
    Verdict whole =
        BundleArchives.verify(archive, limits, (_, event, _, _, _) -> wholeEvents.add(event));
    int longest = 1 << random.nextInt(12);
    List<Json> pieceEvents = new ArrayList<>();
    BundleVerifier verifier =
        new BundleVerifier(limits, (_, event, _, _, _) -> pieceEvents.add(event));
    int at = 0;
    while (at < archive.length) {
      int to = Math.min(archive.length, at + 1 + random.nextInt(longest));
      byte[] piece = Arrays.copyOfRange(archive, at, to);
      verifier.feed(piece, 0, piece.length);
      at = to;
    }
    Verdict pieces = verifier.finish();
    String about = "seed " + SEED + ", pieces up to " + longest;
    assertThat(pieces.facts()).as(about).isEqualTo(whole.facts());
    assertThat(pieces.layers()).as(about).isEqualTo(whole.layers());
    assertThat(problems(pieces)).as(about).isEqualTo(problems(whole));
    assertThat(pieceEvents).as(about).isEqualTo(wholeEvents);
  }

  private static List<BundleProblem> problems(Verdict verdict) {
    return verdict instanceof Verdict.Broken broken ? broken.problems() : List.of();
  }

  private static String file(Json.Obj testCase) {
    return testCase.string("file").orElseThrow();
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A few bytes changed, or a stretch removed, doubled or overwritten. */
  private byte[] damage(byte[] bytes) {
    if (bytes.length < 4) {
      return randomBytes(16);
    }
    byte[] damaged = bytes.clone();
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
    switch (random.nextInt(4)) {
      case 0 -> damaged[at] = (byte) random.nextInt(256);
      case 1 -> System.arraycopy(randomBytes(length), 0, damaged, at, length);
      case 2 -> {
        damaged = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, damaged, 0, at);
        System.arraycopy(bytes, at + length, damaged, at, bytes.length - at - length);
      }
      default -> {
        damaged = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, damaged, 0, at + length);
        System.arraycopy(bytes, at, damaged, at + length, bytes.length - at);
      }
    }
    return damaged;
  }

  private static byte[] unpacked(byte[] archive) {
    try {
      return BundleArchives.gunzip(archive);
    } catch (java.io.UncheckedIOException e) {
      return archive;
    }
  }

  private static List<String> lines(byte[] archive) {
    List<String> lines = new ArrayList<>();
    BundleArchives.verify(
        archive,
        BundleLimits.DEFAULT,
        (_, _, line, from, to) ->
            lines.add(new String(line, from, to - from, StandardCharsets.UTF_8)));
    return lines;
  }

  /** The same lines with sequence numbers and ids that fit their places. */
  private static List<String> renumbered(List<String> lines) {
    List<String> result = new ArrayList<>();
    for (int seq = 0; seq < lines.size(); seq++) {
      Json.Obj event = (Json.Obj) Vectors.parse(lines.get(seq));
      Map<String, Json> members = new LinkedHashMap<>(event.members());
      members.put("assayseq", Json.Num.of(seq));
      members.put("id", new Json.Str(event.string("assayrunid").orElseThrow() + ":" + seq));
      result.add(CanonicalJson.canonicalText(new Json.Obj(members)));
    }
    return result;
  }

  /** A bundle of these lines with the manifest given, file digest and length made right. */
  private static byte[] pack(Json.Obj manifest, List<String> lines) {
    byte[] events = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Map<String, Json> members = new LinkedHashMap<>(manifest.members());
    members.put(
        "files",
        Json.object()
            .put(
                "events.ndjson",
                Json.object()
                    .put("path", "events.ndjson")
                    .put("bytes", events.length)
                    .put("sha256", Sha256.text(events))
                    .build())
            .build());
    return BundleArchives.gzip(
        BundleArchives.tar(
            "manifest.json",
            CanonicalJson.canonicalBytes(new Json.Obj(members)),
            "events.ndjson",
            events));
  }
}
