package dev.assay.core.lint;

import dev.assay.core.evidence.AuthorizationContext;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.Check;
import dev.assay.core.lint.pack.Clause;
import dev.assay.core.lint.pack.Glob;
import dev.assay.core.lint.pack.Severity;
import java.util.Optional;
import java.util.function.Predicate;

/** The checks that ask whether something is there: {@code evidence.md} 6.3. */
final class PlainExaminations {
  private PlainExaminations() {}

  static Examination count(Check.EventCount check, Examination.Sink sink) {
    return new Examination() {
      private long count;

      @Override
      public void event(LintedEvent event) {
        count++;
      }

      @Override
      public void end(Json.Obj manifest) {
        if (count < check.min()) {
          sink.report(count + " events in scope, at least " + check.min() + " are asked for");
        }
      }
    };
  }

  /** Some event in scope is so; else one finding about the bundle. */
  static Examination some(Predicate<LintedEvent> wanted, String absent, Examination.Sink sink) {
    return new Examination() {
      private boolean seen;

      @Override
      public void event(LintedEvent event) {
        seen = seen || wanted.test(event);
      }

      @Override
      public void end(Json.Obj manifest) {
        if (!seen) {
          sink.report(absent);
        }
      }
    };
  }

  static Examination typeExists(Check.TypeExists check, Examination.Sink sink) {
    Optional<Glob> glob = Glob.of(check.pattern());
    return some(
        event -> glob.isPresent() && glob.get().matches(event.type()),
        glob.isPresent() ? "no event has such a type" : "the pattern is broken",
        sink);
  }

  static Examination pairs(Check.EventPairs check, Examination.Sink sink) {
    Optional<Glob> start = Glob.of(check.start());
    Optional<Glob> finish = Glob.of(check.finish());
    return new Examination() {
      private boolean started;
      private boolean finished;

      @Override
      public void event(LintedEvent event) {
        started = started || (start.isPresent() && start.get().matches(event.type()));
        finished = finished || (finish.isPresent() && finish.get().matches(event.type()));
      }

      @Override
      public void end(Json.Obj manifest) {
        if (start.isEmpty() || finish.isEmpty()) {
          sink.report("a pattern is broken");
        } else if (!started || !finished) {
          String missing = started ? "finish" : finished ? "start" : "start and no finish";
          sink.report("no " + missing + " is recorded");
        }
      }
    };
  }

  static Examination fieldPresent(Check.FieldPresent check, Examination.Sink sink) {
    return some(
        event -> check.paths().stream().anyMatch(path -> path.find(event.json()).isPresent()),
        "no event in scope has one of the members",
        sink);
  }

  static Examination valueEquals(Check.ValueEquals check, Examination.Sink sink) {
    Clause clause = new Clause(check.path(), new Clause.Test.Equal(check.value()));
    return some(event -> clause.holds(event.json()), "no event in scope has the member so", sink);
  }

  static Examination authorization(Examination.Sink sink) {
    return some(
        event -> AuthorizationContext.isPresent(event.json()),
        "no decision says who called and how that is known",
        sink);
  }

  static Examination manifestField(Check.ManifestField check, Examination.Sink sink) {
    return new Examination() {
      @Override
      public void event(LintedEvent event) {}

      @Override
      public void end(Json.Obj manifest) {
        if (check.path().find(manifest).isPresent()) {
          return;
        }
        if (check.required()) {
          sink.report("the manifest does not have the member");
        } else {
          sink.report("the manifest does not have the optional member", null, Severity.WARN);
        }
      }
    };
  }

  static Examination conditional(Check.Conditional check, Examination.Sink sink) {
    return new Examination() {
      private boolean found;

      @Override
      public void event(LintedEvent event) {
        if (!found
            && Clause.all(check.condition(), event.json())
            && check.then().find(event.json()).isEmpty()) {
          found = true;
          sink.report("an event that meets the condition lacks the member", event.place());
        }
      }

      @Override
      public void end(Json.Obj manifest) {}
    };
  }

  static Examination unsupported(Check.Unsupported check, Examination.Sink sink) {
    return new Examination() {
      @Override
      public void event(LintedEvent event) {}

      @Override
      public void end(Json.Obj manifest) {
        sink.report("not judged, because the rule " + check.why());
      }
    };
  }
}
