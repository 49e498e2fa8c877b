package dev.assay.core.lint;

import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.Check;
import dev.assay.core.lint.pack.PackKind;
import dev.assay.core.lint.pack.PackSelection;
import java.util.ArrayList;
import java.util.List;

/**
 * Lints one bundle while it is verified: give it to the verifier as its sink, then ask for the
 * report with the token the verifier made.
 *
 * <p>Guarantees: memory is bounded by the number of findings asked for and of rules, whatever the
 * bundle holds; nothing is said of a bundle that does not verify. Source: {@code evidence.md} 6.1.
 */
public final class Linter implements EventSink {
  /** The most findings anybody can ask for: what a SARIF log may hold. */
  public static final int MAX_FINDINGS = 25_000;

  private final PackSelection.Selected packs;
  private final int maxFindings;
  private final FindingBuffer builtIn;
  private final List<Running> running = new ArrayList<>();
  private final List<SkippedRule> skipped = new ArrayList<>();

  /** A rule that runs. */
  private record Running(PackSelection.Rule rule, Examination.Sink sink, Examination examination) {}

  /**
   * Makes one for one bundle.
   *
   * @param packs the rules that run besides the built-in ones
   * @param bundleFileName the last part of the bundle's path
   * @param maxFindings how many findings the report shows at most, from 1 to {@link #MAX_FINDINGS}
   */
  public Linter(PackSelection.Selected packs, String bundleFileName, int maxFindings) {
    this.packs = packs;
    this.maxFindings = maxFindings;
    this.builtIn = new FindingBuffer(maxFindings);
    for (PackSelection.Rule rule : packs.rules()) {
      if (rule.rule().check() instanceof Check.Unsupported unsupported
          && rule.pack().kind() != PackKind.COMPLIANCE) {
        skipped.add(new SkippedRule(rule.canonicalId(), "the rule " + unsupported.why()));
        continue;
      }
      Examination.Sink sink = new Examination.Sink(rule, bundleFileName, maxFindings);
      running.add(new Running(rule, sink, examination(rule.rule().check(), sink)));
    }
    for (String shadowed : packs.shadowed()) {
      skipped.add(new SkippedRule(shadowed, "an earlier pack defines the same rule"));
    }
  }

  private static Examination examination(Check check, Examination.Sink sink) {
    return switch (check) {
      case Check.EventCount count -> PlainExaminations.count(count, sink);
      case Check.EventPairs pairs -> PlainExaminations.pairs(pairs, sink);
      case Check.TypeExists type -> PlainExaminations.typeExists(type, sink);
      case Check.FieldPresent present -> PlainExaminations.fieldPresent(present, sink);
      case Check.ValueEquals equal -> PlainExaminations.valueEquals(equal, sink);
      case Check.ManifestField field -> PlainExaminations.manifestField(field, sink);
      case Check.AuthorizationPresent _ -> PlainExaminations.authorization(sink);
      case Check.Conditional conditional -> PlainExaminations.conditional(conditional, sink);
      case Check.ForEach each -> QuantifierExaminations.forEach(each, sink);
      case Check.GroupCount groups -> QuantifierExaminations.groupCount(groups, sink);
      case Check.Paired paired -> QuantifierExaminations.paired(paired, sink);
      case Check.Unsupported unsupported -> PlainExaminations.unsupported(unsupported, sink);
    };
  }

  @Override
  public void event(long seq, Json.Obj envelope, byte[] line, int from, int to) {
    LintedEvent event = LintedEvent.of(seq, envelope);
    for (BuiltInRule rule : BuiltInRule.values()) {
      if (rule.fires(envelope)) {
        report(rule, event.place());
      }
    }
    for (Running one : running) {
      List<String> types = one.rule.rule().eventTypes();
      if (types.isEmpty() || types.contains(event.type())) {
        one.examination.event(event);
      }
    }
  }

  private void report(BuiltInRule rule, EventPlace place) {
    if (builtIn.isFull(rule.severity())) {
      builtIn.countOne();
      return;
    }
    builtIn.add(
        new Finding(
            new Finding.RuleRef.BuiltIn(rule),
            rule.severity(),
            rule.sentence(),
            place,
            Fingerprints.builtIn(rule.id(), place)));
  }

  /** Gives the report on the bundle whose events were given before; asked for once. */
  public LintReport report(VerifiedBundle bundle) {
    FindingBuffer all = new FindingBuffer(maxFindings);
    all.addAll(builtIn);
    Json.Obj manifest = bundle.manifest().document();
    long byPacks = 0;
    for (Running one : running) {
      one.examination.end(manifest);
      all.addAll(one.sink.findings());
      byPacks += one.sink.findings().total();
    }
    return LintReport.of(bundle.manifest(), packs, all, maxFindings, byPacks, skipped);
  }
}
