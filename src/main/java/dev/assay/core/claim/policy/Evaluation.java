package dev.assay.core.claim.policy;

import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One expression held against one report, in one pass over its scopes. Beside the truth it keeps,
 * for people, what stood in the way: the values of tests that did not come out as demanded.
 */
final class Evaluation {
  /** More would not be read, and a hostile report has thousands of scopes. */
  private static final int MAX_NOTES = 8;

  private final ReadReport report;
  private final Set<String> notes = new LinkedHashSet<>();
  private final Optional<Scope> when;
  private Scope bound = Scope.BUNDLE;

  Evaluation(ReadReport report, Optional<Scope> when) {
    this.report = report;
    this.when = when;
  }

  /** Gives the truth of an expression. */
  Truth of(Expression expression) {
    if (when.isPresent() && !report.scopes(when.get().kind()).contains(when.get())) {
      note("the report has no " + ReportRow.Key.shown(when.get()));
      return Truth.UNKNOWN;
    }
    return of(expression, Truth.TRUE);
  }

  /** Gives what stood in the way, in the order of the expression. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private Truth of(Expression expression, Truth wanted) {
    return switch (expression) {
      case Expression.Not not -> of(not.of(), wanted.not()).not();
      case Expression.And and -> {
        Truth all = Truth.TRUE;
        for (Expression part : and.of()) {
          all = all.and(of(part, wanted));
        }
        yield all;
      }
      case Expression.Or or -> {
        Truth one = Truth.FALSE;
        for (Expression part : or.of()) {
          one = one.or(of(part, wanted));
        }
        yield one;
      }
      case Expression.Over over -> over(over, wanted);
      case Expression.LevelTest test -> level(test, wanted);
      case Expression.CountTest test -> count(test, wanted);
      case Expression.EventsTest test -> {
        long events = report.subject().eventCount();
        Truth truth = Truth.of(test.comparison().holds(Long.compare(events, test.number())));
        yield noted(truth, wanted, "subject.event_count is " + events);
      }
    };
  }

  private Truth over(Expression.Over over, Truth wanted) {
    List<Scope> scopes = report.scopes(over.kind());
    String kinds = over.kind().wire() + "s";
    if (scopes.isEmpty()) {
      note("the report has no " + kinds);
      return Truth.UNKNOWN;
    }
    Truth truth = over.all() ? Truth.TRUE : Truth.FALSE;
    for (Scope scope : scopes) {
      bound = scope;
      Truth one = of(over.body(), wanted);
      truth = over.all() ? truth.and(one) : truth.or(one);
    }
    if (report.extent().scopesCut() && truth == Truth.of(over.all())) {
      note("the report does not have all " + kinds);
      return Truth.UNKNOWN;
    }
    return truth;
  }

  private Truth level(Expression.LevelTest test, Truth wanted) {
    Scope scope = scope(test.claim().place());
    Optional<ReportRow> row = report.row(test.claim().id(), scope);
    if (row.isEmpty()) {
      return missing(test.claim(), scope);
    }
    Truth truth = Truth.of(test.comparison().holds(row.get().level().compareTo(test.level())));
    return noted(truth, wanted, row.get().key().shown() + " is " + row.get().level().wire());
  }

  private Truth count(Expression.CountTest test, Truth wanted) {
    Scope scope = scope(test.claim().place());
    Optional<ReportRow> row = report.row(test.claim().id(), scope);
    if (row.isEmpty()) {
      return missing(test.claim(), scope);
    }
    ReportRow.Counts counts = row.get().counts();
    long count =
        switch (test.count()) {
          case CANDIDATES -> counts.candidates();
          case SUPPORTING -> counts.supporting();
          case REJECTED -> counts.rejected();
        };
    Truth truth = Truth.of(test.comparison().holds(Long.compare(count, test.number())));
    return noted(
        truth, wanted, row.get().key().shown() + " has " + count + " " + test.count().wire());
  }

  private Truth missing(Expression.Claimed claim, Scope scope) {
    note("the report does not have " + new ReportRow.Key(claim.id(), scope).shown());
    return Truth.UNKNOWN;
  }

  private Scope scope(Expression.Place place) {
    return switch (place) {
      case Expression.Place.Fixed fixed -> fixed.scope();
      case Expression.Place.Bound word ->
          word.variable().equals(ExpressionReader.WHEN) ? when.orElse(Scope.BUNDLE) : bound;
    };
  }

  private Truth noted(Truth truth, Truth wanted, String note) {
    if (truth != wanted) {
      note(note);
    }
    return truth;
  }

  private void note(String note) {
    if (notes.size() < MAX_NOTES) {
      notes.add(note);
    }
  }
}
