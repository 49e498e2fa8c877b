package dev.assay.core.claim.policy;

import dev.assay.core.claim.compile.Scope;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.StrictMapping;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a trust policy: strictly, and with everything that is wrong with it at once.
 *
 * <p>Guarantees: never throws on any bytes; every member of an accepted policy is one this version
 * knows; every expression fits its types and names claims of the catalogue; there is at least one
 * rule. Source: {@code trust-basis.md} 17.3, {@code design.md} §3.1 <i>Trust</i>.
 */
public final class TrustPolicyReader {
  /** Rules of one document; nobody reads the results of more. */
  static final int MAX_RULES = 500;

  /** Waivers of one rule. */
  private static final int MAX_WAIVERS = 50;

  /** Code points of a text for people. */
  static final int MAX_TEXT = 2_000;

  private static final StrictMapping.Codes CODES =
      new StrictMapping.Codes(
          TrustPolicyFault.UNKNOWN_FIELD.code(),
          TrustPolicyFault.MISSING_FIELD.code(),
          TrustPolicyFault.WRONG_TYPE.code(),
          TrustPolicyFault.NUMBER.code(),
          TrustPolicyFault.ROOT_NOT_MAPPING.code());
  private static final List<String> TOP = List.of("schema", "name", "rules", "tests");
  private static final List<String> RULE =
      List.of("id", "severity", "when", "require", "on_not_evaluable", "explain", "waivers");
  private static final List<String> WAIVER = List.of("id", "reason", "owner", "expires");
  private static final List<String> WHEN = List.of("server", "tool", "session");

  private final StrictMapping root;

  private TrustPolicyReader(StrictMapping root) {
    this.root = root;
  }

  /**
   * Reads a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it, for problems
   */
  public static TrustPolicyReading read(byte[] yaml, String documentName) {
    StrictMapping.Opened opened = StrictMapping.open(yaml, documentName, CODES, "a trust policy");
    StrictMapping.Document document = opened.document();
    if (opened.root().isEmpty()) {
      return new TrustPolicyReading.Refused(document.problemsInOrder());
    }
    TrustPolicyReader reader = new TrustPolicyReader(opened.root().get());
    if (!reader.speaksThisVersion()) {
      return new TrustPolicyReading.Refused(document.problemsInOrder());
    }
    TrustPolicy policy = reader.policy();
    return document.problems().isEmpty()
        ? new TrustPolicyReading.Accepted(policy)
        : new TrustPolicyReading.Refused(document.problemsInOrder());
  }

  /** Of another version nothing can be said but that. */
  private boolean speaksThisVersion() {
    String schema = root.required("schema");
    if (!schema.isEmpty() && !schema.equals(TrustPolicy.SCHEMA)) {
      root.refuse(
          TrustPolicyFault.SCHEMA.code(),
          "schema",
          "unknown schema `" + schema + "`",
          "this program reads `" + TrustPolicy.SCHEMA + "`");
      return false;
    }
    return true;
  }

  private TrustPolicy policy() {
    root.refuseUnknown(TOP);
    String name = bounded(root, "name").orElse("");
    List<TrustRule> rules = rules();
    Set<String> ids = new LinkedHashSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    List<PolicyTest> tests = PolicyTestReader.read(root, ids);
    return new TrustPolicy(root.document().name(), name, rules, tests);
  }

  private List<TrustRule> rules() {
    List<StrictMapping> mappings = root.mappings("rules");
    boolean empty = root.items("rules").map(List::isEmpty).orElse(!root.has("rules"));
    if (empty) {
      root.refuse(
          TrustPolicyFault.MISSING_FIELD.code(),
          "rules",
          "there are no `rules`",
          "a policy without rules would accept everything");
    }
    if (mappings.size() > MAX_RULES) {
      root.refuse(
          TrustPolicyFault.TOO_LONG.code(),
          "rules",
          "there are more than " + MAX_RULES + " rules",
          null);
      return List.of();
    }
    List<TrustRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (StrictMapping fields : mappings) {
      TrustRule rule = rule(fields);
      if (!rule.id().isEmpty() && !ids.add(rule.id())) {
        fields.refuse(
            TrustPolicyFault.DUPLICATE.code(), "id", "rule `" + rule.id() + "` stands twice", null);
      }
      rules.add(rule);
    }
    return rules;
  }

  private TrustRule rule(StrictMapping fields) {
    fields.refuseUnknown(RULE);
    String id = id(fields);
    Severity severity = severity(fields);
    Optional<Scope> when = when(fields);
    boolean fails = failsWhenNotEvaluable(fields);
    String require = fields.required("require");
    Expression expression = expression(fields, require, when.isPresent());
    return new TrustRule(
        id,
        severity,
        new TrustRule.Demand(require, expression, when, fails),
        bounded(fields, "explain").orElse(""),
        waivers(fields),
        Math.max(1, fields.line()));
  }

  private static String id(StrictMapping fields) {
    String id = fields.required("id");
    boolean plain =
        id.length() <= 100
            && id.chars()
                .allMatch(
                    c ->
                        (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '_'
                            || c == '-');
    if (!plain) {
      fields.refuse(
          TrustPolicyFault.ID.code(),
          "id",
          "`id` has characters or a length that no id has",
          "use at most 100 of a-z, 0-9, `.`, `_`, `-`");
    }
    return plain ? id : "";
  }

  private static Severity severity(StrictMapping fields) {
    Optional<String> word = fields.string("severity");
    Optional<Severity> severity = word.flatMap(Severity::of);
    if (word.isPresent() && severity.isEmpty()) {
      fields.refuse(
          TrustPolicyFault.UNKNOWN_VALUE.code(),
          "severity",
          "`severity` cannot be `" + word.get() + "`",
          "use one of error, warn, info");
    }
    return severity.orElse(Severity.ERROR);
  }

  private static boolean failsWhenNotEvaluable(StrictMapping fields) {
    String word = fields.string("on_not_evaluable").orElse("fail");
    if (!word.equals("fail") && !word.equals("accept")) {
      fields.refuse(
          TrustPolicyFault.UNKNOWN_VALUE.code(),
          "on_not_evaluable",
          "`on_not_evaluable` cannot be `" + word + "`",
          "use one of fail, accept");
    }
    return !word.equals("accept");
  }

  private static Optional<Scope> when(StrictMapping fields) {
    return fields.mapping("when").flatMap(when -> scope(when, "a `when`"));
  }

  /** Gives the scope that a mapping with exactly one of the three words names. */
  static Optional<Scope> scope(StrictMapping mapping, String what) {
    mapping.refuseUnknown(WHEN);
    Set<String> members = mapping.members().members().keySet();
    for (Scope.Kind kind : Scope.Kind.values()) {
      if (members.size() == 1 && kind != Scope.Kind.BUNDLE && mapping.has(kind.wire())) {
        return mapping.string(kind.wire()).map(name -> new Scope(kind, name));
      }
    }
    if (!WHEN.containsAll(members)) {
      return Optional.empty(); // refused as unknown
    }
    mapping
        .document()
        .refuse(
            TrustPolicyFault.UNKNOWN_VALUE.code(),
            what + " names one server, one tool or one session",
            mapping.value(""),
            "write `tool: NAME`");
    return Optional.empty();
  }

  private static Expression expression(StrictMapping fields, String text, boolean hasWhen) {
    if (!text.isEmpty()) {
      try {
        return ExpressionReader.read(text, hasWhen);
      } catch (ExpressionTokens.Unreadable unreadable) {
        fields.refuse(
            unreadable.fault().code(),
            "require",
            "`require`: " + unreadable.message(),
            unreadable.hint().isEmpty() ? null : unreadable.hint());
      }
    }
    return new Expression.Or(List.of()); // never holds, and its document is refused
  }

  private static List<Waiver> waivers(StrictMapping fields) {
    List<StrictMapping> mappings = fields.mappings("waivers");
    if (mappings.size() > MAX_WAIVERS) {
      fields.refuse(
          TrustPolicyFault.TOO_LONG.code(),
          "waivers",
          "there are more than " + MAX_WAIVERS + " waivers",
          null);
      return List.of();
    }
    List<Waiver> waivers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (StrictMapping waiver : mappings) {
      waiver.refuseUnknown(WAIVER);
      String id = id(waiver);
      if (!id.isEmpty() && !ids.add(id)) {
        waiver.refuse(
            TrustPolicyFault.DUPLICATE.code(), "id", "waiver `" + id + "` stands twice", null);
      }
      waivers.add(
          new Waiver(id, needed(waiver, "reason"), needed(waiver, "owner"), expires(waiver)));
    }
    return waivers;
  }

  private static Instant expires(StrictMapping waiver) {
    String text = waiver.required("expires");
    Optional<Instant> end = moment(text, true);
    if (!text.isEmpty() && end.isEmpty()) {
      waiver.refuse(
          TrustPolicyFault.TIME.code(),
          "expires",
          "`expires` is no date and no time",
          "write 2027-01-31, the last day on which it counts, or 2027-01-31T12:00:00Z");
    }
    return end.orElse(Instant.EPOCH);
  }

  /** Reads an RFC 3339 time or a date, which ends (or begins) at midnight UTC. */
  static Optional<Instant> moment(String text, boolean endOfDay) {
    if (text.length() != "2026-01-31".length()) {
      return EventTime.read(text).map(EventTime::instant);
    }
    try {
      LocalDate day = LocalDate.parse(text);
      return Optional.of(
          (endOfDay ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String needed(StrictMapping fields, String name) {
    String text = fields.required(name);
    return text.isEmpty() ? text : bounded(fields, name).orElse("");
  }

  private static Optional<String> bounded(StrictMapping fields, String name) {
    Optional<String> text = fields.string(name);
    if (text.isPresent() && text.get().codePointCount(0, text.get().length()) > MAX_TEXT) {
      fields.refuse(
          TrustPolicyFault.TOO_LONG.code(),
          name,
          "`" + name + "` is longer than " + MAX_TEXT + " characters",
          null);
      return Optional.empty();
    }
    return text;
  }
}
