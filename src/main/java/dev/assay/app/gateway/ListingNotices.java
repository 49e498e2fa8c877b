package dev.assay.app.gateway;

import dev.assay.core.evidence.SessionEvents.ListedTool;
import dev.assay.core.json.Json;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.surface.SafeText;
import java.util.List;

/**
 * What a person at the console is told about the upstream: who it is, what it offers, what of the
 * policy fits nothing it offers.
 */
final class ListingNotices {
  private static final int MAX_TEXT = 80;
  private final PolicyEngine engine;
  private final SessionObserver observer;

  ListingNotices(PolicyEngine engine, SessionObserver observer) {
    this.engine = engine;
    this.observer = observer;
  }

  void initialized(Json.Obj answer) {
    Json.Obj info = answer.object("serverInfo").orElse(Json.Obj.EMPTY);
    observer.detail(
        "server "
            + SafeText.line(info.string("name").orElse("unnamed"), MAX_TEXT)
            + " "
            + SafeText.line(info.string("version").orElse(""), MAX_TEXT)
            + "  protocol "
            + SafeText.line(answer.string("protocolVersion").orElse("unknown"), MAX_TEXT));
  }

  void listed(List<ListedTool> tools) {
    long denied = tools.stream().filter(tool -> !engine.offers(tool.name())).count();
    observer.detail(
        "server offers %d tools: %d allowed by name, %d denied"
            .formatted(tools.size(), tools.size() - denied, denied));
    for (String named : engine.policy().namedTools()) {
      if (tools.stream().noneMatch(tool -> tool.name().equals(named))) {
        observer.detail("policy names `" + named + "`, which the server does not offer");
      }
    }
  }

  void noise(String beginning) {
    observer.warning(
        "dropped a line the server printed on its standard output: "
            + SafeText.line(beginning, 200));
  }
}
