package dev.assay.core.policy.session;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.session.SessionPlan.Counted;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code sequences}; the result is in the order of the ids, whatever the document's. */
public final class SequenceReader {
  /** The section's key. */
  public static final String NAME = "sequences";

  private static final String ID = "id";
  private static final String FIRST = "first";
  private static final String THEN = "then";
  private static final String TOOL = "tool";
  private static final String COUNT = "count";
  private static final String WITHIN = "within_calls";
  private static final List<String> KINDS =
      list("before", "never_after", "max_calls", "require", "after");
  private static final List<String> MEMBERS =
      list(ID, "before", "never_after", "max_calls", "require", "after");
  private static final int MAX_ID = 64;

  /** More calls than any session may have before its evidence is cut. */
  private static final int MAX_WITHIN = 1_000_000;

  private final SessionPlan plan;
  private final List<Sequence> sequences = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private SequenceReader(SessionPlan plan) {
    this.plan = plan;
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** Reads the section; what has to be counted goes to the plan. */
  public static List<Sequence> read(PolicyDocument document, SessionPlan plan) {
    SequenceReader reader = new SequenceReader(plan);
    List<Section> entries = document.root().sections(NAME);
    for (Section entry : entries) {
      reader.read(entry);
    }
    reader.sequences.sort((a, b) -> a.id().compareTo(b.id()));
    for (Sequence sequence : reader.sequences) {
      if (sequence instanceof Sequence.Observed observed) {
        plan.observe(observed);
      }
    }
    return Collections.unmodifiableList(reader.sequences);
  }

  private void read(Section entry) {
    entry.refuseUnknown(MEMBERS);
    Optional<String> id = id(entry);
    List<String> kinds = new ArrayList<>();
    for (String kind : KINDS) {
      if (entry.get(kind) != null) {
        kinds.add(kind);
      }
    }
    if (kinds.size() != 1) {
      entry
          .findings()
          .refuse(
              PolicyFault.SEQUENCE_KIND,
              kinds.isEmpty()
                  ? "this sequence says nothing"
                  : "this sequence says " + kinds.size() + " things: " + String.join(", ", kinds),
              entry.findings().value(entry.pointer()),
              "give each sequence one of " + String.join(", ", KINDS));
      return;
    }
    String kind = kinds.getFirst();
    Section body = entry.section(kind);
    Where where = entry.findings().value(entry.pointer());
    read(kind, body, id.orElse(""), where).ifPresent(sequences::add);
  }

  private Optional<String> id(Section entry) {
    entry.require(ID);
    Optional<String> id = entry.string(ID);
    if (id.isEmpty()) {
      return id;
    }
    String flaw = null;
    if (!isId(id.get())) {
      flaw = "`" + id.get() + "` is no id: 1 to 64 of A-Z, a-z, 0-9, `_`, `.` and `-`";
    } else if (!ids.add(id.get())) {
      flaw = "another sequence has the id `" + id.get() + "`";
    }
    if (flaw != null) {
      entry.findings().refuse(PolicyFault.SEQUENCE_ID, flaw, entry.at(ID));
    }
    return id;
  }

  private static boolean isId(String text) {
    return NamePattern.isName(text) && text.length() <= MAX_ID && text.indexOf('/') < 0;
  }

  private Optional<? extends Sequence> read(String kind, Section body, String id, Where where) {
    boolean pair = kind.equals("before") || kind.equals("never_after") || kind.equals("after");
    return pair ? pair(kind, body, id, where) : single(kind, body, id, where);
  }

  private Optional<? extends Sequence> pair(String kind, Section body, String id, Where where) {
    boolean after = kind.equals("after");
    List<String> members = after ? list(FIRST, THEN, WITHIN) : list(FIRST, THEN);
    body.refuseUnknown(members);
    body.require(members.toArray(new String[0]));
    Optional<NamePattern> first = tool(body, FIRST);
    Optional<NamePattern> then = tool(body, THEN);
    Optional<Integer> within = after ? body.count(WITHIN, MAX_WITHIN) : Optional.of(0);
    return first.isEmpty() || then.isEmpty() || within.isEmpty()
        ? Optional.empty()
        : Optional.of(pair(kind, id, where, first.get(), then.get(), within.get()));
  }

  private Optional<? extends Sequence> single(String kind, Section body, String id, Where where) {
    boolean counts = kind.equals("max_calls");
    List<String> members = counts ? list(TOOL, COUNT) : list(TOOL);
    body.refuseUnknown(members);
    body.require(members.toArray(new String[0]));
    Optional<NamePattern> tool = tool(body, TOOL);
    Optional<Long> count = counts ? body.unsigned(COUNT) : Optional.of(0L);
    if (tool.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        counts
            ? new Sequence.MaxCalls(
                id, where, tool.get(), count.get(), plan.forwards(tool.get(), Counted.ALL))
            : new Sequence.Require(
                id, where, tool.get(), plan.forwards(tool.get(), Counted.ANSWERABLE)));
  }

  private Sequence pair(
      String kind, String id, Where where, NamePattern first, NamePattern then, int within) {
    return switch (kind) {
      case "before" ->
          new Sequence.Before(id, where, first, then, plan.forwards(first, Counted.ANSWERABLE));
      case "never_after" ->
          new Sequence.NeverAfter(id, where, first, then, plan.forwards(first, Counted.ALL));
      default -> new Sequence.After(id, where, first, then, plan.followUp(first, then, within));
    };
  }

  private static Optional<NamePattern> tool(Section body, String name) {
    Optional<String> text = body.string(name);
    return text.isEmpty()
        ? Optional.empty()
        : NamePattern.read(text.get(), body.findings().value(body.at(name)), body.findings());
  }
}
