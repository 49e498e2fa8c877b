package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.receipt.check.RecordUnusable;

/** Files with one record or a list of them; repeated member names are refused. */
final class RecordFile {
  private static final int MAX_BYTES = 16 << 20;

  /** What a small heap holds whatever the file is. */
  private static final JsonLimits LIMITS = new JsonLimits(64, 10_000, 100_000, 1_048_576, 500_000);

  private RecordFile() {}

  /** Makes a value of a document, or refuses it. */
  interface Form<T> {
    /** Gives the value. */
    T of(Json document) throws RecordUnusable;
  }

  /** Reads a file as a document of a form; {@code what} names it in what is refused. */
  static <T> T read(String name, String what, Form<T> form) throws RecordUnread {
    byte[] bytes =
        switch (NamedFile.read(name, MAX_BYTES, what)) {
          case NamedFile.Reading.Read read -> read.bytes();
          case NamedFile.Reading.Missing(Problem problem) -> throw unreadable(problem);
          case NamedFile.Reading.Unreadable(Problem problem) -> throw unreadable(problem);
        };
    try {
      return switch (JsonReader.read(bytes, LIMITS)) {
        case JsonReading.Read(Json value) -> form.of(value);
        case JsonReading.Refused refused ->
            throw unusable(name, refused.fault().sentence() + " at byte " + refused.offset());
      };
    } catch (RecordUnusable unusable) {
      throw unusable(name, unusable.message());
    }
  }

  private static RecordUnread unreadable(Problem problem) {
    return new RecordUnread(CommandReason.MISSING_CONFIG, problem);
  }

  private static RecordUnread unusable(String name, String message) {
    return new RecordUnread(
        CommandReason.RECORD_INPUT,
        Problem.of(CommandReason.RECORD_INPUT.code(), message, Where.document(name)));
  }
}
