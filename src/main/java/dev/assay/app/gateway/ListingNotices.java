package dev.assay.app.gateway;

import dev.assay.app.gateway.ToolApprovals.FirstUse.Keeping;
import dev.assay.core.identity.Drift;
import dev.assay.core.identity.HiddenText;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.Json;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.privileged.PrivilegedAction;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.surface.SafeText;
import java.util.List;

/**
 * What a person at the console is told about the upstream: who it is, what it offers, what of that
 * is not as approved, what hides in it, what of the policy fits nothing it offers.
 */
final class ListingNotices {
  private static final int MAX_TEXT = 80;

  /** A listing of a thousand changes needs no thousand lines. */
  private static final int MAX_CHANGES = 10;

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

  void listed(ToolListing listing) {
    int offered = listing.tools().size();
    long denied = listing.tools().keySet().stream().filter(tool -> !engine.offers(tool)).count();
    observer.detail(
        "server offers %d tools: %d allowed by name, %d denied"
            .formatted(offered, offered - denied, denied));
    lookalikes(listing);
    for (String named : engine.policy().namedTools()) {
      if (!listing.tools().containsKey(named)) {
        observer.detail("policy names `" + named + "`, which the server does not offer");
      }
    }
  }

  /** A tool that does what privileged ones do, under a name that the policy does not govern. */
  private void lookalikes(ToolListing listing) {
    PrivilegedActions actions = engine.policy().privilegedActions();
    if (!actions.isOn()) {
      return;
    }
    listing.tools().keySet().stream()
        .filter(tool -> PrivilegedAction.of(tool).isPresent() && !actions.governs(tool))
        .limit(MAX_CHANGES)
        .forEach(
            tool ->
                observer.warning(
                    "tool `"
                        + SafeText.line(tool, MAX_TEXT)
                        + "` looks privileged, and `privileged_actions` does not govern it"));
  }

  /** Says that what the server offers is taken as approved from now on, or cannot be. */
  void firstUse(Keeping keeping) {
    switch (keeping) {
      case Keeping.Kept kept ->
          observer.warning(
              "first use of this server: its %d tools are taken as approved, kept in %s"
                  .formatted(kept.approved().tools().size(), kept.location()));
      case Keeping.Failed failed ->
          observer.warning(
              "the first use of this server could not be kept, so its calls are denied: "
                  + failed.problem().text());
    }
  }

  void drift(Drift drift) {
    if (drift.instructions()) {
      observer.warning("drift: the server's instructions are not those that were approved");
    }
    if (drift.unnamed()) {
      observer.warning("drift: the server lists elements without a name, which a model may read");
    }
    int shown = Math.min(MAX_CHANGES, drift.tools().size());
    for (Drift.ToolChange change : drift.tools().subList(0, shown)) {
      observer.warning(
          "drift: tool `" + SafeText.line(change.name(), MAX_TEXT) + "` " + change.kind().words());
    }
    if (drift.tools().size() > shown) {
      observer.warning("drift: %d more tools".formatted(drift.tools().size() - shown));
    }
  }

  /** Says what hides in a part of what the server says; {@code whose} may hold its words. */
  void hidden(String whose, List<HiddenText> findings) {
    for (HiddenText finding : findings) {
      observer.warning(
          "hidden text in " + SafeText.line(whose, MAX_TEXT) + ": " + finding.sentence());
    }
  }

  void noise(String beginning) {
    observer.warning(
        "dropped a line the server printed on its standard output: "
            + SafeText.line(beginning, 200));
  }
}
