package dev.assay.app.offline;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonFault;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.receipt.DroppedRecord;
import dev.assay.core.receipt.ImportLedger;
import dev.assay.core.receipt.ImportOutcome;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptImporter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a source into records while its bytes arrive, and reduces each. Holds one line, or one
 * document, the receipts so far, and of records that are dropped where they stand and a digest. The
 * first problem ends it; a record that is not supported is one unless such records are skipped.
 */
final class SourceRecords {
  private static final int MAX_LINE = 4 << 20;
  private static final int MAX_DOCUMENT = 64 << 20;
  private static final int MAX_DROPS = 100_000;
  private static final JsonLimits LIMITS =
      new JsonLimits(127, 100_000, 1_000_000, Integer.MAX_VALUE);

  private final ReceiptImporter importer;
  private final Optional<String> selection;
  private final OnUnsupported onUnsupported;
  private final List<Json.Obj> receipts = new ArrayList<>();
  private final List<DroppedRecord> drops = new ArrayList<>();
  private byte[] held = new byte[1 << 16];
  private int count;
  private int line;
  private int records;
  private @Nullable Problem problem;

  SourceRecords(ReceiptImporter importer, Optional<String> selection, OnUnsupported onUnsupported) {
    this.importer = importer;
    this.selection = selection;
    this.onUnsupported = onUnsupported;
  }

  /** Gives what became of all records. */
  ImportLedger ledger() {
    return new ImportLedger(records, receipts.size(), drops);
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
      case JsonReading.Read read ->
          record(
              read.value(), "line " + line + " ", line, () -> Sha256.text(Arrays.copyOf(held, to)));
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
    cutTheRest();
    if (problem == null && receipts.isEmpty() && !drops.isEmpty()) {
      refuse(
          "E_INPUT_EMPTY",
          "none of the records is supported, the first is refused with " + drops.getFirst().code());
    }
  }

  private void cutTheRest() {
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
    JsonReading reading =
        importer.lastWins()
            ? JsonReader.readLastWins(held, 0, count, LIMITS)
            : JsonReader.read(held, 0, count, LIMITS);
    switch (reading) {
      case JsonReading.Refused refused ->
          refuse(
              "E_INPUT_JSON",
              "invalid JSON input: " + refused.fault().sentence() + " at byte " + refused.offset());
      case JsonReading.Read read -> record(read.value(), "", 1, () -> canonical(read.value()));
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
          int number = records + 1;
          record(item, "document " + number + " ", number, () -> canonical(item));
        }
      }
      case JsonReading.Read(Json.Obj object) ->
          record(object, "document 1 ", 1, () -> canonical(object));
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

  private static String canonical(Json record) {
    return Sha256.text(CanonicalJson.canonicalBytes(record));
  }

  private void record(Json record, String where, int row, Supplier<String> digest) {
    if (problem != null) {
      return;
    }
    records++;
    switch (onUnsupported) {
      case FAIL -> {
        switch (importer.read(record, selection)) {
          case ImportOutcome.Rejected rejected ->
              refuse(rejected.problem().code(), where + rejected.problem().message());
          case ImportOutcome.Imported imported -> receipts.addAll(imported.receipts());
        }
      }
      case SKIP -> keepParts(importer.parts(record, selection), row, digest);
    }
    if (receipts.size() > ImportReceipts.MAX_RECEIPTS) {
      refuse(
          "E_INPUT_LIMIT",
          "the source gives more than " + ImportReceipts.MAX_RECEIPTS + " receipts");
    }
  }

  private void keepParts(List<ImportOutcome> parts, int row, Supplier<String> digest) {
    String rowDigest = "";
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case ImportOutcome.Imported imported -> receipts.addAll(imported.receipts());
        case ImportOutcome.Rejected rejected -> {
          rowDigest = rowDigest.isEmpty() ? digest.get() : rowDigest;
          int component = parts.size() == 1 ? DroppedRecord.WHOLE : i;
          drops.add(new DroppedRecord(row, component, rejected.problem().code(), rowDigest));
        }
      }
    }
    if (drops.size() > MAX_DROPS) {
      refuse("E_INPUT_LIMIT", "more than " + MAX_DROPS + " records are not supported");
    }
  }

  private void refuse(String code, String message) {
    problem = Problem.of(code, message, Where.NOWHERE);
  }
}
