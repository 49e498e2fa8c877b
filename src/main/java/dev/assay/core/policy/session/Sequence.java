package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** An entry of {@code sequences}: in what order tools are called. Forwarded calls count. */
public sealed interface Sequence {
  /** Gives the author's name for it, its own in the document. */
  String id();

  /** Gives its member in the document. */
  String kind();

  /** Gives the tools it speaks of. */
  List<NamePattern> tools();

  /** Gives the place of the entry. */
  Where where();

  /** One that a refusal can enforce. */
  sealed interface Enforced extends Sequence {
    /** Says whether a call of a tool may not come now. */
    boolean objects(String tool, SessionFacts facts);

    /** Gives what it objects, for people. */
    String objection();
  }

  /** One that shows only when the session has ended. */
  sealed interface Observed extends Sequence {
    /** Says whether it holds, if the session ends now. */
    boolean isMet(SessionLedger ledger);

    /** Gives what is missing when it does not, for people. */
    String unmet();
  }

  private static List<NamePattern> list(NamePattern... tools) {
    return Collections.unmodifiableList(Arrays.asList(tools));
  }

  /** {@code before}: a call of {@code then} needs an earlier one of {@code first}. */
  record Before(String id, Where where, NamePattern first, NamePattern then, int firstCalls)
      implements Enforced {
    @Override
    public String kind() {
      return "before";
    }

    @Override
    public List<NamePattern> tools() {
      return list(first, then);
    }

    @Override
    public boolean objects(String tool, SessionFacts facts) {
      return facts.forwarded(firstCalls) == 0 && then.matches(tool);
    }

    @Override
    public String objection() {
      return "`" + first.text() + "` is called first";
    }
  }

  /** {@code never_after}: no call of {@code then} once there was one of {@code first}. */
  record NeverAfter(String id, Where where, NamePattern first, NamePattern then, int firstCalls)
      implements Enforced {
    @Override
    public String kind() {
      return "never_after";
    }

    @Override
    public List<NamePattern> tools() {
      return list(first, then);
    }

    @Override
    public boolean objects(String tool, SessionFacts facts) {
      return facts.forwarded(firstCalls) > 0 && then.matches(tool);
    }

    @Override
    public String objection() {
      return "not in a session that called `" + first.text() + "`";
    }
  }

  /** {@code max_calls}: no more than so many calls of a tool. */
  record MaxCalls(String id, Where where, NamePattern tool, long count, int calls)
      implements Enforced {
    @Override
    public String kind() {
      return "max_calls";
    }

    @Override
    public List<NamePattern> tools() {
      return list(tool);
    }

    @Override
    public boolean objects(String name, SessionFacts facts) {
      return Long.compareUnsigned(facts.forwarded(calls), count) >= 0 && tool.matches(name);
    }

    @Override
    public String objection() {
      return "at most " + Long.toUnsignedString(count) + " forwarded in a session";
    }
  }

  /** {@code require}: at least one call of a tool. */
  record Require(String id, Where where, NamePattern tool, int calls) implements Observed {
    @Override
    public String kind() {
      return "require";
    }

    @Override
    public List<NamePattern> tools() {
      return list(tool);
    }

    @Override
    public boolean isMet(SessionLedger ledger) {
      return ledger.forwardedCalls(calls) > 0;
    }

    @Override
    public String unmet() {
      return "no call of `" + tool.text() + "` with an id was forwarded";
    }
  }

  /** {@code after}: each call of {@code first} is followed by one of {@code then} soon enough. */
  record After(String id, Where where, NamePattern first, NamePattern then, int followUp)
      implements Observed {
    @Override
    public String kind() {
      return "after";
    }

    @Override
    public List<NamePattern> tools() {
      return list(first, then);
    }

    @Override
    public boolean isMet(SessionLedger ledger) {
      return !ledger.isUnmet(followUp);
    }

    @Override
    public String unmet() {
      return "a call of `"
          + first.text()
          + "` was not followed by one of `"
          + then.text()
          + "` in time";
    }
  }
}
