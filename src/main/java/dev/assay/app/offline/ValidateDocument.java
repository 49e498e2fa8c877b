package dev.assay.app.offline;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;
import dev.assay.core.schema.Schema;
import dev.assay.core.schema.SchemaCheck;
import dev.assay.core.schema.SchemaReading;
import dev.assay.core.schema.Violation;
import java.util.ArrayList;
import java.util.List;

/** Holds a document, or each line of one, against a JSON Schema of ours. */
public final class ValidateDocument {
  /** Errors that are listed; the rest is counted. */
  public static final int MAX_ERRORS = 100;

  private static final JsonLimits LIMITS =
      new JsonLimits(127, 100_000, 1_000_000, Integer.MAX_VALUE, 5_000_000);

  private final Schema schema;
  private final List<Fault> faults = new ArrayList<>();
  private long documents;
  private long omitted;
  private boolean readable = true;

  private ValidateDocument(Schema schema) {
    this.schema = schema;
  }

  /** Which way a document is wrong. */
  public enum Kind {
    /** It is not JSON. */
    PARSE("parse"),
    /** There is none. */
    EMPTY_INPUT("empty_input"),
    /** It does not satisfy the schema. */
    SCHEMA("schema");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param document its line, or 1
   * @param instancePath JSON Pointer inside it
   */
  public record Fault(long document, Kind kind, String instancePath, String message) {}

  /**
   * What came of it.
   *
   * @param documents how many there were, those that are no JSON included
   * @param readable whether there was one and all of them were JSON
   * @param omitted errors that are not listed
   */
  public record Result(long documents, boolean readable, List<Fault> faults, long omitted) {
    /** Copies the faults. */
    public Result {
      faults = List.copyOf(faults);
    }

    /** Says whether every document satisfies the schema. */
    public boolean valid() {
      return faults.isEmpty();
    }
  }

  /**
   * Validates.
   *
   * @param schemaFile the bytes of a schema of this program
   * @param input the bytes of the document
   * @param lines whether each line is a document; blank ones are none
   */
  public static Result validate(byte[] schemaFile, byte[] input, boolean lines) {
    ValidateDocument validation = new ValidateDocument(compiled(schemaFile));
    if (lines) {
      validation.lines(input);
    } else {
      validation.document(input, 0, input.length, 1);
    }
    return new Result(
        validation.documents, validation.readable, validation.faults, validation.omitted);
  }

  private static Schema compiled(byte[] schemaFile) {
    if (JsonReader.read(schemaFile, LIMITS) instanceof JsonReading.Read(Json value)
        && Schema.compile(value, Json.Obj.EMPTY) instanceof SchemaReading.Compiled compiled) {
      return compiled.schema();
    }
    throw new BugException("a schema of the program does not compile");
  }

  private void lines(byte[] input) {
    int start = 0;
    long number = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == '\n') {
        number++;
        if (!isBlank(input, start, i)) {
          document(input, start, i, number);
        }
        start = i + 1;
      }
    }
    if (documents == 0) {
      fault(new Fault(0, Kind.EMPTY_INPUT, "", "there is no line that is not blank"));
    }
  }

  private static boolean isBlank(byte[] input, int from, int to) {
    for (int i = from; i < to; i++) {
      if (input[i] != ' ' && input[i] != '\t' && input[i] != '\r' && input[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private void document(byte[] input, int from, int to, long number) {
    if (isBlank(input, from, to)) {
      fault(new Fault(number, Kind.EMPTY_INPUT, "", "there is no document"));
      return;
    }
    documents++;
    switch (JsonReader.read(input, from, to, LIMITS)) {
      case JsonReading.Refused refused ->
          fault(
              new Fault(
                  number,
                  Kind.PARSE,
                  "",
                  refused.fault().sentence() + " at byte " + refused.offset()));
      case JsonReading.Read(Json value) -> {
        switch (schema.check(value)) {
          case SchemaCheck.Satisfied _ -> {}
          case SchemaCheck.Violated violated -> {
            for (Violation violation : violated.violations()) {
              fault(new Fault(number, Kind.SCHEMA, violation.pointer(), violation.message()));
            }
          }
        }
      }
    }
  }

  private void fault(Fault fault) {
    readable &= fault.kind == Kind.SCHEMA;
    if (faults.size() < MAX_ERRORS) {
      faults.add(fault);
    } else {
      omitted++;
    }
  }
}
