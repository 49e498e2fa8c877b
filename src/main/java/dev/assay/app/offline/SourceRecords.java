package dev.assay.app.offline;

import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonFault;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.receipt.ImportOutcome;
import dev.assay.core.receipt.ReceiptImporter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a source into records while its bytes arrive, and reduces each. Holds one line, or one
 * document, and the receipts so far. The first problem ends it.
 */
final class SourceRecords {
  private static final int MAX_LINE = 4 << 20;
  private static final int MAX_DOCUMENT = 64 << 20;
  private static final JsonLimits LIMITS =
      new JsonLimits(127, 100_000, 1_000_000, Integer.MAX_VALUE);

  private final ReceiptImporter importer;
  private final Optional<String> selection;
  private final int maxReceipts;
  private final List<Json.Obj> receipts = new ArrayList<>();
  private byte[] held = new byte[1 << 16];
  private int count;
  private int line;
  private int records;
  private @Nullable Problem problem;

  SourceRecords(ReceiptImporter importer, Optional<String> selection, int maxReceipts) {
    this.importer = importer;
    this.selection = selection;
    this.maxReceipts = maxReceipts;
  }

  List<Json.Obj> receipts() {
    return receipts;
  }

  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Takes bytes; false when no more are wanted. */
  boolean feed(byte[] data, int from, int to) {
    boolean lines = importer.cut() == ReceiptImporter.Cut.LINES;
    int start = from;
    for (int i = from; lines && i < to && problem == null; i++) {
      if (data[i] == '\n') {
        hold(data, start, i, MAX_LINE);
        endLine();
        start = i + 1;
      }
    }
    if (problem == null) {
      hold(data, start, to, lines ? MAX_LINE : MAX_DOCUMENT);
    }
    return problem == null;
  }

  private void hold(byte[] data, int from, int to, int max) {
    if (problem != null) {
      return;
    }
    if (count + (to - from) > max) {
      refuse("E_INPUT_LIMIT", "line " + (line + 1) + " is longer than " + max + " bytes");
      return;
    }
    if (count + (to - from) > held.length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, count + (to - from)));
    }
    System.arraycopy(data, from, held, count, to - from);
    count += to - from;
  }

  private void endLine() {
    line++;
    int to = count > 0 && held[count - 1] == '\r' ? count - 1 : count;
    count = 0;
    if (problem != null || isBlank(to)) {
      return;
    }
    switch (JsonReader.readLastWins(held, 0, to, LIMITS)) {
      case JsonReading.Refused refused -> {
        if (refused.fault() == JsonFault.INVALID_UTF8) {
          refuse("E_INPUT_ENCODING", "failed to read line " + line + ": it is not UTF-8");
        } else {
          refuse(
              "E_ROW_JSON",
              "invalid JSONL object at line " + line + ": " + refused.fault().sentence());
        }
      }
      case JsonReading.Read read -> record(read.value(), "line " + line + " ");
    }
  }

  private boolean isBlank(int to) {
    return to == 0
        || (held[0] != '{'
            && ReviewerText.trimmed(new String(held, 0, to, StandardCharsets.UTF_8)).isEmpty());
  }

  /** Says that the source ended. */
  void finish() {
    if (problem != null) {
      return;
    }
    switch (importer.cut()) {
      case LINES -> {
        if (count > 0) {
          endLine();
        }
        if (problem == null && records == 0) {
          refuse("E_INPUT_EMPTY", "input contains no JSONL rows");
        }
      }
      case DOCUMENT -> document();
      case DOCUMENTS -> documents();
    }
  }

  private void document() {
    switch (JsonReader.readLastWins(held, 0, count, LIMITS)) {
      case JsonReading.Refused refused ->
          refuse(
              "E_INPUT_JSON",
              "invalid JSON input: " + refused.fault().sentence() + " at byte " + refused.offset());
      case JsonReading.Read read -> record(read.value(), "");
    }
  }

  private void documents() {
    if (isBlank(count)) {
      refuse("E_INPUT_EMPTY", "input contains no JSON documents");
      return;
    }
    switch (JsonReader.readLastWins(held, 0, count, LIMITS)) {
      case JsonReading.Refused _ -> documentLines();
      case JsonReading.Read(Json.Arr array) -> {
        if (array.items().isEmpty()) {
          refuse("E_INPUT_EMPTY", "input JSON array contains no documents");
        }
        for (Json item : array.items()) {
          record(item, "document " + (records + 1) + " ");
        }
      }
      case JsonReading.Read(Json.Obj object) -> record(object, "document 1 ");
      case JsonReading.Read _ ->
          refuse(
              "E_ROW_TYPE",
              "input JSON document must be an object, array of objects, or JSONL rows");
    }
  }

  private void documentLines() {
    byte[] whole = Arrays.copyOf(held, count);
    count = 0;
    int start = 0;
    for (int i = 0; i <= whole.length && problem == null; i++) {
      if (i == whole.length || whole[i] == '\n') {
        hold(whole, start, i, MAX_LINE);
        endLine();
        start = i + 1;
      }
    }
  }

  private void record(Json record, String where) {
    if (problem != null) {
      return;
    }
    records++;
    switch (importer.read(record, selection)) {
      case ImportOutcome.Rejected rejected ->
          refuse(rejected.problem().code(), where + rejected.problem().message());
      case ImportOutcome.Imported imported -> {
        receipts.addAll(imported.receipts());
        if (receipts.size() > maxReceipts) {
          refuse("E_INPUT_LIMIT", "the source gives more than " + maxReceipts + " receipts");
        }
      }
    }
  }

  private void refuse(String code, String message) {
    problem = Problem.of(code, message, Where.NOWHERE);
  }
}
