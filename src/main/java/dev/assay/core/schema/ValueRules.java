package dev.assay.core.schema;

import dev.assay.core.json.Json;
import dev.assay.core.schema.pattern.TextPattern;
import dev.assay.core.schema.value.Decimal;
import dev.assay.core.schema.value.JsonEquality;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules about kinds, listed values, numbers and texts. */
final class ValueRules {
  static final int NULL = 1;
  static final int BOOLEAN = 2;
  static final int OBJECT = 4;
  static final int ARRAY = 8;
  static final int NUMBER = 16;
  static final int STRING = 32;
  static final int INTEGER = 64;

  private ValueRules() {}

  /** {@code type}. */
  record Type(int kinds, String message) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      boolean ok = (kinds & kind(value)) != 0 || ((kinds & INTEGER) != 0 && isInteger(value));
      return ok || run.fail("type", message);
    }
  }

  /** Not a switch over types, which is linked at run time, on the way to the first call. */
  private static int kind(Json value) {
    return value instanceof Json.Str
        ? STRING
        : value instanceof Json.Obj
            ? OBJECT
            : value instanceof Json.Num
                ? NUMBER
                : value instanceof Json.Arr ? ARRAY : value instanceof Json.Bool ? BOOLEAN : NULL;
  }

  private static boolean isInteger(Json value) {
    if (!(value instanceof Json.Num(String text))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return Decimal.of(text).isInteger();
      }
    }
    return true;
  }

  /** {@code enum} and {@code const}. */
  static final class OneOf implements Rule {
    private final Json[] values;
    private final Set<String> texts = new HashSet<>();
    private final boolean onlyTexts;
    private final String keyword;

    OneOf(List<Json> values, String keyword) {
      this.values = values.toArray(new Json[0]);
      this.keyword = keyword;
      for (Json value : values) {
        if (value instanceof Json.Str s) {
          texts.add(s.value());
        }
      }
      this.onlyTexts = texts.size() == values.size();
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (value instanceof Json.Str s ? texts.contains(s.value()) : !onlyTexts && isListed(value)) {
        return true;
      }
      String must = values.length == 1 ? "must be " : "must be one of ";
      return run.fail(keyword, run.wantsReasons() ? must + Accepted.values(values) : "");
    }

    private boolean isListed(Json value) {
      for (Json listed : values) {
        if (JsonEquality.equal(listed, value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Which side of a bound is accepted. */
  enum Side {
    /** {@code maximum}. */
    AT_MOST,
    /** {@code exclusiveMaximum}. */
    BELOW,
    /** {@code minimum}. */
    AT_LEAST,
    /** {@code exclusiveMinimum}. */
    ABOVE;

    boolean accepts(int comparison) {
      return switch (this) {
        case AT_MOST -> comparison <= 0;
        case BELOW -> comparison < 0;
        case AT_LEAST -> comparison >= 0;
        case ABOVE -> comparison > 0;
      };
    }
  }

  /** A bound of a number. */
  static final class Bound implements Rule {
    /** Texts up to this long hold a long for certain. */
    private static final int PLAIN = 18;

    private final Side side;
    private final Decimal bound;
    private final boolean plain;
    private final long plainBound;
    private final String keyword;
    private final String message;

    Bound(Side side, String text, String keyword, String message) {
      this.side = side;
      this.bound = Decimal.of(text);
      this.plain = isPlain(text);
      this.plainBound = plain ? Long.parseLong(text) : 0;
      this.keyword = keyword;
      this.message = message;
    }

    private static boolean isPlain(String text) {
      if (text.length() > PLAIN) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < '0' || c > '9') && (c != '-' || i > 0)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Num n)) {
        return true;
      }
      String text = n.text();
      int comparison =
          plain && isPlain(text)
              ? Long.compare(Long.parseLong(text), plainBound)
              : Decimal.of(text).compareTo(bound);
      return side.accepts(comparison) || run.fail(keyword, message);
    }
  }

  /** {@code multipleOf}. */
  record Multiple(Decimal divisor, String message) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      return !(value instanceof Json.Num n)
          || (run.spend(n.text().length())
              && (Decimal.of(n.text()).isMultipleOf(divisor) || run.fail("multipleOf", message)));
    }
  }

  /** {@code minLength} and {@code maxLength}, in code points. */
  record Length(long min, long max) implements Rule {
    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Str(String text))) {
        return true;
      }
      int units = text.length();
      if (units <= max && units >= 2 * min) {
        return true;
      }
      int count = text.codePointCount(0, units);
      boolean longEnough =
          count >= min || run.fail("minLength", "must have at least `" + min + "` characters");
      boolean shortEnough =
          count <= max || run.fail("maxLength", "must have at most `" + max + "` characters");
      return longEnough && shortEnough;
    }
  }

  /** {@code pattern}, with the path judgement of {@code design.md} §3 row 16. */
  static final class Matching implements Rule {
    private final TextPattern pattern;
    private final String message;

    Matching(TextPattern pattern) {
      this.pattern = pattern;
      this.message = "must match `" + pattern.source() + "`";
    }

    @Override
    public boolean holds(Json value, Run run) {
      if (!(value instanceof Json.Str(String text)) || !run.spend(text, pattern)) {
        return !(value instanceof Json.Str);
      }
      boolean written = pattern.find(text);
      if (!pattern.pathPrefix()) {
        return written || run.fail("pattern", message);
      }
      if (run.inverted()) {
        if (PathScope.disagrees(pattern, text, written, run)) {
          run.disagree("pattern", message + PathScope.EITHER_WAY);
        }
        return written;
      }
      if (!written) {
        return run.fail("pattern", message);
      }
      return PathScope.keeps(pattern, text, run)
          || run.fail("pattern", message + PathScope.AFTERWARDS, true);
    }
  }
}
