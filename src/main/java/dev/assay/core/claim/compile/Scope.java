package dev.assay.core.claim.compile;

import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a row of the report is about: the bundle, or one server, tool or session in it.
 *
 * @param kind which of them
 * @param name its name as recorded, untrusted; empty for the bundle
 */
public record Scope(Kind kind, String name) implements Comparable<Scope> {
  /** The whole bundle. */
  public static final Scope BUNDLE = new Scope(Kind.BUNDLE, "");

  /** Kinds of scopes, in the order of the report. */
  public enum Kind {
    /** Everything. */
    BUNDLE("bundle"),
    /** One source of events. */
    SERVER("server"),
    /** One tool. */
    TOOL("tool"),
    /** One session of a run that has several. */
    SESSION("session");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in reports. */
    public String wire() {
      return wire;
    }
  }

  /** Gives the scopes below the bundle that an event belongs to. */
  static List<Scope> of(ObservedEvent event) {
    List<Scope> scopes = new ArrayList<>(3);
    scopes.add(new Scope(Kind.SERVER, event.source()));
    event.text("tool").ifPresent(tool -> scopes.add(new Scope(Kind.TOOL, tool)));
    event.text("session").ifPresent(session -> scopes.add(new Scope(Kind.SESSION, session)));
    return scopes;
  }

  /** Gives the scope as it stands in reports. */
  public Json.Obj json() {
    return kind == Kind.BUNDLE
        ? Json.object().put("bundle", true).build()
        : Json.object().put(kind.wire(), name).build();
  }

  @Override
  public int compareTo(Scope other) {
    return Comparator.comparing(Scope::kind).thenComparing(Scope::name).compare(this, other);
  }
}
