package dev.assay.testkit;

import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportReader;
import dev.assay.core.claim.report.ReportReading;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;

/** Trust reports as our compiler writes them for the published bundles. */
public final class TrustReports {
  /** A bundle with delegation, authorization, receipts and a degraded containment. */
  public static final String RICH = "trust/golden/signals-and-receipts/bundle.tar.gz";

  /** A bundle in which nothing speaks for any claim but the first. */
  public static final String POOR = "trust/golden/all-absent/bundle.tar.gz";

  private TrustReports() {}

  /** The report file about a bundle. */
  public static byte[] bytes(String bundle) {
    return bytes(bundle, Ruleset.HONEST);
  }

  /** The report file about a bundle under a ruleset. */
  public static byte[] bytes(String bundle, Ruleset ruleset) {
    FakeBundleFiles files = new FakeBundleFiles().with("bundle", Vectors.bytes(bundle));
    return switch (new CompileTrustBasis(files, "0.0.0")
        .compile(
            new CompileTrustBasis.Request(
                "bundle", BundleLimits.DEFAULT, ruleset, CompileTrustBasis.Supplied.NOTHING))) {
      case CompileTrustBasis.Outcome.Compiled compiled -> compiled.report().bytes();
      case CompileTrustBasis.Outcome.Refused refused ->
          throw new IllegalArgumentException(refused.report().reasonCode());
    };
  }

  /** The same, read. */
  public static ReadReport of(String bundle) {
    return read(bytes(bundle));
  }

  /** Reads a file that must be a report. */
  public static ReadReport read(byte[] file) {
    return switch (ReportReader.read(file)) {
      case ReportReading.Read read -> read.report();
      case ReportReading.Refused refused ->
          throw new IllegalArgumentException(refused.problems().toString());
    };
  }

  /** The document of the report about a bundle, to be changed. */
  public static Json.Obj document(String bundle) {
    return (Json.Obj) Vectors.parse(bytes(bundle));
  }

  /** A document with one member put in another's place; null takes it away. */
  public static Json.Obj with(Json.Obj document, String name, Json value) {
    Json.ObjBuilder changed = Json.object();
    document
        .members()
        .forEach(
            (member, old) -> {
              if (!member.equals(name)) {
                changed.put(member, old);
              }
            });
    return changed.put(name, value).build();
  }

  /** The bytes of a changed document. */
  public static byte[] file(Json document) {
    return JsonText.compact(document).getBytes(StandardCharsets.UTF_8);
  }
}
