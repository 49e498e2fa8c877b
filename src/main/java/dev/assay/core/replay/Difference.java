package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.Redecision.Basis;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A recorded decision that comes out otherwise.
 *
 * @param seq the event
 * @param tool the tool's name, cut to 256 characters
 * @param then what is on record
 * @param now what was decided again
 * @param members the members of the record that would be others
 * @param where the entry that decides now, as far as it has a place
 * @param basis what the new decision rests on
 */
public record Difference(
    long seq,
    String tool,
    Said then,
    Said now,
    List<String> members,
    Where where,
    Set<Basis> basis) {
  private static final int MAX_TOOL_CHARS = 256;

  /** Cuts the name and copies the lists. */
  public Difference {
    tool = tool.length() > MAX_TOOL_CHARS ? tool.substring(0, MAX_TOOL_CHARS) : tool;
    members = Collections.unmodifiableList(new ArrayList<>(members));
  }

  /** One side: whether the policy allows the call, and why. */
  public record Said(boolean allows, ReasonCode reason) {
    private Json.Obj json() {
      return Json.object()
          .put("decision", word())
          .put("engine_code", reason.engineCode())
          .put("reason", reason.consoleReason())
          .build();
    }

    /** Gives {@code allow} or {@code deny}. */
    public String word() {
      return allows ? "allow" : "deny";
    }
  }

  /** What kind of difference it is. */
  public enum Change {
    /** Allowed then, denied now. */
    STRICTER("stricter"),
    /** Denied then, allowed now. */
    LOOSER("looser"),
    /** The same answer for another reason, or recorded in another way. */
    RECLASSIFIED("reclassified");

    private final String wire;

    Change(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  /** Gives the kind. */
  public Change change() {
    if (then.allows() == now.allows()) {
      return Change.RECLASSIFIED;
    }
    return now.allows() ? Change.LOOSER : Change.STRICTER;
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    return Json.object()
        .put("seq", seq)
        .put("tool", tool)
        .put("change", change().wire())
        .put("recorded", then.json())
        .put("replayed", now.json())
        .put("members", Json.Arr.ofStrings(members))
        .put("document", where.document())
        .put("pointer", where.pointer())
        .put("line", where.line() == 0 ? null : Json.Num.of(where.line()))
        .put("column", where.column() == 0 ? null : Json.Num.of(where.column()))
        .put("basis", ReplayReport.words(basis))
        .build();
  }
}
