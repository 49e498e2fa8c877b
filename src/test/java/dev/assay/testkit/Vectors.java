package dev.assay.testkit;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Published vectors under {@code src/test/resources/vectors}, read with our own strict reader. */
public final class Vectors {
  private static final JsonLimits UNBOUNDED =
      new JsonLimits(128, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private Vectors() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no vector file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  public static Json.Obj object(String name) {
    return (Json.Obj) parse(bytes(name));
  }

  /** The objects of a member that is an array of objects. */
  public static List<Json.Obj> cases(String name, String member) {
    return objects(object(name).get(member));
  }

  public static List<Json.Obj> objects(Json array) {
    return ((Json.Arr) array).items().stream().map(Json.Obj.class::cast).toList();
  }

  /** The objects of a file with one JSON object a line. */
  public static List<Json.Obj> lines(String name) {
    return text(name)
        .lines()
        .filter(l -> !l.isBlank())
        .map(l -> (Json.Obj) parse(l.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  public static Json parse(byte[] text) {
    return switch (JsonReader.read(text, UNBOUNDED)) {
      case JsonReading.Read read -> read.value();
      case JsonReading.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  public static Json parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
