package dev.assay.core.policy.message;

import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyInSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The sections of several policies; the first that refuses a message is told. */
record JointMessageRules(List<MessageRules> parts) implements MessageRules {
  JointMessageRules {
    parts = Collections.unmodifiableList(new ArrayList<>(parts));
  }

  @Override
  public int size() {
    return parts.stream().mapToInt(MessageRules::size).sum();
  }

  @Override
  public boolean passesTheAgent() {
    return parts.stream().allMatch(MessageRules::passesTheAgent);
  }

  @Override
  public boolean governsAgent(String method) {
    return parts.stream().anyMatch(part -> part.governsAgent(method));
  }

  @Override
  public boolean governsServer() {
    return parts.stream().anyMatch(MessageRules::governsServer);
  }

  @Override
  public Optional<MessageRefusal> fromAgent(String method, Json.Obj params) {
    return first(part -> part.fromAgent(method, params));
  }

  @Override
  public Optional<MessageRefusal> fromServer(
      String method, Json.Obj params, Optional<Set<ServerRequest>> announced) {
    return first(part -> part.fromServer(method, params, announced));
  }

  @Override
  public Optional<MessageRefusal> fromError(Json error, Set<ServerRequest> announced) {
    return first(part -> part.fromError(error, announced));
  }

  @Override
  public Optional<MessageRefusal> fromResult(Json.Obj result, Set<ServerRequest> announced) {
    return first(part -> part.fromResult(result, announced));
  }

  private Optional<MessageRefusal> first(Function<MessageRules, Optional<MessageRefusal>> asked) {
    for (int i = 0; i < parts.size(); i++) {
      Optional<MessageRefusal> refusal = asked.apply(parts.get(i));
      if (refusal.isPresent()) {
        MessageRefusal its = refusal.get();
        String rule = new PolicyInSet(i + 1).name(its.rule());
        return Optional.of(new MessageRefusal(its.reason(), rule, its.where()));
      }
    }
    return Optional.empty();
  }
}
