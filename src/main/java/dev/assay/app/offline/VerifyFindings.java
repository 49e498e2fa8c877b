package dev.assay.app.offline;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleCode;
import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.evidence.verify.BundleProblem;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.JUnitReport;
import dev.assay.core.report.SarifLevel;
import dev.assay.core.report.SarifLog;
import dev.assay.core.report.SarifPlace;
import dev.assay.core.report.SarifResult;
import dev.assay.core.report.SarifRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports on bundles as other tools read them. In SARIF what refuses a bundle is an error, a layer
 * that fails without being demanded a warning, an oddity a note. In JUnit each layer is a case of
 * its bundle, and what was not checked is skipped, never passed.
 */
public final class VerifyFindings {
  private static final String CATEGORY = "assay-evidence/verify";
  private static final String NO_FILE = "evidence-bundle";
  private static final String NOT_READ = "unreadable";

  private VerifyFindings() {}

  /** Gives the SARIF log of some reports. */
  public static SarifLog sarif(List<VerifyReport> reports, String version) {
    List<SarifRule> rules = new ArrayList<>();
    rules.add(rule(NOT_READ, SarifLevel.ERROR, "the bundle cannot be read"));
    for (BundleCode code : BundleCode.values()) {
      rules.add(rule(code.wire(), SarifLevel.ERROR, "the bundle breaks the format or a limit"));
    }
    for (Question question : Question.values()) {
      rules.add(rule(question.wire(), SarifLevel.ERROR, "a layer of the verdict"));
    }
    for (BundleFacts.Oddity oddity : BundleFacts.Oddity.values()) {
      rules.add(rule(oddity.wire(), SarifLevel.NOTE, oddity.sentence()));
    }
    List<SarifResult> results = new ArrayList<>();
    reports.forEach(report -> add(report, results));
    return new SarifLog(
        new SarifLog.Tool("assay-evidence-verify", version, rules, Json.Obj.EMPTY),
        CATEGORY,
        results,
        0,
        Json.Obj.EMPTY);
  }

  private static SarifRule rule(String id, SarifLevel level, String summary) {
    return new SarifRule(id, level, SarifRule.Texts.of(summary), null, Json.Obj.EMPTY);
  }

  private static void add(VerifyReport report, List<SarifResult> to) {
    switch (report) {
      case VerifyReport.NotRun notRun -> {
        for (Problem problem : notRun.problems()) {
          to.add(result(report, NOT_READ, SarifLevel.ERROR, problem.text(), ""));
        }
      }
      case VerifyReport.Passed passed -> add(passed, passed.verdict(), to);
      case VerifyReport.Refused refused -> {
        if (refused.refusal().code() == BundleCode.CONTRACT_NOT_CANONICAL) {
          to.add(
              result(
                  report,
                  BundleCode.CONTRACT_NOT_CANONICAL.wire(),
                  SarifLevel.ERROR,
                  refused.refusal().text(),
                  ""));
        }
        add(refused, refused.verdict(), to);
      }
    }
  }

  private static void add(VerifyReport report, Verdict verdict, List<SarifResult> to) {
    switch (verdict) {
      case Verdict.Broken broken -> {
        for (BundleProblem problem : broken.problems()) {
          String place = problem.position().text();
          to.add(result(report, problem.code().wire(), SarifLevel.ERROR, problem.text(), place));
        }
      }
      case Verdict.Intact intact -> {
        for (VerdictLayer layer : intact.layers()) {
          boolean refuses = refuses(report, layer);
          if (refuses || layer.status() == Status.FAILED) {
            to.add(
                result(
                    report,
                    layer.question().wire(),
                    refuses ? SarifLevel.ERROR : SarifLevel.WARNING,
                    says(layer),
                    ""));
          }
        }
      }
    }
    for (BundleFacts.Warning warning : verdict.facts().warnings()) {
      String place = "seq " + warning.seq();
      to.add(
          result(
              report,
              warning.oddity().wire(),
              SarifLevel.NOTE,
              place + ": " + warning.oddity().sentence(),
              place));
    }
  }

  private static boolean refuses(VerifyReport report, VerdictLayer layer) {
    return report instanceof VerifyReport.Refused refused
        && refused.refusal().layers().contains(layer.question());
  }

  private static String says(VerdictLayer layer) {
    return layer.question().wire()
        + ": "
        + layer.status().wire()
        + " ("
        + layer.reason().wire()
        + "): "
        + layer.reason().sentence();
  }

  /** The fingerprint leaves out directories and what the message says about this one file. */
  private static SarifResult result(
      VerifyReport report, String rule, SarifLevel level, String message, String place) {
    String name = fileName(report.path());
    byte[] identity = (rule + "\n" + name + "\n" + place).getBytes(StandardCharsets.UTF_8);
    return SarifResult.of(
        rule, level, name + ": " + message, place(report.path()), Sha256.hex(identity));
  }

  /** Results need a file of the repository; a bundle elsewhere is named without its directories. */
  private static SarifPlace place(String path) {
    String plain = path.startsWith("./") ? path.substring(2) : path;
    if (SarifPlace.isInRepository(plain)) {
      return SarifPlace.file(plain);
    }
    String name = fileName(path);
    return SarifPlace.file(SarifPlace.isInRepository(name) ? name : NO_FILE);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Gives the JUnit report of some reports. */
  public static JUnitReport junit(List<VerifyReport> reports) {
    List<JUnitReport.Case> cases = new ArrayList<>();
    for (VerifyReport report : reports) {
      switch (report) {
        case VerifyReport.NotRun notRun ->
            cases.add(
                new JUnitReport.Case(
                    report.path(),
                    Question.STRUCTURE.wire(),
                    new JUnitReport.Outcome.Errored(
                        notRun.problems().getFirst().text(), notRun.reasonCode())));
        case VerifyReport.Passed passed -> cases(passed, passed.verdict(), cases);
        case VerifyReport.Refused refused -> cases(refused, refused.verdict(), cases);
      }
    }
    return new JUnitReport(CATEGORY.replace('/', '-'), cases);
  }

  private static void cases(VerifyReport report, Verdict verdict, List<JUnitReport.Case> to) {
    if (report instanceof VerifyReport.Refused refused
        && refused.refusal().code() == BundleCode.CONTRACT_NOT_CANONICAL) {
      to.add(
          new JUnitReport.Case(
              report.path(),
              "canonical",
              new JUnitReport.Outcome.Failed(refused.refusal().text(), refused.reasonCode())));
    }
    for (VerdictLayer layer : verdict.layers()) {
      to.add(
          new JUnitReport.Case(
              report.path(), layer.question().wire(), outcome(report, verdict, layer)));
    }
  }

  private static JUnitReport.Outcome outcome(
      VerifyReport report, Verdict verdict, VerdictLayer layer) {
    boolean broken = verdict instanceof Verdict.Broken && layer.question() == Question.STRUCTURE;
    if (broken || refuses(report, layer)) {
      return new JUnitReport.Outcome.Failed(says(layer), details(verdict));
    }
    return switch (layer.status()) {
      case CONFIRMED -> new JUnitReport.Outcome.Noted(says(layer));
      case FAILED -> new JUnitReport.Outcome.Noted("not required; " + says(layer));
      case NOT_PRESENT, NOT_CHECKED -> new JUnitReport.Outcome.Skipped(says(layer));
    };
  }

  private static String details(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Broken broken ->
          String.join("\n", broken.problems().stream().map(BundleProblem::text).toList());
      case Verdict.Intact _ -> "";
    };
  }
}
