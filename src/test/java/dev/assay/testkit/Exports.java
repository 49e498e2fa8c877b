package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaCheck;
import dev.assay.core.schema.SchemaReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Documents of other people's formats, checked against the schemas of those formats. */
public final class Exports {
  private static final Schema SCAI = schema("in-toto-scai-0.3");
  private static final Schema VSA = schema("slsa-vsa-1.1");
  private static final Schema OSCAL = schema("oscal-assessment-results-1.1.2");

  private Exports() {}

  /** Parses an attribute report, demanding that it is one. */
  public static Json.Obj scai(byte[] text) {
    return valid(SCAI, text);
  }

  /** Parses a verification summary, demanding that it is one. */
  public static Json.Obj vsa(byte[] text) {
    return valid(VSA, text);
  }

  /** Parses assessment results, demanding that they are valid. */
  public static Json.Obj oscal(byte[] text) {
    return valid(OSCAL, text);
  }

  private static Json.Obj valid(Schema schema, byte[] text) {
    Json.Obj document = (Json.Obj) Vectors.parse(text);
    assertThat(schema.check(document)).isEqualTo(SchemaCheck.Satisfied.SATISFIED);
    return document;
  }

  private static Schema schema(String name) {
    try (InputStream in = Exports.class.getResourceAsStream("/report/" + name + ".schema.json")) {
      return switch (Schema.compile(Vectors.parse(in.readAllBytes()), Json.Obj.EMPTY)) {
        case SchemaReading.Compiled compiled -> compiled.schema();
        case SchemaReading.Broken broken ->
            throw new IllegalStateException(broken.problems().toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
