package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.coverage.ObserveBundle;
import dev.assay.core.coverage.BundleCells;
import dev.assay.core.coverage.CellDocument;
import dev.assay.core.coverage.ClaimCell;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The documents and bundles that commands about claims are given. */
final class ClaimsInput {
  /** Far more than any of the documents; effects of a long run are in the thousands. */
  private static final int MAX_BYTES = 16 << 20;

  private ClaimsInput() {}

  /** What became of an input. */
  sealed interface Result<T> {
    /** It can be used. */
    record Read<T>(T value) implements Result<T> {}

    /** It cannot. */
    record Refused<T>(CommandReason reason, List<Problem> problems) implements Result<T> {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }

      /** Gives the answer under a command's schema. */
      CommandAnswer answer(String schema) {
        return CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY);
      }

      /** Gives the same for another kind of value. */
      <U> Refused<U> as() {
        return new Refused<>(reason, problems);
      }
    }
  }

  /** Reads a JSON object; {@code what} names it in messages. */
  static Result<Json.Obj> object(String file, String what) {
    return switch (NamedFile.read(file, MAX_BYTES, what)) {
      case NamedFile.Reading.Missing(Problem problem) ->
          new Result.Refused<>(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new Result.Refused<>(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Read(byte[] bytes) ->
          switch (JsonReader.read(bytes, JsonLimits.DOCUMENT)) {
            case JsonReading.Read(Json.Obj document) -> new Result.Read<>(document);
            case JsonReading.Read _ -> syntax(file, what + " must be a JSON object");
            case JsonReading.Refused refused ->
                syntax(file, refused.fault().sentence() + " at byte " + refused.offset());
          };
    };
  }

  private static Result<Json.Obj> syntax(String file, String message) {
    return new Result.Refused<>(
        CommandReason.COVERAGE_INPUT,
        List.of(Problem.of("claims.syntax", message, Where.document(file))));
  }

  /** Refuses a document for a problem in it. */
  static <T> Result.Refused<T> refused(Problem problem, String file) {
    return new Result.Refused<>(CommandReason.COVERAGE_INPUT, List.of(placed(problem, file)));
  }

  /** Gives a problem with the file it is in, and the place there. */
  static Problem placed(Problem problem, String file) {
    String pointer = problem.where().pointer();
    return problem.in(file + (pointer == null || pointer.isEmpty() ? "" : "#" + pointer));
  }

  /** Reads a bundle, handing on its events; they count when the answer is {@code Read}. */
  static Result<BundleCells.Subject> events(String bundle, Consumer<Json.Obj> events)
      throws IOException {
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      return switch (new ObserveBundle(files).observe(bundle, events)) {
        case ObserveBundle.Outcome.Observed(BundleCells.Subject subject) ->
            new Result.Read<>(subject);
        case ObserveBundle.Outcome.Refused refused ->
            new Result.Refused<>(
                CommandReason.named(refused.report().reasonCode()), refused.report().problems());
      };
    }
  }

  /** Gives the cells of a bundle. */
  static Result<CellDocument.Made> cells(String bundle) throws IOException {
    BundleCells cells = new BundleCells();
    return switch (events(bundle, cells::see)) {
      case Result.Refused<BundleCells.Subject> refused -> refused.as();
      case Result.Read<BundleCells.Subject>(BundleCells.Subject subject) ->
          new Result.Read<>(cells.report(subject));
    };
  }

  /** Gives cells and blocked claims for people. */
  static List<String> lines(CellDocument.Made document) {
    List<String> lines = new ArrayList<>();
    for (ClaimCell cell : document.cells()) {
      lines.add("%-8s %-9s %s".formatted(cell.strength().wire(), cell.basis().wire(), cell.type()));
      cell.notes().forEach(note -> lines.add("                     " + note));
    }
    if (document.json().get("blocked_claims") instanceof Json.Arr blocked) {
      for (Json item : blocked.items()) {
        if (item instanceof Json.Obj claim) {
          lines.add("blocked            " + claim.string("requested_claim").orElse(""));
          lines.add("                     " + claim.string("reason").orElse(""));
        }
      }
    }
    return lines.isEmpty() ? List.of("nothing was observed, so there is no cell") : lines;
  }

  /** Gives the answer that is such a document. */
  static CommandAnswer answer(CellDocument.Made document) {
    Json.ObjBuilder members = Json.object();
    document.json().members().forEach(members::put);
    return CommandAnswer.success(
        document.json().string("schema").orElse(""),
        String.join("\n", lines(document)),
        members.build());
  }
}
