package dev.assay.core.policy.message;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy says about messages other than {@code tools/call}. A message that no section speaks
 * of passes. Total and deterministic; keeps no state.
 */
public sealed interface MessageRules permits MessageSections, JointMessageRules {
  /** Reads the sections; what is wrong goes to the findings of the document. */
  static MessageRules read(PolicyDocument document) {
    return new MessageSections(document.root());
  }

  /** Gives those of several policies: a message passes when each lets it pass. */
  static MessageRules all(List<MessageRules> rules) {
    return new JointMessageRules(rules);
  }

  /** Gives how many entries the sections hold. */
  int size();

  /** Says whether no message of the agent has to be judged, or looked at. */
  boolean passesTheAgent();

  /** Says whether messages of the agent with this method must be judged, or looked at. */
  boolean governsAgent(String method);

  /** Says whether requests of the server must be judged. */
  boolean governsServer();

  /** Judges a message of the agent that is no {@code tools/call}; empty when it passes. */
  Optional<MessageRefusal> fromAgent(String method, Json.Obj params);

  /**
   * Judges a request of the server; empty when it passes.
   *
   * @param announced what the agent said it answers, where that is known at all
   */
  Optional<MessageRefusal> fromServer(
      String method, Json.Obj params, Optional<Set<ServerRequest>> announced);

  /**
   * Judges an error by which the server asks for elicitation; empty when it passes, as other errors
   * do. What cannot be read as elicitations does not.
   *
   * @param announced what the agent said it answers
   */
  Optional<MessageRefusal> fromError(Json error, Set<ServerRequest> announced);

  /**
   * Judges what a result, or news of a task, asks of the agent: its {@code inputRequests}, the
   * error that a task ended with, and both of a {@code task} in it. Empty when all of it passes.
   *
   * @param announced what the agent said it answers
   */
  Optional<MessageRefusal> fromResult(Json.Obj result, Set<ServerRequest> announced);
}
