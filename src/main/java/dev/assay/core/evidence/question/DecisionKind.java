package dev.assay.core.evidence.question;

import dev.assay.core.evidence.SemanticDigest;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What two decisions have in common when they are the same decision: tool, answer, reason, classes.
 *
 * @param digest the soft digest over the four, computed here and never taken from an event
 */
public record DecisionKind(
    String tool, String decision, String reasonCode, List<String> classes, String digest) {
  private static final List<List<String>> SETS =
      Collections.singletonList(Collections.singletonList("tool_classes"));

  /** Copies the classes. */
  public DecisionKind {
    classes = Collections.unmodifiableList(new ArrayList<>(classes));
  }

  /** Gives the kind of a decision event's payload; what is missing counts as empty. */
  public static DecisionKind of(Json.Obj data) {
    List<String> classes = new ArrayList<>();
    if (data.get("tool_classes") instanceof Json.Arr array) {
      array.items().forEach(item -> classes.add(MemberPath.textOf(item)));
    }
    Json.Obj record =
        Json.object()
            .put("tool", data.string("tool").orElse(""))
            .put("decision", data.string("decision").orElse(""))
            .put("reason_code", data.string("reason_code").orElse(""))
            .put("tool_classes", Json.Arr.ofStrings(classes))
            .build();
    return switch (SemanticDigest.of(record, SETS, SemanticDigest.PROFILE)) {
      case SemanticDigest.Outcome.Computed computed ->
          new DecisionKind(
              record.string("tool").orElse(""),
              record.string("decision").orElse(""),
              record.string("reason_code").orElse(""),
              classes,
              computed.digest());
      case SemanticDigest.Outcome.Refused _ ->
          throw new BugException("a list of strings is a set of strings");
    };
  }

  /** Gives the characters it takes to keep it. */
  int length() {
    int length = tool.length() + decision.length() + reasonCode.length() + digest.length();
    for (String name : classes) {
      length += name.length();
    }
    return length;
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    return Json.object()
        .put("tool", tool)
        .put("decision", decision)
        .put("reason_code", reasonCode)
        .put("tool_classes", Json.Arr.ofStrings(classes))
        .put("semantic_digest", digest)
        .build();
  }
}
