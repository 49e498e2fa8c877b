package dev.assay.core.identity;

import dev.assay.core.identity.HiddenText.Kind;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for {@link HiddenText} in everything a definition shows to a model: every string and every
 * member name, at any depth.
 *
 * <p>Mechanical, no judgement of meaning: text that misleads in plain letters is not found, and
 * text that is flagged may be innocent. One finding for each kind, with the first place and the
 * count of all. {@code icons}, {@code _meta} and the signature are left out: no model reads them.
 * Source: {@code mcp-gateway.md} X-7, {@code policy.md} 8.3.
 */
public final class HiddenTextScan {
  /** Twice the longest description of the servers we know; a page of it is about 3 000. */
  static final int MAX_READ_CHARS = 8_192;

  private static final List<String> NOT_SHOWN = List.of("icons", "_meta", ToolSignature.MEMBER);

  private final Map<Kind, HiddenText> found = new EnumMap<>(Kind.class);

  private HiddenTextScan() {}

  /** Gives what hides in a tool as listed, in the order of the kinds. */
  public static List<HiddenText> ofTool(Json.Obj tool) {
    HiddenTextScan scan = new HiddenTextScan();
    for (Map.Entry<String, Json> member : tool.members().entrySet()) {
      if (!NOT_SHOWN.contains(member.getKey())) {
        scan.member(member, "");
      }
    }
    return scan.found();
  }

  /** Gives what hides in one text, such as a server's instructions. */
  public static List<HiddenText> ofText(String text, String pointer) {
    HiddenTextScan scan = new HiddenTextScan();
    scan.text(text, pointer);
    return scan.found();
  }

  private List<HiddenText> found() {
    return found.isEmpty()
        ? Collections.emptyList()
        : Collections.unmodifiableList(new ArrayList<>(found.values()));
  }

  private void member(Map.Entry<String, Json> member, String pointer) {
    String at = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
    text(member.getKey(), pointer);
    value(member.getValue(), at);
  }

  private void value(Json value, String pointer) {
    if (value instanceof Json.Str string) {
      text(string.value(), pointer);
    } else if (value instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        member(member, pointer);
      }
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.items().size(); i++) {
        value(array.items().get(i), pointer + "/" + i);
      }
    }
  }

  private void text(String text, String pointer) {
    if (text.length() > MAX_READ_CHARS) {
      note(Kind.OVER_LONG, pointer);
    }
    int last = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x20 || c >= 0x7F) {
        character(c, last, i < text.length() ? text.codePointAt(i) : 0, pointer);
      }
      last = c;
    }
    if (hasComment(text)) {
      note(Kind.COMMENT, pointer);
    }
  }

  private void character(int c, int before, int after, String pointer) {
    if (c == 0x1B || c == 0x9B || c == 0x9D || c == 0x90) {
      note(Kind.TERMINAL_ESCAPES, pointer);
    } else if (isControl(c)) {
      note(Kind.CONTROL_CHARACTERS, pointer);
    } else if (isBidi(c)) {
      note(Kind.BIDI_CONTROLS, pointer);
    } else if (c >= 0xE0000 && c <= 0xE007F) {
      note(Kind.TAG_CHARACTERS, pointer);
    } else if (isSelector(c)) {
      if (c >= 0xE0100 || isSelector(before)) {
        note(Kind.VARIATION_SELECTORS, pointer);
      }
    } else if (hasNoWidth(c) && !joinsEmoji(c, before, after)) {
      note(Kind.ZERO_WIDTH, pointer);
    }
  }

  private static boolean isControl(int c) {
    boolean separator = c == 0x2028 || c == 0x2029;
    return separator || (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
  }

  private static boolean isBidi(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /** Every formatting character that the kinds before do not name, and the blank letters. */
  private static boolean hasNoWidth(int c) {
    return Character.getType(c) == Character.FORMAT
        || c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c == 0x3164
        || c == 0xFFA0;
  }

  private static boolean joinsEmoji(int c, int before, int after) {
    boolean emojiBefore =
        Character.isExtendedPictographic(before)
            || Character.isEmojiModifier(before)
            || before == 0xFE0F;
    return c == 0x200D && emojiBefore && Character.isExtendedPictographic(after);
  }

  private static boolean hasComment(String text) {
    if (text.contains("<!--")) {
      return true;
    }
    int bracket = text.indexOf("]:");
    if (bracket < 0) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("[//]:") || lower.contains("[comment]:") || lower.contains("[]:");
  }

  private void note(Kind kind, String pointer) {
    HiddenText known = found.get(kind);
    found.put(
        kind,
        known == null
            ? new HiddenText(kind, pointer, 1)
            : new HiddenText(kind, known.pointer(), known.count() + 1));
  }
}
