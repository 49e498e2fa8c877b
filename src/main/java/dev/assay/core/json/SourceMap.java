package dev.assay.core.json;

import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text the parts of its value stand, by JSON Pointer. An aliased value stands where its
 * anchor does. A pointer to something that is not in the text gives the place of its nearest
 * ancestor that is.
 */
public final class SourceMap {
  /** The map of a value that was not read from a text. */
  public static final SourceMap NONE =
      new SourceMap(new Spot(0, 0, Collections.emptyList(), Collections.emptyMap()));

  private final Spot root;

  SourceMap(Spot root) {
    this.root = root;
  }

  /** Gives the place of a value. */
  public Where value(String pointer) {
    return find(pointer, false);
  }

  /** Gives the place of the name of a member; for an item of a sequence, of the item. */
  public Where name(String pointer) {
    return find(pointer, true);
  }

  private Where find(String pointer, boolean name) {
    Spot spot = root;
    int line = spot.line;
    int column = spot.column;
    int from = 1;
    while (from <= pointer.length()) {
      int slash = pointer.indexOf('/', from);
      int to = slash < 0 ? pointer.length() : slash;
      String token = pointer.substring(from, to).replace("~1", "/").replace("~0", "~");
      Member member = spot.members.get(token);
      Spot next = member == null ? item(spot, token) : member.value;
      if (next == null) {
        break;
      }
      if (name && slash < 0 && member != null) {
        line = member.line;
        column = member.column;
      } else {
        line = next.line;
        column = next.column;
      }
      spot = next;
      from = to + 1;
    }
    return new Where(null, pointer, line, column);
  }

  private static @Nullable Spot item(Spot spot, String token) {
    int index = 0;
    for (int i = 0; i < token.length(); i++) {
      int digit = token.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i > 6) {
        return null;
      }
      index = index * 10 + digit;
    }
    return token.isEmpty() || index >= spot.items.size() ? null : spot.items.get(index);
  }

  /** A value's place and those of its parts. */
  record Spot(int line, int column, List<Spot> items, Map<String, Member> members) {}

  /** A member's name's place and its value's. */
  record Member(int line, int column, Spot value) {}
}
