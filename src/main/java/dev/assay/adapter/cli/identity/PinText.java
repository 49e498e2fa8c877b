package dev.assay.adapter.cli.identity;

import dev.assay.app.identity.PinReview;
import dev.assay.app.identity.ToolServer;
import dev.assay.core.identity.Drift;
import dev.assay.core.identity.HiddenText;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.json.Json;
import dev.assay.core.report.TerminalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A review of a server as lines and as members of a JSON document. */
final class PinText {
  private static final String SAME = "same";

  private final PinReview review;
  private final ToolServer.Offer offer;
  private final String label;
  private final String lock;
  private final Map<String, Drift.ToolChange> changes = new LinkedHashMap<>();

  /** What became of the lock. */
  enum Ending {
    WRITTEN("written", "%s written: %d tools of `%s` are approved"),
    UNCHANGED("unchanged", "%s holds: %d tools of `%s` are as approved"),
    NOT_WRITTEN("not_written", "%s was not written; %d tools of `%s` were looked at");

    private final String wire;
    private final String sentence;

    Ending(String wire, String sentence) {
      this.wire = wire;
      this.sentence = sentence;
    }
  }

  PinText(PinReview review, String label, String lock) {
    this.review = review;
    this.offer = review.offer();
    this.label = label;
    this.lock = lock;
    review.drift().tools().forEach(change -> changes.put(change.name(), change));
  }

  String lines(Ending ending) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "server "
            + field(offer.name())
            + " "
            + field(offer.version())
            + "  protocol "
            + field(offer.protocol()));
    instructions(lines);
    for (ObservedTool tool : offer.listing().tools().values()) {
      tool(tool, lines);
    }
    for (Drift.ToolChange change : changes.values()) {
      if (change.kind() == Drift.Kind.REMOVED) {
        lines.add("  " + field(change.name()) + "  " + change.kind().wire());
      }
    }
    lines.add("set " + review.found().setDigest());
    lines.add(ending.sentence.formatted("lock " + lock, offer.listing().tools().size(), label));
    return String.join("\n", lines);
  }

  private void instructions(List<String> lines) {
    if (!offer.instructions().isEmpty() || review.drift().instructions()) {
      String standing =
          !review.isKnown() ? "new" : review.drift().instructions() ? "changed" : SAME;
      lines.add("instructions  " + standing + "  " + field(offer.instructions()));
    }
    hidden(review.hiddenInstructions(), lines);
  }

  private void tool(ObservedTool tool, List<String> lines) {
    String standing = standing(tool.name());
    lines.add("  " + field(tool.name()) + "  " + standing);
    if (!standing.equals(SAME)) {
      lines.add("      " + field(offer.descriptions().getOrDefault(tool.name(), "")));
      List<String> mentioned = review.mentions(tool.name());
      if (!mentioned.isEmpty()) {
        lines.add("      names " + field(String.join(", ", mentioned)));
      }
    }
    hidden(tool.hiddenText(), lines);
  }

  private static void hidden(List<HiddenText> findings, List<String> lines) {
    for (HiddenText finding : findings) {
      lines.add("      hidden: " + finding.sentence() + " in " + field(finding.pointer()));
    }
  }

  private String standing(String tool) {
    Drift.ToolChange change = changes.get(tool);
    return change == null ? SAME : change.kind().wire();
  }

  /** The server's words, one line and cut. */
  private static String field(String text) {
    return TerminalText.field(text);
  }

  Json.Obj members(Ending ending) {
    LockedServer found = review.found();
    List<Json> tools = new ArrayList<>();
    for (ObservedTool tool : offer.listing().tools().values()) {
      tools.add(tool(tool));
    }
    List<String> removed =
        changes.values().stream()
            .filter(change -> change.kind() == Drift.Kind.REMOVED)
            .map(Drift.ToolChange::name)
            .toList();
    return Json.object()
        .put("lock", lock)
        .put("outcome", ending.wire)
        .put("label", label)
        .put("server", server())
        .put("set_digest", found.setDigest())
        .put("instructions_digest", found.instructionsDigest())
        .put("instructions_changed", review.drift().instructions())
        .put("hidden_text", hidden(review.hiddenInstructions()))
        .put("tools", new Json.Arr(tools))
        .put("removed", Json.Arr.ofStrings(removed))
        .build();
  }

  private Json server() {
    return Json.object()
        .put("name", offer.name())
        .put("version", offer.version())
        .put("protocol", offer.protocol())
        .put("instructions", offer.instructions())
        .build();
  }

  private Json tool(ObservedTool tool) {
    return Json.object()
        .put("name", tool.name())
        .put("standing", standing(tool.name()))
        .put("tool_digest", tool.toolDigest())
        .put("definition_digest", tool.definition().definitionDigest())
        .put("description", offer.descriptions().getOrDefault(tool.name(), ""))
        .put("names_other_tools", Json.Arr.ofStrings(review.mentions(tool.name())))
        .put("hidden_text", hidden(tool.hiddenText()))
        .build();
  }

  private static Json hidden(List<HiddenText> findings) {
    List<Json> items = new ArrayList<>();
    for (HiddenText finding : findings) {
      items.add(
          Json.object()
              .put("kind", finding.kind().wire())
              .put("pointer", finding.pointer())
              .put("count", finding.count())
              .build());
    }
    return new Json.Arr(items);
  }
}
