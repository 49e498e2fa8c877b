package dev.assay.core.lint;

import dev.assay.core.evidence.verify.BundleFacts;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What linting one verified bundle found.
 *
 * @param bundle its manifest
 * @param packs what ran besides the built-in rules
 * @param findings in the order found; of too many the most serious, in the order found within a
 *     severity
 * @param omitted how many more there were
 * @param byPacks how many findings rules of packs had, before any cut
 * @param skipped rules that did not run
 */
public record LintReport(
    BundleFacts.Manifest bundle,
    PackSelection.Selected packs,
    List<Finding> findings,
    long omitted,
    long byPacks,
    List<SkippedRule> skipped) {

  /** Copies the lists. */
  public LintReport {
    findings = Collections.unmodifiableList(new ArrayList<>(findings));
    skipped = Collections.unmodifiableList(new ArrayList<>(skipped));
  }

  static LintReport of(
      BundleFacts.Manifest bundle,
      PackSelection.Selected packs,
      FindingBuffer all,
      int maxFindings,
      long byPacks,
      List<SkippedRule> skipped) {
    List<Finding> shown = all.kept();
    if (all.total() > maxFindings) {
      shown =
          shown.stream()
              .sorted(Comparator.comparing(Finding::severity))
              .limit(maxFindings)
              .toList();
    }
    return new LintReport(bundle, packs, shown, all.total() - shown.size(), byPacks, skipped);
  }

  /** Gives how many of the findings shown have a severity. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** Gives how many of the findings shown are of rules of packs. */
  public long shownByPacks() {
    return findings.stream().filter(f -> f.rule() instanceof Finding.RuleRef.OfPack).count();
  }

  /** Tells whether anything is at least as serious; cutting never changes that. */
  public boolean reaches(Severity threshold) {
    return findings.stream().anyMatch(finding -> finding.severity().compareTo(threshold) <= 0);
  }

  /** Gives the disclaimers of the packs that have one, each once. */
  public List<String> disclaimers() {
    List<String> disclaimers = new ArrayList<>();
    packs
        .packs()
        .forEach(
            pack -> {
              String disclaimer = pack.texts().disclaimer();
              if (disclaimer != null && !disclaimers.contains(disclaimer)) {
                disclaimers.add(disclaimer);
              }
            });
    return disclaimers;
  }
}
