package dev.assay.app.offline.author;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.infer.CallProfile;
import dev.assay.core.policy.infer.InferenceSettings;
import dev.assay.core.policy.infer.InferredPolicy;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReader;
import dev.assay.core.trace.TraceReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes a first policy from tool calls: of a trace, a decision log or a bundle. The text is checked
 * before it is given: the gate would start with it, and it allows every call of the trace that it
 * was learned from. The same trace gives the same bytes.
 */
public final class InferPolicy {
  private static final PolicyState FIRST_CALL = new PolicyState(1, 1);

  private final TraceCalls source;
  private final String digest;
  private final String documentName;
  private final InferenceSettings settings;

  private InferPolicy(
      TraceCalls source, String digest, String documentName, InferenceSettings settings) {
    this.source = source;
    this.digest = digest;
    this.documentName = documentName;
    this.settings = settings;
  }

  /** What came of it. */
  public sealed interface Result {
    /**
     * There is a policy.
     *
     * @param text the policy
     * @param calls how many calls the trace has
     * @param allowed how many of them the policy allows, because it was learned from them
     */
    record Inferred(String text, long calls, long allowed) implements Result {}

    /** The trace is refused; all its problems. */
    record Refused(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Infers a policy.
   *
   * @param trace the bytes of the trace
   * @param documentName what the user calls it; only the last part of a path goes into the policy
   * @param program the program and its version, for the head of the policy
   */
  public static Result infer(
      byte[] trace, String documentName, InferenceSettings settings, String program) {
    TraceCalls calls =
        sink -> {
          TraceReader reader = new TraceReader(documentName, sink);
          reader.feed(trace, 0, trace.length);
          return reader.finish();
        };
    return new InferPolicy(calls, Sha256.text(trace), documentName, settings).infer(program);
  }

  /**
   * Infers a policy from the decisions of a bundle, which hold no arguments.
   *
   * @param bundle the decisions, and the digest of their archive
   */
  public static Result infer(
      BundleCalls.Opening.Read bundle,
      String documentName,
      InferenceSettings settings,
      String program) {
    return new InferPolicy(bundle.calls(), bundle.digest(), documentName, settings).infer(program);
  }

  private Result infer(String program) {
    CallProfile profile = new CallProfile(settings);
    TraceReading reading = read(call -> profile.add(call.tool(), arguments(call), denied(call)));
    return switch (reading) {
      case TraceReading.Refused(List<Problem> problems) -> new Result.Refused(problems);
      case TraceReading.Read(long calls) -> checked(profile, provenance(program, calls));
    };
  }

  private TraceReading read(Consumer<TraceCall> calls) {
    return source.read(calls);
  }

  private static Optional<Json.Obj> arguments(TraceCall call) {
    return switch (call.arguments()) {
      case TraceArguments.Given(Json.Obj arguments) -> Optional.of(arguments);
      case TraceArguments.Withheld _ -> Optional.empty();
    };
  }

  private static boolean denied(TraceCall call) {
    return call.decision().filter(word -> word.equals("deny")).isPresent();
  }

  private List<String> provenance(String program, long calls) {
    String name = documentName.substring(documentName.lastIndexOf('/') + 1);
    String source = name.equals("-") ? "standard input" : name;
    return List.of(
        "Inferred by " + program + " from " + source + ", " + calls + " calls,",
        digest + ".",
        "It allows what was seen and denies the rest. Read it before you rely on it.");
  }

  /**
   * Gives the policy when it keeps its promise; texts that no scope can hold are set free first.
   */
  private Result checked(CallProfile profile, List<String> provenance) {
    Set<String> plain = new TreeSet<>();
    String text = InferredPolicy.text(profile, provenance, plain);
    plain.addAll(notAllowed(text, profile));
    if (!plain.isEmpty()) {
      text = InferredPolicy.text(profile, provenance, plain);
      if (!notAllowed(text, profile).isEmpty()) {
        throw new BugException("an inferred policy denies a call it was inferred from");
      }
    }
    long[] allowed = new long[1];
    read(call -> allowed[0] += promised(profile, call) ? 1 : 0);
    return new Result.Inferred(text, profile.calls(), allowed[0]);
  }

  private static boolean promised(CallProfile profile, TraceCall call) {
    return profile.promises(call.tool(), arguments(call), denied(call));
  }

  /** Gives the tools of which a call that should be allowed is denied. */
  private List<String> notAllowed(String text, CallProfile profile) {
    PolicyEngine engine = new PolicyEngine(accepted(text));
    List<String> tools = new ArrayList<>();
    read(
        call -> {
          ToolCall asked = new ToolCall(call.tool(), arguments(call).orElse(Json.Obj.EMPTY));
          if (promised(profile, call)
              && engine.decide(asked, FIRST_CALL) instanceof Decision.Deny) {
            tools.add(call.tool());
          }
        });
    return tools;
  }

  private static Policy accepted(String text) {
    byte[] yaml = text.getBytes(StandardCharsets.UTF_8);
    return switch (PolicyReader.read(yaml, "inferred policy", true)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused(List<Problem> problems) ->
          throw new BugException("an inferred policy is refused: " + problems.getFirst().code());
    };
  }
}
