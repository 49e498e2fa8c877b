package dev.assay.core.claim.policy;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.claim.report.SupposedReport;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.problem.DidYouMean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The {@code tests} of a trust policy. */
final class PolicyTestReader {
  private static final int MAX_TESTS = 1_000;
  private static final List<String> TEST =
      List.of("name", "now", "claims", "event_count", "scopes_cut", "expect");
  private static final List<String> CLAIM =
      List.of("id", "scope", "level", "candidates", "supporting", "rejected");

  private final StrictMapping fields;
  private final Set<String> rules;

  private PolicyTestReader(StrictMapping fields, Set<String> rules) {
    this.fields = fields;
    this.rules = rules;
  }

  static List<PolicyTest> read(StrictMapping root, Set<String> rules) {
    List<StrictMapping> mappings = root.mappings("tests");
    if (mappings.size() > MAX_TESTS) {
      root.refuse(
          TrustPolicyFault.TOO_LONG.code(), "tests", "there are more than 1000 tests", null);
      return List.of();
    }
    List<PolicyTest> tests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictMapping mapping : mappings) {
      PolicyTest test = new PolicyTestReader(mapping, rules).test();
      if (!test.name().isEmpty() && !names.add(test.name())) {
        mapping.refuse(
            TrustPolicyFault.DUPLICATE.code(), "name", "a test with this name stands twice", null);
      }
      tests.add(test);
    }
    return tests;
  }

  private PolicyTest test() {
    fields.refuseUnknown(TEST);
    String name = fields.required("name");
    if (name.codePointCount(0, name.length()) > TrustPolicyReader.MAX_TEXT) {
      fields.refuse(TrustPolicyFault.TOO_LONG.code(), "name", "`name` is too long", null);
    }
    return new PolicyTest(name, now(), report(), expected(), Math.max(1, fields.line()));
  }

  /** The moment of a test that does not say one is before every waiver ends. */
  private Instant now() {
    Optional<String> text = fields.string("now");
    Optional<Instant> now = text.flatMap(t -> TrustPolicyReader.moment(t, false));
    if (text.isPresent() && now.isEmpty()) {
      fields.refuse(
          TrustPolicyFault.TIME.code(), "now", "`now` is no date and no time", "write 2027-01-31");
    }
    return now.orElse(Instant.EPOCH);
  }

  private ReadReport report() {
    List<ReportRow> rows = new ArrayList<>();
    Set<ReportRow.Key> keys = new HashSet<>();
    for (StrictMapping claim : fields.mappings("claims")) {
      claim.refuseUnknown(CLAIM);
      Optional<ReportRow> row = row(claim);
      if (row.isPresent() && !keys.add(row.get().key())) {
        claim.refuse(
            TrustPolicyFault.DUPLICATE.code(), "id", "the claim stands twice for one scope", null);
      }
      row.ifPresent(rows::add);
    }
    long events = fields.integer("event_count", 0).orElse(0L);
    return SupposedReport.of(rows, events, fields.flag("scopes_cut"));
  }

  private static Optional<ReportRow> row(StrictMapping claim) {
    String name = claim.required("id");
    Optional<ClaimId> id = ClaimId.of(name);
    if (id.isEmpty() && !name.isEmpty()) {
      List<String> known = Arrays.stream(ClaimId.values()).map(ClaimId::wire).toList();
      claim.refuse(
          TrustPolicyFault.UNKNOWN_CLAIM.code(),
          "id",
          "`" + name + "` is no claim of the catalogue",
          DidYouMean.nearest(name, known).map(n -> "did you mean `" + n + "`?").orElse(null));
    }
    String word = claim.required("level");
    Optional<Level> level = Level.of(word);
    if (level.isEmpty() && !word.isEmpty()) {
      claim.refuse(
          TrustPolicyFault.UNKNOWN_VALUE.code(),
          "level",
          "`level` cannot be `" + word + "`",
          "use one of absent, inferred, self_reported, verified");
    }
    Scope scope =
        claim
            .mapping("scope")
            .flatMap(s -> TrustPolicyReader.scope(s, "a `scope`"))
            .orElse(Scope.BUNDLE);
    ReportRow.Counts counts =
        new ReportRow.Counts(
            claim.integer("candidates", 0).orElse(0L),
            claim.integer("supporting", 0).orElse(0L),
            claim.integer("rejected", 0).orElse(0L));
    return id.isEmpty() || level.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReportRow(
                id.get(),
                scope,
                level.get(),
                counts,
                id.get().source(),
                id.get().boundary(),
                List.of()));
  }

  private SortedMap<String, Outcome> expected() {
    SortedMap<String, Outcome> expected = new TreeMap<>();
    Optional<StrictMapping> expect = fields.mapping("expect");
    if (expect.isEmpty() || expect.get().members().members().isEmpty()) {
      fields.refuse(
          TrustPolicyFault.MISSING_FIELD.code(),
          "expect",
          "the test expects nothing",
          "write `expect: { rule-id: passed }`");
      return expected;
    }
    StrictMapping mapping = expect.get();
    for (String rule : mapping.members().members().keySet()) {
      if (!rules.contains(rule)) {
        mapping.refuse(
            TrustPolicyFault.UNKNOWN_RULE.code(),
            rule,
            "there is no rule `" + rule + "`",
            DidYouMean.nearest(rule, rules).map(n -> "did you mean `" + n + "`?").orElse(null));
      }
      String word = mapping.required(rule);
      Optional<Outcome> outcome = Outcome.of(word);
      if (outcome.isPresent()) {
        expected.put(rule, outcome.get());
      } else if (!word.isEmpty()) {
        mapping.refuse(
            TrustPolicyFault.UNKNOWN_VALUE.code(),
            rule,
            "an outcome cannot be `" + word + "`",
            "use one of " + String.join(", ", words()));
      }
    }
    return expected;
  }

  private static List<String> words() {
    return Arrays.stream(Outcome.values()).map(Outcome::wire).toList();
  }
}
