package dev.assay.app.offline.author;

import dev.assay.core.json.SourceMap;
import dev.assay.core.json.YamlWriter;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.rewrite.Equivalence;
import dev.assay.core.policy.rewrite.Migration;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a policy with old forms in the current ones. The new text is checked before anybody may
 * write it: the gate would start with it without a notice of old forms, and both decide generated
 * calls, and those of a trace, alike; if they do not, nothing is given.
 */
public final class MigratePolicy {
  /** Calls made from the policy; enough to meet every entry of a large one many times. */
  public static final int CALLS = 5_000;

  private MigratePolicy() {}

  /**
   * Migrates a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it
   * @param trace calls that must be decided alike besides the generated ones
   */
  public static Rewriting migrate(byte[] yaml, String documentName, Optional<TraceCalls> trace) {
    return switch (AcceptedText.read(yaml, documentName)) {
      case AcceptedText.Reading.Refused(List<Problem> problems) ->
          new Rewriting.Refused(documentName, problems);
      case AcceptedText.Reading.Accepted(AcceptedText text) ->
          migrate(text, new String(yaml, StandardCharsets.UTF_8), documentName, trace);
    };
  }

  private static Rewriting migrate(
      AcceptedText old, String before, String documentName, Optional<TraceCalls> trace) {
    PolicyDocument document =
        PolicyDocument.open(old.value(), new Findings(SourceMap.NONE, documentName), false);
    Migration migration = Migration.of(old.value(), old.notes(), document.constraints());
    if (migration.steps().isEmpty()) {
      return new Rewriting.Written(documentName, before, before, List.of(), List.of());
    }
    String after = YamlWriter.write(migration.policy(), migration.notes());
    byte[] bytes = after.getBytes(StandardCharsets.UTF_8);
    return switch (AcceptedText.read(bytes, documentName)) {
      case AcceptedText.Reading.Refused(List<Problem> problems) ->
          new Rewriting.Refused(documentName, problems);
      case AcceptedText.Reading.Accepted(AcceptedText current) -> {
        Equivalence equivalence = new Equivalence(old.policy(), current.policy());
        equivalence.askGenerated(CALLS);
        List<Problem> problems = trace.map(calls -> ask(calls, equivalence)).orElse(List.of());
        if (!problems.isEmpty()) {
          yield new Rewriting.Refused(documentName, problems);
        }
        yield equivalence.difference().isPresent() || current.policy().isLegacy()
            ? notTheSame(documentName, equivalence)
            : new Rewriting.Written(
                documentName,
                before,
                after,
                remarks(migration, equivalence, old.policy(), current.policy()),
                migration.notes().homeless(migration.policy()));
      }
    };
  }

  /** Asks both policies the calls whose arguments the trace holds; gives its problems. */
  private static List<Problem> ask(TraceCalls trace, Equivalence equivalence) {
    TraceReading reading =
        trace.read(
            call -> {
              if (call.arguments() instanceof TraceArguments.Given given) {
                equivalence.ask(new ToolCall(call.tool(), given.arguments()));
              }
            });
    return switch (reading) {
      case TraceReading.Read _ -> List.of();
      case TraceReading.Refused(List<Problem> problems) -> problems;
    };
  }

  private static List<String> remarks(
      Migration migration, Equivalence equivalence, Policy old, Policy current) {
    List<String> remarks = new ArrayList<>(migration.steps());
    remarks.add("equivalence: " + equivalence.calls() + " calls are decided identically");
    if (!old.digest().equals(current.digest())) {
      remarks.add("the policy digest changes, because the version is part of it");
    }
    return remarks;
  }

  private static Rewriting notTheSame(String documentName, Equivalence equivalence) {
    String tool =
        equivalence.difference().map(call -> " for a call of `" + call.name() + "`").orElse("");
    return new Rewriting.Refused(
        documentName,
        List.of(
            new Problem(
                "policy.migration",
                "the migrated policy does not decide as this one does" + tool,
                Where.document(documentName),
                "report it; nothing was written")));
  }
}
