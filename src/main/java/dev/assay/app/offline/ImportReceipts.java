package dev.assay.app.offline;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.evidence.write.BundlePlan;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.receipt.ImportContext;
import dev.assay.core.receipt.ImportLedger;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptEvent;
import dev.assay.core.receipt.ReceiptFamily;
import dev.assay.core.receipt.ReceiptImporter;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Imports the results of another tool as receipts: all of a source or nothing, or with {@link
 * OnUnsupported#SKIP} what is supported and a ledger of the rest.
 *
 * <p>The source is read twice, once for its digest and once for its records; when the readings
 * differ nothing is imported. Nothing of the source but the bounded members of its family is kept.
 * Source: {@code receipts.md} 1.
 */
public final class ImportReceipts {
  /** Bytes of a source. */
  public static final long MAX_SOURCE_BYTES = 256L << 20;

  /** Receipts of one import: the events a bundle may hold. */
  public static final int MAX_RECEIPTS = 100_000;

  /** Code points of the name of a source that a claim still accepts. */
  private static final int MAX_REF = 240;

  private final BundleFiles files;
  private final EventOrigin.Producer producer;
  private final InstantSource clock;

  /** Makes one that reads through a port and names itself as producer. */
  public ImportReceipts(BundleFiles files, EventOrigin.Producer producer, InstantSource clock) {
    this.files = files;
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * What to import.
   *
   * @param path the source
   * @param sourceRef how receipts call it; not used by importers that do not name the source
   * @param runId run of the new bundle
   * @param importTime an RFC 3339 time; now when empty
   * @param selection which part of a document
   * @param onUnsupported what a record that is not supported does to the others
   */
  public record Request(
      ReceiptImporter importer,
      String path,
      Optional<String> sourceRef,
      Optional<String> runId,
      Optional<String> importTime,
      Optional<String> selection,
      OnUnsupported onUnsupported) {}

  /** How importing ended. */
  public sealed interface Outcome {
    /**
     * The bundle's plan and lines, ready to be written.
     *
     * @param ledger what became of all records
     */
    record Imported(BundlePlan.Planned plan, List<byte[]> lines, ImportLedger ledger)
        implements Outcome {
      /** Copies the list; the lines are handed on. */
      public Imported {
        lines = List.copyOf(lines);
      }
    }

    /** Nothing is imported. */
    record Rejected(Problem problem) implements Outcome {}
  }

  /** Imports. */
  public Outcome run(Request request) {
    Optional<Instant> time =
        request.importTime().isEmpty()
            ? Optional.of(clock.instant())
            : request.importTime().flatMap(EventTime::read).map(EventTime::instant);
    if (time.isEmpty()) {
      return rejected("E_IMPORT_TIME", "invalid --import-time, it must be an RFC 3339 time");
    }
    String runId = request.runId().orElse(request.importer().family().defaultRunId());
    if (runId.indexOf(':') >= 0 || !BundleSurvey.isName(runId)) {
      return rejected(
          "E_RUN_ID",
          "run_id cannot contain ':' and is 1 to 200 of letters, digits, `.`, `_`, `-`");
    }
    String ref = sourceRef(request);
    if (!ReviewerText.isForReviewers(ref, MAX_REF)) {
      return rejected(
          "E_SOURCE_REF",
          "--source-artifact-ref must be trimmed, 1 to 240 characters, without control characters");
    }
    MessageDigest first = Sha256.hasher();
    long[] length = new long[1];
    BundleFiles.Delivery delivery =
        files.deliver(
            request.path(),
            BundleFiles.Passes.TWO,
            (data, from, to) -> {
              first.update(data, from, to - from);
              length[0] += to - from;
              return length[0] <= MAX_SOURCE_BYTES;
            });
    Optional<Outcome> failed = failure(delivery, length[0]);
    if (failed.isPresent()) {
      return failed.get();
    }
    String digest = Sha256.PREFIX + HexFormat.of().formatHex(first.digest());
    return reduce(request, runId, new ImportContext(ref, digest, time.get()));
  }

  private static String sourceRef(Request request) {
    if (!request.importer().namesSource()) {
      return request.importer().family().defaultName();
    }
    String path = request.path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String fallback =
        name.isEmpty() || path.equals("-") ? request.importer().family().defaultName() : name;
    return request.sourceRef().orElse(fallback);
  }

  private static Optional<Outcome> failure(BundleFiles.Delivery delivery, long length) {
    return switch (delivery) {
      case BundleFiles.Delivery.Unavailable u ->
          Optional.of(rejected("E_INPUT_IO", u.problem().message()));
      case BundleFiles.Delivery.Interrupted i ->
          Optional.of(rejected("E_INPUT_IO", i.problem().message()));
      case BundleFiles.Delivery.Delivered _ ->
          length > MAX_SOURCE_BYTES
              ? Optional.of(rejected("E_INPUT_LIMIT", "the source is longer than 256 MiB"))
              : Optional.empty();
    };
  }

  private Outcome reduce(Request request, String runId, ImportContext context) {
    SourceRecords records =
        new SourceRecords(request.importer(), request.selection(), request.onUnsupported());
    MessageDigest second = Sha256.hasher();
    BundleFiles.Delivery delivery =
        files.deliver(
            request.path(),
            BundleFiles.Passes.TWO,
            (data, from, to) -> {
              second.update(data, from, to - from);
              return records.feed(data, from, to);
            });
    Optional<Outcome> failed = failure(delivery, 0);
    if (failed.isPresent()) {
      return failed.get();
    }
    records.finish();
    if (records.problem().isPresent()) {
      return new Outcome.Rejected(records.problem().get());
    }
    String digest = Sha256.PREFIX + HexFormat.of().formatHex(second.digest());
    return digest.equals(context.sourceDigest())
        ? bundle(request.importer(), runId, context, records)
        : rejected("E_INPUT_IO", "the source changed while it was read");
  }

  private Outcome bundle(
      ReceiptImporter importer, String runId, ImportContext context, SourceRecords records) {
    ReceiptFamily family = importer.family();
    ImportLedger ledger = records.ledger();
    if (ledger.imported() + ledger.events() > MAX_RECEIPTS) {
      return rejected(
          "E_INPUT_LIMIT",
          "receipts and ledger together are more than " + MAX_RECEIPTS + " events");
    }
    EventOrigin origin = new EventOrigin(runId, family.eventSource(), producer);
    BundleSurvey survey = new BundleSurvey();
    List<byte[]> lines = new ArrayList<>();
    for (Json.Obj own : records.receipts()) {
      for (ReceiptEvent made : importer.events(context, runId, lines.size(), own)) {
        add(event(origin, lines.size(), context, made.type(), made.payload()), survey, lines);
      }
    }
    for (Json.Obj payload : ledger.payloads(family, context)) {
      add(event(origin, lines.size(), context, ImportLedger.EVENT_TYPE, payload), survey, lines);
    }
    return switch (survey.finish()) {
      case BundlePlan.Planned planned -> new Outcome.Imported(planned, lines, ledger);
      case BundlePlan.Refused refused -> rejected("E_INPUT_LIMIT", refused.fault().sentence());
    };
  }

  private static EvidenceEvent event(
      EventOrigin origin, int seq, ImportContext context, String type, Json.Obj payload) {
    return new EvidenceEvent(
        origin,
        seq,
        context.importTime(),
        type,
        null,
        EvidenceEvent.Marks.NONE,
        EvidenceEvent.Extras.NONE,
        payload,
        EvidenceEvent.Stated.NOTHING);
  }

  private static void add(EvidenceEvent event, BundleSurvey survey, List<byte[]> lines) {
    EvidenceEvent.Line line = event.line();
    survey.add(event, line);
    lines.add(line.bytes());
  }

  private static Outcome rejected(String code, String message) {
    return new Outcome.Rejected(Problem.of(code, message, Where.NOWHERE));
  }
}
