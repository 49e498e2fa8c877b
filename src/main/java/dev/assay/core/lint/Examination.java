package dev.assay.core.lint;

import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.Severity;
import dev.assay.core.report.ReportText;
import org.jspecify.annotations.Nullable;

/** One rule of a pack while the events pass by: what it has seen, and what it says in the end. */
interface Examination {
  /** Takes an event of the rule's scope. */
  void event(LintedEvent event);

  /** Takes the end of the bundle. */
  void end(Json.Obj manifest);

  /** Where one rule puts its findings. */
  final class Sink {
    /** Code points of a rule's own description in a message. */
    private static final int MAX_DESCRIPTION = 300;

    private final PackSelection.Rule rule;
    private final String bundleFileName;
    private final FindingBuffer findings;

    Sink(PackSelection.Rule rule, String bundleFileName, int keep) {
      this.rule = rule;
      this.bundleFileName = bundleFileName;
      this.findings = new FindingBuffer(keep);
    }

    /** Notes a finding about the bundle. */
    void report(String what) {
      report(what, null, rule.rule().severity());
    }

    /** Notes a finding about an event. */
    void report(String what, EventPlace place) {
      report(what, place, rule.rule().severity());
    }

    void report(String what, @Nullable EventPlace place, Severity severity) {
      if (findings.isFull(severity)) {
        findings.countOne();
        return;
      }
      String id = rule.canonicalId();
      String digest = rule.pack().digests().engine();
      String asked = ReportText.bounded(rule.rule().texts().description(), MAX_DESCRIPTION);
      findings.add(
          new Finding(
              new Finding.RuleRef.OfPack(rule),
              severity,
              asked.strip() + ": " + what,
              place,
              Fingerprints.ofPack(id, place, digest, bundleFileName)));
    }

    FindingBuffer findings() {
      return findings;
    }
  }
}
