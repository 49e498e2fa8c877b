package dev.assay.core.receipt;

import java.util.List;
import java.util.Optional;

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

  private ReceiptCatalog() {}

  /** Gives the importers in the order of the reference page. */
  public static List<ReceiptImporter> importers() {
    return IMPORTERS;
  }

  /** Finds an importer by its command word. */
  public static Optional<ReceiptImporter> named(String importer) {
    return IMPORTERS.stream()
        .filter(candidate -> candidate.family().importer().equals(importer))
        .findFirst();
  }
}
