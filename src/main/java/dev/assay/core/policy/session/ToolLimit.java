package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.document.ToolTable;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code limits.per_tool}: how often the tools that its pattern matches may be called,
 * together. Attempts count, denied ones too.
 */
public final class ToolLimit {
  /** The member of {@code limits} that holds the entries. */
  public static final String NAME = "per_tool";

  private static final String MAX_CALLS = "max_calls";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList(MAX_CALLS, RateLimit.NAME));

  private final NamePattern tool;
  private final int counter;
  private final Optional<Long> maxCalls;
  private final Optional<RateLimit> rate;

  private ToolLimit(
      NamePattern tool, int counter, Optional<Long> maxCalls, Optional<RateLimit> rate) {
    this.tool = tool;
    this.counter = counter;
    this.maxCalls = maxCalls;
    this.rate = rate;
  }

  /**
   * One of its limits that a call exceeds.
   *
   * @param member its member
   * @param words what it allows
   */
  public record Excess(String member, String words) {}

  /** Reads the entries; those of one tool are given in the order of their keys. */
  public static ToolTable<ToolLimit> readAll(Section limits, SessionPlan plan) {
    ToolTable<ToolLimit> table = new ToolTable<>();
    Section tools = limits.section(NAME);
    for (String name : new TreeSet<>(tools.members().keySet())) {
      Optional<NamePattern> pattern = NamePattern.read(name, tools.name(name), tools.findings());
      Section entry = tools.section(name);
      entry.refuseUnknown(MEMBERS);
      if (entry.get(RateLimit.NAME) == null) {
        entry.require(MAX_CALLS);
      }
      Optional<Long> maxCalls = entry.unsigned(MAX_CALLS);
      if (pattern.isPresent()) {
        NamePattern tool = pattern.get();
        int counter = maxCalls.isPresent() ? plan.attempts(tool) : 0;
        Optional<RateLimit> rate = RateLimit.read(entry, tool, plan);
        table.add(tool, new ToolLimit(tool, counter, maxCalls, rate));
      }
    }
    return table;
  }

  /** Gives what of it this call exceeds, or null. */
  public @Nullable Excess excess(SessionFacts facts) {
    if (maxCalls.isPresent()
        && Long.compareUnsigned(facts.attempts(counter), maxCalls.get()) >= 0) {
      return new Excess(MAX_CALLS, Long.toUnsignedString(maxCalls.get()) + " calls");
    }
    return rate.isPresent() && rate.get().isExceeded(facts)
        ? new Excess(RateLimit.NAME, rate.get().words())
        : null;
  }

  /** Gives whose calls it limits. */
  public NamePattern tool() {
    return tool;
  }

  /** Gives the place of the entry. */
  public Where where() {
    return tool.where();
  }

  /** Gives how many limits it holds. */
  public int size() {
    return (maxCalls.isPresent() ? 1 : 0) + (rate.isPresent() ? 1 : 0);
  }
}
