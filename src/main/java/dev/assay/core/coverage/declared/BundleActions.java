package dev.assay.core.coverage.declared;

import dev.assay.core.coverage.declared.ObservedAction.State;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The actions of a bundle of ours. The provider is the label of the server that the session was
 * with, the kinds of an action are its tool's name and the classes that the policy gave it, and
 * what it acted on is not on record. One thread.
 */
public final class BundleActions {
  private static final String STARTED = "assay.session.started";

  private final DeclaredCheck check;
  private String server = "";

  /** Makes one that hands actions to a check. */
  public BundleActions(DeclaredCheck check) {
    this.check = check;
  }

  /** Takes the next event. */
  public void see(Json.Obj envelope) {
    Json.Obj data = envelope.object("data").orElse(Json.Obj.EMPTY);
    switch (envelope.string("type").orElse("")) {
      case STARTED -> server = data.string("server").orElse("");
      case EvidenceGap.TYPE -> check.gap();
      case ToolDecision.TYPE -> check.see(action(data));
      default -> {}
    }
  }

  private ObservedAction action(Json.Obj data) {
    String tool = data.string("tool").orElse("");
    List<String> categories = new ArrayList<>();
    categories.add(tool);
    if (data.get("tool_classes") instanceof Json.Arr classes) {
      for (Json item : classes.items()) {
        if (item instanceof Json.Str(String name)) {
          categories.add(name);
        }
      }
    }
    return new ObservedAction(
        server,
        tool,
        categories,
        Effect.of(data.string("decision").orElse("")).orElse(Effect.ERROR),
        State.TARGET_NOT_RECORDED,
        Json.Obj.EMPTY);
  }
}
