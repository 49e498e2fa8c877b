package dev.assay.core.evidence.question;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.CodePointOrder;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a comparison keeps of a bundle: the distinct things its events are about. Takes events in
 * order; holds at most {@value #MAX_CHARACTERS} characters of text and then says so instead of
 * holding more. One writer.
 */
public final class BundleSummary {
  /** The distinct subjects, tools and decisions of one bundle, in characters. */
  public static final int MAX_CHARACTERS = 16 << 20;

  /** What a thing is. */
  public enum Aspect {
    /** Subjects of network events. */
    NETWORK("network"),
    /** Subjects of file system events. */
    FILESYSTEM("filesystem"),
    /** Subjects of process events. */
    PROCESSES("processes"),
    /** Tools that a decision was made about. */
    TOOLS("tools"),
    /** Digests of policies in force. */
    POLICIES("policies"),
    /** Labels of servers that sessions were held with. */
    SERVERS("servers");

    private final String wire;

    Aspect(String wire) {
      this.wire = wire;
    }

    /** Gives the name in documents. */
    public String wire() {
      return wire;
    }
  }

  private final Map<Aspect, SortedSet<String>> things = new EnumMap<>(Aspect.class);
  private final SortedMap<String, DecisionKind> decisions = new TreeMap<>();
  private String firstTime = "";
  private String lastTime = "";
  private long kept;
  private boolean overfull;

  /** Makes an empty one. */
  public BundleSummary() {
    for (Aspect aspect : Aspect.values()) {
      things.put(aspect, new TreeSet<>(CodePointOrder.ASCENDING));
    }
  }

  /** Takes the next event. */
  public void add(Json.Obj event) {
    String type = event.string("type").orElse("");
    lastTime = event.string("time").flatMap(EventTime::read).map(EventTime::text).orElse(lastTime);
    firstTime = firstTime.isEmpty() ? lastTime : firstTime;
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    family(type).ifPresent(family -> keep(family, event.string("subject")));
    switch (type) {
      case ToolDecision.TYPE -> {
        keep(Aspect.TOOLS, data.string("tool"));
        keep(Aspect.POLICIES, data.string("policy_digest"));
        keep(DecisionKind.of(data));
      }
      case "assay.session.started", "assay.policy.snapshot" -> {
        keep(Aspect.POLICIES, data.string("policy_digest"));
        keep(Aspect.SERVERS, data.string("server"));
      }
      default -> {}
    }
  }

  /** A type belongs to the first family whose word is one of its parts after the first. */
  private static Optional<Aspect> family(String type) {
    if (hasPart(type, ".net")) {
      return Optional.of(Aspect.NETWORK);
    }
    if (hasPart(type, ".fs")) {
      return Optional.of(Aspect.FILESYSTEM);
    }
    return hasPart(type, ".process") ? Optional.of(Aspect.PROCESSES) : Optional.empty();
  }

  private static boolean hasPart(String type, String part) {
    return type.contains(part + ".") || type.endsWith(part);
  }

  private void keep(Aspect aspect, Optional<String> thing) {
    String text = thing.orElse("");
    SortedSet<String> known = things(aspect);
    if (!text.isEmpty() && !known.contains(text) && fits(text.length())) {
      known.add(text);
    }
  }

  private void keep(DecisionKind kind) {
    if (!decisions.containsKey(kind.digest()) && fits(kind.length())) {
      decisions.put(kind.digest(), kind);
    }
  }

  private boolean fits(int characters) {
    overfull |= kept + characters > MAX_CHARACTERS;
    kept += overfull ? 0 : characters;
    return !overfull;
  }

  private SortedSet<String> things(Aspect aspect) {
    return things.getOrDefault(aspect, new TreeSet<>());
  }

  /** Says whether something had to be left out, so that no comparison is possible. */
  public boolean isOverfull() {
    return overfull;
  }

  /** Gives the things of a kind, by code point. */
  public SortedSet<String> of(Aspect aspect) {
    return Collections.unmodifiableSortedSet(things(aspect));
  }

  /** Gives the kinds of decisions by their soft digest. */
  public Map<String, DecisionKind> decisions() {
    return Collections.unmodifiableMap(decisions);
  }

  /** Says whether some decision about a tool was an allow. */
  boolean allows(String tool) {
    return decisions.values().stream()
        .anyMatch(kind -> kind.tool().equals(tool) && kind.decision().equals("allow"));
  }

  /** Gives the time of the first event in sequence order, stored form; empty without events. */
  public String firstTime() {
    return firstTime;
  }

  /** Gives the time of the last event in sequence order. */
  public String lastTime() {
    return lastTime;
  }
}
