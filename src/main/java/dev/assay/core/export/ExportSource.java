package dev.assay.core.export;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trust report that may be exported: of a sealed bundle, judged under the honest ruleset, with
 * nothing in it that this version does not know, and with a corroboration behind each verified row.
 * Who wrote it is not checked.
 */
public final class ExportSource {
  /** The extension member of our exports, and the name space of our OSCAL properties. */
  static final String NAMESPACE = "https://docs.getassay.dev/ns/trust-report/v2";

  private final ReadReport report;
  private final String bundleId;
  private final String archive;
  private final EventTime first;
  private final EventTime last;

  private ExportSource(
      ReadReport report, String bundleId, String archive, EventTime first, EventTime last) {
    this.report = report;
    this.bundleId = bundleId;
    this.archive = archive;
    this.first = first;
    this.last = last;
  }

  /** What became of a report. */
  public sealed interface Result {
    /** It may be exported. */
    record Ready(ExportSource source) implements Result {}

    /** It may not; every reason. */
    record Refused(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Looks at a report; {@code document} names it in problems. */
  public static Result of(ReadReport report, String document) {
    Check check = new Check(document, new ArrayList<>());
    if (report.extent().provisional()) {
      check.refuse(
          "provisional",
          "the report is of a recording that went on",
          "seal the bundle, compile it");
    }
    if (!report.compiler().ruleset().equals(Ruleset.HONEST.wire())) {
      check.refuse(
          "ruleset",
          "the report was judged under the ruleset `" + report.compiler().ruleset() + "`",
          "compile the bundle with `--ruleset " + Ruleset.HONEST.wire() + "`, the default");
    }
    if (!report.unknownClaims().isEmpty()) {
      check.refuse(
          "unknown_claims",
          "the report has claims this version does not know: "
              + ReportDiff.shown(report.unknownClaims()),
          "export it with the version of assay that wrote it");
    }
    for (ReportRow row : report.rows()) {
      if (row.level() == Level.VERIFIED && row.corroboration().isEmpty()) {
        check.refuse(
            "uncorroborated",
            row.key().shown() + " is verified and the report does not say by what",
            "compile the bundle again");
      }
    }
    String bundleId = check.digest(report.subject().bundleId(), "bundle_id");
    String archive = check.digest(report.subject().archiveSha256(), "archive_sha256");
    EventTime first = check.time(report.subject().firstEventTime(), "first_event_time");
    EventTime last = check.time(report.subject().lastEventTime(), "last_event_time");
    return check.problems.isEmpty() && first != null && last != null
        ? new Result.Ready(new ExportSource(report, bundleId, archive, first, last))
        : new Result.Refused(check.problems);
  }

  /** Collects what is wrong. */
  private record Check(String document, List<Problem> problems) {
    /** A report with a thousand bad rows needs no longer list. */
    private static final int MAX_PROBLEMS = 20;

    void refuse(String code, String message, String hint) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(new Problem("trust_export." + code, message, Where.document(document), hint));
      }
    }

    String digest(@Nullable String text, String name) {
      if (text != null && text.matches("sha256:[0-9a-f]{64}")) {
        return text;
      }
      refuse("subject", "`subject." + name + "` is no SHA-256 digest", "compile the bundle again");
      return "";
    }

    @Nullable EventTime time(@Nullable String text, String name) {
      EventTime time = text == null ? null : EventTime.read(text).orElse(null);
      if (time == null || !isUsual(time)) {
        refuse(
            "subject",
            "`subject." + name + "` is no time between 1900 and 2999",
            "compile the bundle again");
        return null;
      }
      return time;
    }

    /** The years that OSCAL can write. */
    private static boolean isUsual(EventTime time) {
      String text = time.text();
      return text.startsWith("19") || text.startsWith("2");
    }
  }

  /** Gives the report. */
  ReadReport report() {
    return report;
  }

  /** Gives {@code sha256:<hex>} of the run root. */
  String bundleId() {
    return bundleId;
  }

  /** Gives the digest of the archive, 64 hex digits. */
  String archiveHex() {
    return hex(archive);
  }

  /** Gives the digest of the report file, 64 hex digits. */
  String reportHex() {
    return hex(report.digest());
  }

  static String hex(String digest) {
    return digest.substring(Sha256.PREFIX.length());
  }

  /** Gives when the recording began, RFC 3339 in UTC. */
  String firstTime() {
    return first.text();
  }

  /** Gives when the recording ended, RFC 3339 in UTC. */
  String lastTime() {
    return last.text();
  }

  /** Gives the name of the bundle in formats that want a URI. */
  String bundleUri() {
    return "urn:assay:bundle:" + bundleId;
  }

  /** Gives the name of the report in formats that want a URI. */
  String reportUri() {
    return "urn:assay:trust-report:" + report.digest();
  }

  /** Gives the report as in-toto describes a resource. */
  Json.Obj reportDescriptor() {
    return Json.object()
        .put("name", "trust-report.json")
        .put("uri", reportUri())
        .put("digest", Json.object().put("sha256", reportHex()).build())
        .put("mediaType", "application/json")
        .build();
  }

  /** Gives what judged and how far the report reaches. */
  Json.Obj provenance() {
    ReadReport.Compiler compiler = report.compiler();
    return Json.object()
        .put("compiler", ExportText.line(compiler.name() + " " + compiler.version()))
        .put("ruleset", compiler.ruleset())
        .put("ruleset_digest", ExportText.line(compiler.rulesetDigest()))
        .put("scopes_cut", report.extent().scopesCut())
        .build();
  }
}
