package dev.assay.app.offline;

import dev.assay.core.claim.rule.Ground;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.receipt.ImportContext;
import dev.assay.core.receipt.ImportLedger;
import dev.assay.core.receipt.OnUnsupported;
import dev.assay.core.receipt.ReceiptCatalog;
import dev.assay.core.receipt.ReceiptImporter;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the receipts of a bundle again from sources, with the importers that make them, and
 * compares the bytes. A receipt that has no source here is not checked, which is no success; what
 * cannot be made again differs, and so does a ledger of dropped records that is not the one that
 * the source gives. Source: {@code receipts.md} 11.5.
 */
public final class CheckReceipts {
  private final BundleFiles bundles;
  private final BundleFiles sources;

  /** Makes one that reads through two ports, so that only one of them has standard input. */
  public CheckReceipts(BundleFiles bundles, BundleFiles sources) {
    this.bundles = bundles;
    this.sources = sources;
  }

  /** What receipts have in common that were made of one source by one importer. */
  private record Origin(String digest, String importer) {}

  /** What a bundle has of one source. */
  private record Found(List<Json.Obj> receipts, List<Json.Obj> ledger) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * Receipts of one source.
   *
   * @param importer the command word
   * @param sourceDigest digest that the receipts name
   * @param source which of the given files has it; empty when none has
   * @param receipts how many receipts the bundle has of it
   * @param recomputed how many of them are the same when they are made again
   * @param why why not all of them are; empty when they are
   */
  public record Group(
      String importer,
      String sourceDigest,
      Optional<String> source,
      int receipts,
      int recomputed,
      String why) {
    /** Says whether every receipt was made again and is the same. */
    public boolean holds() {
      return why.isEmpty();
    }
  }

  /** How it ended. */
  public sealed interface Outcome {
    /**
     * The bundle verifies and was looked at.
     *
     * @param groups by source, in the order of the bundle
     * @param unused files that no receipt names
     * @param archiveSha256 digest of the archive that was read
     */
    record Checked(List<Group> groups, List<String> unused, String archiveSha256)
        implements Outcome {
      /** Copies the lists. */
      public Checked {
        groups = List.copyOf(groups);
        unused = List.copyOf(unused);
      }

      /** Gives what it means for the claim about sources: receipts without one are not counted. */
      public Ground.SourceChecks ground() {
        long recomputed = 0;
        long differing = 0;
        for (Group group : groups) {
          if (group.source.isPresent()) {
            recomputed += group.recomputed;
            differing += Math.max(group.receipts - group.recomputed, group.holds() ? 0 : 1);
          }
        }
        return new Ground.SourceChecks(recomputed, differing);
      }

      /** Says whether there were receipts and every one was made again. */
      public boolean holds() {
        return !groups.isEmpty() && groups.stream().allMatch(Group::holds);
      }
    }

    /** The bundle does not verify. */
    record Refused(VerifyReport report) implements Outcome {}

    /** A source cannot be read. */
    record Unreadable(Problem problem) implements Outcome {}
  }

  /** Checks the receipts of a bundle. */
  public Outcome check(String bundle, List<String> sourcePaths) {
    Map<Origin, Found> receipts = new LinkedHashMap<>();
    EventSink collecting = (_, envelope, _, _, _) -> collect(envelope, receipts);
    BundleReading reading =
        BundleReading.read(
            bundles, bundle, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, collecting);
    return switch (reading) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact(Verdict.Intact intact) ->
          compare(receipts, sourcePaths, intact.bundle().archiveDigest());
    };
  }

  private static void collect(Json.Obj envelope, Map<Origin, Found> receipts) {
    String type = envelope.string("type").orElse("");
    Json.Obj payload = envelope.object("data").orElse(Json.Obj.EMPTY);
    boolean ledger = type.equals(ImportLedger.EVENT_TYPE);
    String family = ledger ? payload.string("receipt_type").orElse("") : type;
    for (ReceiptImporter importer : ReceiptCatalog.importers()) {
      if (importer.family().eventType().equals(family)) {
        String digest = payload.string("source_artifact_digest").orElse("");
        Origin origin = new Origin(digest, importer.family().importer());
        Found found = receipts.computeIfAbsent(origin, _ -> new Found());
        (ledger ? found.ledger : found.receipts).add(payload);
      }
    }
  }

  private Outcome compare(
      Map<Origin, Found> receipts, List<String> sourcePaths, String archiveSha256) {
    Map<String, String> byDigest = new LinkedHashMap<>();
    for (String path : sourcePaths) {
      MessageDigest hasher = Sha256.hasher();
      long[] length = new long[1];
      BundleFiles.Delivery delivery =
          sources.deliver(
              path,
              BundleFiles.Passes.TWO,
              (data, from, to) -> {
                hasher.update(data, from, to - from);
                length[0] += to - from;
                return length[0] <= ImportReceipts.MAX_SOURCE_BYTES;
              });
      switch (delivery) {
        case BundleFiles.Delivery.Unavailable unavailable -> {
          return new Outcome.Unreadable(unavailable.problem());
        }
        case BundleFiles.Delivery.Interrupted interrupted -> {
          return new Outcome.Unreadable(interrupted.problem());
        }
        case BundleFiles.Delivery.Delivered _ ->
            byDigest.put(Sha256.PREFIX + HexFormat.of().formatHex(hasher.digest()), path);
      }
    }
    List<Group> groups = new ArrayList<>();
    List<String> unused = new ArrayList<>(sourcePaths);
    receipts.forEach(
        (origin, found) -> {
          Optional<String> source = Optional.ofNullable(byDigest.get(origin.digest));
          source.ifPresent(unused::remove);
          groups.add(group(origin, found, source));
        });
    return new Outcome.Checked(groups, unused, archiveSha256);
  }

  private Group group(Origin origin, Found found, Optional<String> source) {
    List<Json.Obj> payloads = found.receipts;
    if (source.isEmpty()) {
      return new Group(
          origin.importer, origin.digest, source, payloads.size(), 0, "no source with this digest");
    }
    ReceiptImporter importer = ReceiptCatalog.named(origin.importer).orElseThrow();
    SourceRecords records =
        new SourceRecords(
            importer,
            selection(payloads),
            found.ledger.isEmpty() ? OnUnsupported.FAIL : OnUnsupported.SKIP);
    MessageDigest again = Sha256.hasher();
    sources.deliver(
        source.get(),
        BundleFiles.Passes.TWO,
        (data, from, to) -> {
          again.update(data, from, to - from);
          return records.feed(data, from, to);
        });
    records.finish();
    String why = records.problem().map(Problem::message).orElse("");
    if (!why.isEmpty()) {
      return new Group(
          origin.importer,
          origin.digest,
          source,
          payloads.size(),
          0,
          "the importer refuses it: " + why);
    }
    if (!(Sha256.PREFIX + HexFormat.of().formatHex(again.digest())).equals(origin.digest)) {
      return new Group(
          origin.importer,
          origin.digest,
          source,
          payloads.size(),
          0,
          "it changed while it was read");
    }
    return compared(origin, importer, found, records, source);
  }

  private static Group compared(
      Origin origin,
      ReceiptImporter importer,
      Found found,
      SourceRecords records,
      Optional<String> source) {
    List<Json.Obj> payloads = found.receipts;
    List<Json.Obj> made = records.receipts();
    int same = 0;
    for (int i = 0; i < Math.min(payloads.size(), made.size()); i++) {
      if (isSame(importer, origin, payloads.get(i), made.get(i))) {
        same++;
      }
    }
    String why = "";
    if (payloads.size() != made.size()) {
      why = "the source gives " + made.size() + " receipts, the bundle has " + payloads.size();
    } else if (same < payloads.size()) {
      why = (payloads.size() - same) + " receipts differ";
    } else if (!isSameLedger(importer, origin, found.ledger, records.ledger())) {
      why = "the ledger of dropped records differs";
    }
    return new Group(origin.importer, origin.digest, source, payloads.size(), same, why);
  }

  private static boolean isSame(
      ReceiptImporter importer, Origin origin, Json.Obj payload, Json.Obj own) {
    return context(origin, payload)
        .map(context -> importer.family().payload(context, own))
        .filter(made -> isEqual(made, payload))
        .isPresent();
  }

  private static boolean isSameLedger(
      ReceiptImporter importer, Origin origin, List<Json.Obj> stated, ImportLedger made) {
    if (stated.size() != made.events()) {
      return false;
    }
    for (int i = 0; i < stated.size(); i++) {
      Json.Obj payload = stated.get(i);
      int part = i;
      if (context(origin, payload)
          .map(context -> made.payloads(importer.family(), context).get(part))
          .filter(again -> isEqual(again, payload))
          .isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(Json.Obj made, Json.Obj stated) {
    return CanonicalJson.canonicalText(made).equals(CanonicalJson.canonicalText(stated));
  }

  /** What the importer does not take from the source is taken from the payload: name and time. */
  private static Optional<ImportContext> context(Origin origin, Json.Obj payload) {
    Optional<Instant> time =
        payload.string("imported_at").flatMap(EventTime::read).map(EventTime::instant);
    Optional<String> ref = payload.string("source_artifact_ref");
    return time.isEmpty() || ref.isEmpty()
        ? Optional.empty()
        : Optional.of(new ImportContext(ref.get(), origin.digest, time.get()));
  }

  /** The model that the receipt is of, for the importer that was told which one. */
  private static Optional<String> selection(List<Json.Obj> payloads) {
    return payloads.stream()
        .findFirst()
        .flatMap(payload -> payload.object("model_component"))
        .flatMap(model -> model.string("bom_ref"));
  }
}
