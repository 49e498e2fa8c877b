package dev.assay.testkit;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Generated JSON values: every kind, odd strings and numbers, a few levels deep. */
public final class JsonValues {
  private static final String[] PIECES = {
    "",
    "a",
    "path",
    "\"",
    "\\",
    "\n",
    "\u0000",
    "\u007f",
    "é",
    "€",
    "\uD83D\uDE00",
    "\u2028",
    "\uFFFD",
    "e\u0301",
    "/"
  };

  private JsonValues() {}

  public static Json any(RandomGenerator random) {
    return value(random, 4);
  }

  private static Json value(RandomGenerator random, int levels) {
    return switch (random.nextInt(levels == 0 ? 5 : 7)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Bool.of(random.nextBoolean());
      case 2 -> Json.Num.of(random.nextLong() >> random.nextInt(64));
      case 3 -> number(random);
      case 4 -> new Json.Str(string(random));
      case 5 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, levels - 1));
        }
        yield new Json.Arr(items);
      }
      default -> {
        Json.ObjBuilder object = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(string(random), value(random, levels - 1));
        }
        yield object.build();
      }
    };
  }

  private static Json number(RandomGenerator random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? new Json.Num(Double.toString(value)) : Json.Num.of(0);
  }

  public static String string(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
