package dev.assay.core.receipt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The importers. Commands, schemas and the reference page follow from it. */
public final class ReceiptCatalog {
  private static final List<ReceiptImporter> IMPORTERS =
      List.of(
          new PromptfooImporter(),
          new OpenFeatureImporter(),
          new CycloneDxImporter(),
          new MastraImporter(),
          new PydanticImporter(),
          new LiveKitImporter());

  private static final ReceiptImporter DECISIONS = new ToolDecisionImporter();

  private ReceiptCatalog() {}

  /**
   * Gives the importers of receipts, in the order of the reference page: those that have a schema
   * and can be made again from their source.
   */
  public static List<ReceiptImporter> importers() {
    return IMPORTERS;
  }

  /** Finds an importer by its command word; those whose records are no receipts too. */
  public static Optional<ReceiptImporter> named(String importer) {
    return Stream.concat(IMPORTERS.stream(), Stream.of(DECISIONS))
        .filter(candidate -> candidate.family().importer().equals(importer))
        .findFirst();
  }
}
