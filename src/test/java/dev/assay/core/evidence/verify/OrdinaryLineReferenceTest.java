package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick way through a line against the full one, which builds a tree. */
class OrdinaryLineReferenceTest {
  private static final long SEED = Long.getLong("assay.seed", 20_260_101L);
  private static final Json.Obj PRODUCER =
      Json.object().put("name", "vector-producer").put("version", "0.0.1").build();

  /** Texts that canonical JSON writes in every way it has, and some that it does not write. */
  private static final String[] SPLICES = {
    "\\n",
    "\\u000b",
    "\\u0041",
    "\\/",
    "\\\\",
    "\\\"",
    "\\ud83d\\ude00",
    "\\ud800",
    "ü",
    "\u007f",
    "\u0085",
    "\u202e",
    " ",
    "0",
    "-0",
    "-1",
    "1.0",
    "1e3",
    "9007199254740993",
    "123456789012345",
    "1234567890123456",
    "null",
    "true",
    "[]",
    "{}",
    "{\"a\":1,\"b\":2}",
    "{\"b\":1,\"a\":2}",
    "{\"a\":1,\"a\":2}",
    "[1,2]",
    "[1, 2]",
    "\"",
    "}",
    ",",
    ":",
    "x"
  };

  private final Random random = new Random(SEED);

  @Test
  void both_ways_give_the_same_verdict_on_every_published_bundle() {
    int intact = 0;
    for (Json.Obj c : Vectors.cases("evidence/tamper/index.json", "cases")) {
      Verdict verdict = assertSame(Vectors.bytes("evidence/tamper/" + file(c)), file(c));
      intact += verdict instanceof Verdict.Intact ? 1 : 0;
    }
    for (Json.Obj c : Vectors.cases("evidence/sealed/index.json", "cases")) {
      assertSame(Vectors.bytes("evidence/sealed/" + file(c)), file(c));
    }
    assertThat(intact).isGreaterThan(30);
  }

  @Test
  void both_ways_give_the_same_verdict_on_rehashed_changes() {
    List<Json.Obj> events = events("evidence/sealed/ok.tar.gz");
    for (int i = 0; i < 1500; i++) {
      List<Json.Obj> changed = new ArrayList<>(events);
      int at = random.nextInt(changed.size());
      changed.set(at, change(changed.get(at)));
      if (random.nextInt(10) == 0) {
        changed.removeLast();
      }
      assertSame(BundleArchives.bundle(changed, PRODUCER), "seed " + SEED + ", round " + i);
    }
  }

  /** One member set to something odd, often with a type that does not fit. */
  private Json.Obj change(Json.Obj event) {
    List<String> names = new ArrayList<>(event.members().keySet());
    names.addAll(List.of("subject", "traceparent", "assaypolicyid", "zzz", "aaa"));
    String name = names.get(random.nextInt(names.size()));
    if (name.equals("assayrunid") && random.nextBoolean()) {
      name = "data";
    }
    String[] strings = {
      "",
      "x",
      "a\u007fb",
      "ü",
      "a\nb",
      "\u0001",
      "2026-03-01T12:00:00.000Z",
      "a:b",
      "deny",
      "2026-03-01T12:00:09Z",
      "assay.tool.decision",
      "assay.evidence.gap",
      "s".repeat(5000)
    };
    Json value =
        switch (random.nextInt(6)) {
          case 0 -> Json.Null.NULL;
          case 1 ->
              new Json.Num(random.nextBoolean() ? "1.50" : Integer.toString(random.nextInt(12)));
          case 2 -> Json.Bool.of(random.nextBoolean());
          case 3 ->
              Json.object()
                  .put("decision", strings[random.nextInt(strings.length)])
                  .put("count", random.nextInt(3))
                  .build();
          default -> new Json.Str(strings[random.nextInt(strings.length)]);
        };
    return BundleArchives.with(event, name, random.nextInt(12) == 0 ? null : value);
  }

  @Test
  void a_line_taken_for_canonical_is_canonical() {
    List<Json.Obj> events = events("evidence/sealed/ok.tar.gz");
    events.addAll(events("evidence/bundles/b3-unicode-numbers/bundle.tar.gz"));
    JsonLimits limits = new JsonLimits(5, 30, Integer.MAX_VALUE, 600);
    CanonicalLine line = new CanonicalLine(limits);
    int taken = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] text = splice(CanonicalJson.canonicalText(events.get(i % events.size())));
      if (!line.read(text, 0, text.length)) {
        continue;
      }
      taken++;
      String about = "seed " + SEED + ": " + new String(text, StandardCharsets.UTF_8);
      JsonReading reading = JsonReader.read(text, limits);
      assertThat(reading).as(about).isInstanceOf(JsonReading.Read.class);
      Json.Obj value = (Json.Obj) ((JsonReading.Read) reading).value();
      assertThat(CanonicalJson.canonicalBytes(value)).as(about).isEqualTo(text);
      assertThat(line.has(CanonicalLine.slot("data"))).isEqualTo(value.get("data") != null);
      assertThat(line.isString(CanonicalLine.slot("type")))
          .isEqualTo(value.get("type") instanceof Json.Str);
    }
    assertThat(taken).as("a fair share is taken").isGreaterThan(700);
  }

  private byte[] splice(String text) {
    String changed = text;
    for (int n = random.nextInt(3); n >= 0; n--) {
      int from = random.nextInt(changed.length());
      int to = Math.min(changed.length(), from + random.nextInt(3));
      String with = SPLICES[random.nextInt(SPLICES.length)];
      changed = changed.substring(0, from) + with + changed.substring(to);
    }
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_events_of_a_recorded_session_are_ordinary() {
    OrdinaryLine ordinary = new OrdinaryLine(JsonLimits.EVIDENCE);
    ordinary.expect("run_session_2026", "urn:assay:gateway:vector");
    List<Json.Obj> events = events("evidence/sealed/ok.tar.gz");
    for (int seq : new int[] {2, 3, 5, 6, 7, 8}) {
      byte[] line = CanonicalJson.canonicalBytes(events.get(seq));
      assertThat(ordinary.read(line, 0, line.length, seq, new EventTime(0, 0)))
          .as("event %s", seq)
          .isTrue();
      assertThat(ordinary.hash())
          .isEqualTo(events.get(seq).string("assaycontenthash").orElseThrow());
    }
  }

  private static String file(Json.Obj testCase) {
    return testCase.string("file").orElseThrow();
  }

  private static List<Json.Obj> events(String name) {
    List<Json.Obj> events = new ArrayList<>();
    BundleArchives.verify(
        Vectors.bytes(name), BundleLimits.DEFAULT, (_, event, _, _, _) -> events.add(event));
    return events;
  }

  private static Verdict assertSame(byte[] archive, String about) {
    Verdict quick = BundleArchives.verify(archive);
    List<Json.Obj> quickEvents = new ArrayList<>();
    Verdict withEvents =
        BundleArchives.verify(
            archive, BundleLimits.DEFAULT, (_, event, _, _, _) -> quickEvents.add(event));
    List<Json.Obj> fullEvents = new ArrayList<>();
    Verdict full = FullWay.verify(archive, (_, event, _, _, _) -> fullEvents.add(event));
    assertThat(quickEvents).as(about).isEqualTo(fullEvents);
    assertThat(withEvents.facts()).as(about).isEqualTo(full.facts());
    assertThat(withEvents.layers()).as(about).isEqualTo(full.layers());
    assertThat(quick.facts()).as(about).isEqualTo(full.facts());
    assertThat(quick.layers()).as(about).isEqualTo(full.layers());
    assertThat(quick instanceof Verdict.Broken broken ? broken.problems() : List.of())
        .as(about)
        .isEqualTo(full instanceof Verdict.Broken broken ? broken.problems() : List.of());
    return quick;
  }
}
