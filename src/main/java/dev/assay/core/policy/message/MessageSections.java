package dev.assay.core.policy.message;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.KnownMethods;
import dev.assay.core.mcp.ProtocolNames;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.scope.SafeAddress;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources}, {@code prompts}, {@code server_requests} and {@code methods} of one policy.
 */
final class MessageSections implements MessageRules {
  private static final String SERVER_REQUESTS = "server_requests";
  private static final String METHODS = "methods";
  private static final String UNKNOWN = "unknown";
  private static final List<String> RESOURCE_METHODS =
      list("resources/read", "resources/subscribe", "subscriptions/listen");
  private static final List<String> PROMPT_METHODS = list("prompts/get");
  private static final String COMPLETE = "completion/complete";
  private static final String INITIALIZE = "initialize";

  /** The members that are judged in a {@code ref}, in {@code notifications}, in a result. */
  private static final ProtocolNames REF = ProtocolNames.of("type", "uri", "name");

  private static final ProtocolNames SUBSCRIPTIONS = ProtocolNames.of("resourceSubscriptions");
  private static final ProtocolNames STATE = ProtocolNames.of("inputRequests", "task", "error");

  private final @Nullable ResourceList resources;
  private final @Nullable PromptList prompts;
  private final Map<ServerRequest, Where> denied = new EnumMap<>(ServerRequest.class);
  private final @Nullable Where serverRequests;
  private final @Nullable Where unknownMethods;
  private final List<String> governed = new ArrayList<>();
  private int size;

  MessageSections(Section root) {
    this.resources = ResourceList.read(root);
    this.prompts = PromptList.read(root);
    this.serverRequests = root.get(SERVER_REQUESTS) == null ? null : readServerRequests(root);
    this.unknownMethods = readUnknown(root);
    if (resources != null) {
      governed.addAll(RESOURCE_METHODS);
      size += resources.size();
    }
    if (prompts != null) {
      governed.addAll(PROMPT_METHODS);
      size += prompts.size();
    }
    if (resources != null || prompts != null) {
      governed.add(COMPLETE);
    }
    if (serverRequests != null) {
      governed.add(INITIALIZE);
    }
  }

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  private Where readServerRequests(Section root) {
    Section section = root.section(SERVER_REQUESTS);
    List<String> kinds = new ArrayList<>();
    for (ServerRequest kind : ServerRequest.values()) {
      kinds.add(kind.word());
      if (section.word(kind.word(), list("allow", "deny")).orElse("").equals("deny")) {
        denied.put(kind, section.name(kind.word()));
      }
      size += section.has(kind.word()) ? 1 : 0;
    }
    section.refuseUnknown(kinds);
    return root.name(SERVER_REQUESTS);
  }

  private @Nullable Where readUnknown(Section root) {
    if (root.get(METHODS) == null) {
      return null;
    }
    Section section = root.section(METHODS);
    section.refuseUnknown(list(UNKNOWN));
    section.require(UNKNOWN);
    size++;
    return section.word(UNKNOWN, list("deny", "forward")).orElse("").equals("deny")
        ? section.name(UNKNOWN)
        : null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean passesTheAgent() {
    return unknownMethods == null && governed.isEmpty();
  }

  @Override
  public boolean governsAgent(String method) {
    return (unknownMethods != null && !KnownMethods.isKnown(method))
        || governed.contains(KnownMethods.meaning(method));
  }

  @Override
  public boolean governsServer() {
    return serverRequests != null;
  }

  @Override
  public Optional<MessageRefusal> fromAgent(String method, Json.Obj params) {
    if (!governed.contains(method) && governed.contains(KnownMethods.meaning(method))) {
      return refusal(RefusalReason.METHOD_LOOKALIKE, METHODS, Where.NOWHERE);
    }
    if (unknownMethods != null && !KnownMethods.isKnown(method)) {
      return refusal(RefusalReason.METHOD_NOT_ALLOWLISTED, METHODS + "." + UNKNOWN, unknownMethods);
    }
    boolean completes = method.equals(COMPLETE);
    Json.Obj named = completes ? params.object("ref").orElse(Json.Obj.EMPTY) : params;
    if (completes && isDisguised(params.get("ref"), REF)) {
      return unreadableRef();
    }
    if (resources != null && (completes || RESOURCE_METHODS.contains(method))) {
      Where where = deniedResource(resources, method, named);
      if (where != null) {
        return refusal(RefusalReason.RESOURCE_DENIED, ResourceList.NAME, where);
      }
    }
    boolean prompt = completes ? named.get("name") != null : PROMPT_METHODS.contains(method);
    Where where =
        prompts != null && prompt ? prompts.denies(named.string("name").orElse("")) : null;
    return where == null
        ? Optional.empty()
        : refusal(RefusalReason.PROMPT_DENIED, PromptList.NAME, where);
  }

  /** Something that is no object, or has members that only look like the ones that are judged. */
  private static boolean isDisguised(@Nullable Json value, ProtocolNames names) {
    return value != null && !(value instanceof Json.Obj object && !names.areDisguisedIn(object));
  }

  /** A completion that names a resource or a prompt in a way that can be read in two. */
  private Optional<MessageRefusal> unreadableRef() {
    return resources != null
        ? refusal(RefusalReason.RESOURCE_DENIED, ResourceList.NAME, resources.where())
        : prompts != null
            ? refusal(RefusalReason.PROMPT_DENIED, PromptList.NAME, prompts.where())
            : Optional.empty();
  }

  private static @Nullable Where deniedResource(
      ResourceList resources, String method, Json.Obj named) {
    if (method.equals("subscriptions/listen")) {
      if (isDisguised(named.get("notifications"), SUBSCRIPTIONS)) {
        return resources.where();
      }
      Json uris =
          named.object("notifications").map(n -> n.get("resourceSubscriptions")).orElse(null);
      if (uris == null) {
        return null;
      }
      List<Json> all = uris instanceof Json.Arr list ? list.items() : Arrays.asList(uris);
      for (Json uri : all) {
        Where where = resources.denies(uri instanceof Json.Str text ? text.value() : "");
        if (where != null) {
          return where;
        }
      }
      return null;
    }
    boolean mayLack = method.equals(COMPLETE) && named.get("uri") == null;
    return mayLack ? null : resources.denies(named.string("uri").orElse(""));
  }

  @Override
  public Optional<MessageRefusal> fromServer(
      String method, Json.Obj params, Optional<Set<ServerRequest>> announced) {
    ServerRequest kind = serverRequests == null ? null : ServerRequest.of(method, params);
    return kind == null ? Optional.empty() : fromServer(kind, params, announced);
  }

  private Optional<MessageRefusal> fromServer(
      ServerRequest kind, Json.Obj params, Optional<Set<ServerRequest>> announced) {
    if (serverRequests == null) {
      return Optional.empty();
    }
    Where where = denied.get(kind);
    boolean unsafe =
        kind == ServerRequest.ELICITATION_URL
            && !SafeAddress.isHttps(params.string("url").orElse(""));
    if (where != null || unsafe) {
      return refusal(
          RefusalReason.SERVER_REQUEST_DENIED,
          SERVER_REQUESTS + "." + kind.word(),
          where == null ? serverRequests : where);
    }
    return announced.isPresent() && !announced.get().contains(kind)
        ? refusal(RefusalReason.SERVER_REQUEST_NOT_ANNOUNCED, SERVER_REQUESTS, serverRequests)
        : Optional.empty();
  }

  @Override
  public Optional<MessageRefusal> fromError(Json error, Set<ServerRequest> announced) {
    if (serverRequests == null) {
      return Optional.empty();
    }
    Optional<List<Json.Obj>> asked = UrlElicitations.in(error);
    if (asked.isEmpty()) {
      return unreadable(serverRequests);
    }
    for (Json.Obj entry : asked.get()) {
      Optional<MessageRefusal> refusal =
          fromServer(ServerRequest.ELICITATION_URL, entry, Optional.of(announced));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<MessageRefusal> fromResult(Json.Obj result, Set<ServerRequest> announced) {
    Optional<MessageRefusal> refusal = fromState(result, announced);
    return refusal.isEmpty() && result.get("task") instanceof Json.Obj task
        ? fromState(task, announced)
        : refusal;
  }

  private Optional<MessageRefusal> fromState(Json.Obj state, Set<ServerRequest> announced) {
    if (serverRequests != null && STATE.areDisguisedIn(state)) {
      return unreadable(serverRequests);
    }
    Json asked = state.get("inputRequests");
    Json error = state.get("error");
    Optional<MessageRefusal> refusal = asked == null ? Optional.empty() : fromInputRequests(asked);
    return refusal.isEmpty() && error != null ? fromError(error, announced) : refusal;
  }

  /** What cannot be read as requests does not pass. What the agent answers it said elsewhere. */
  private Optional<MessageRefusal> fromInputRequests(Json inputRequests) {
    if (serverRequests == null) {
      return Optional.empty();
    }
    if (!(inputRequests instanceof Json.Obj requests)) {
      return unreadable(serverRequests);
    }
    for (Json value : requests.members().values()) {
      if (!(value instanceof Json.Obj request)
          || !(request.get("method") instanceof Json.Str method)
          || ProtocolNames.PARAMS.areDisguisedIn(request)
          || isDisguised(request.get("params"), ProtocolNames.PARAMS)) {
        return unreadable(serverRequests);
      }
      Optional<MessageRefusal> refusal =
          fromServer(
              method.value(), request.object("params").orElse(Json.Obj.EMPTY), Optional.empty());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<MessageRefusal> unreadable(Where section) {
    return refusal(RefusalReason.SERVER_REQUEST_DENIED, SERVER_REQUESTS, section);
  }

  private static Optional<MessageRefusal> refusal(RefusalReason reason, String rule, Where where) {
    return Optional.of(new MessageRefusal(reason, rule, where));
  }
}
