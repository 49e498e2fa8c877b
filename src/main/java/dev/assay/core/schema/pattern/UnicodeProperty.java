package dev.assay.core.schema.pattern;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The names {@code \p} accepts: general categories, scripts and some binary properties, as the
 * JDK's Unicode version has them. Script extensions and properties of strings are not offered.
 */
final class UnicodeProperty {
  private static final int LETTER =
      bit(Character.UPPERCASE_LETTER)
          | bit(Character.LOWERCASE_LETTER)
          | bit(Character.TITLECASE_LETTER)
          | bit(Character.MODIFIER_LETTER)
          | bit(Character.OTHER_LETTER);

  private UnicodeProperty() {}

  /** Gives the set for the text between the braces, or null when the name is not known. */
  static @Nullable CharSet find(String name) {
    int equals = name.indexOf('=');
    if (equals >= 0) {
      String value = name.substring(equals + 1);
      return switch (name.substring(0, equals)) {
        case "General_Category", "gc" -> category(value);
        case "Script", "sc" -> script(value);
        default -> null;
      };
    }
    CharSet category = category(name);
    return category != null ? category : binary(name);
  }

  private static @Nullable CharSet category(String name) {
    int mask = categories(name);
    return mask == 0 ? null : CharSet.where(c -> (bit(Character.getType(c)) & mask) != 0);
  }

  private static int bit(int type) {
    return 1 << type;
  }

  private static int categories(String name) {
    return switch (name) {
      case "L", "Letter" -> LETTER;
      case "LC", "Cased_Letter" -> LETTER & ~(categories("Lm") | categories("Lo"));
      case "Lu", "Uppercase_Letter" -> bit(Character.UPPERCASE_LETTER);
      case "Ll", "Lowercase_Letter" -> bit(Character.LOWERCASE_LETTER);
      case "Lt", "Titlecase_Letter" -> bit(Character.TITLECASE_LETTER);
      case "Lm", "Modifier_Letter" -> bit(Character.MODIFIER_LETTER);
      case "Lo", "Other_Letter" -> bit(Character.OTHER_LETTER);
      case "M", "Mark", "Combining_Mark" -> categories("Mn") | categories("Mc") | categories("Me");
      case "Mn", "Nonspacing_Mark" -> bit(Character.NON_SPACING_MARK);
      case "Mc", "Spacing_Mark" -> bit(Character.COMBINING_SPACING_MARK);
      case "Me", "Enclosing_Mark" -> bit(Character.ENCLOSING_MARK);
      case "N", "Number" -> categories("Nd") | categories("Nl") | categories("No");
      case "Nd", "Decimal_Number", "digit" -> bit(Character.DECIMAL_DIGIT_NUMBER);
      case "Nl", "Letter_Number" -> bit(Character.LETTER_NUMBER);
      case "No", "Other_Number" -> bit(Character.OTHER_NUMBER);
      default -> otherCategories(name);
    };
  }

  private static int otherCategories(String name) {
    return switch (name) {
      case "P", "Punctuation", "punct" ->
          categories("Pc")
              | categories("Pd")
              | categories("Ps")
              | categories("Pe")
              | categories("Pi")
              | categories("Pf")
              | categories("Po");
      case "Pc", "Connector_Punctuation" -> bit(Character.CONNECTOR_PUNCTUATION);
      case "Pd", "Dash_Punctuation" -> bit(Character.DASH_PUNCTUATION);
      case "Ps", "Open_Punctuation" -> bit(Character.START_PUNCTUATION);
      case "Pe", "Close_Punctuation" -> bit(Character.END_PUNCTUATION);
      case "Pi", "Initial_Punctuation" -> bit(Character.INITIAL_QUOTE_PUNCTUATION);
      case "Pf", "Final_Punctuation" -> bit(Character.FINAL_QUOTE_PUNCTUATION);
      case "Po", "Other_Punctuation" -> bit(Character.OTHER_PUNCTUATION);
      case "S", "Symbol" ->
          categories("Sm") | categories("Sc") | categories("Sk") | categories("So");
      case "Sm", "Math_Symbol" -> bit(Character.MATH_SYMBOL);
      case "Sc", "Currency_Symbol" -> bit(Character.CURRENCY_SYMBOL);
      case "Sk", "Modifier_Symbol" -> bit(Character.MODIFIER_SYMBOL);
      case "So", "Other_Symbol" -> bit(Character.OTHER_SYMBOL);
      case "Z", "Separator" -> categories("Zs") | categories("Zl") | categories("Zp");
      case "Zs", "Space_Separator" -> bit(Character.SPACE_SEPARATOR);
      case "Zl", "Line_Separator" -> bit(Character.LINE_SEPARATOR);
      case "Zp", "Paragraph_Separator" -> bit(Character.PARAGRAPH_SEPARATOR);
      case "C", "Other" ->
          categories("Cc") | categories("Cf") | categories("Co") | categories("Cn");
      case "Cc", "Control", "cntrl" -> bit(Character.CONTROL);
      case "Cf", "Format" -> bit(Character.FORMAT);
      case "Co", "Private_Use" -> bit(Character.PRIVATE_USE);
      case "Cn", "Unassigned" -> bit(Character.UNASSIGNED);
      case "Cs", "Surrogate" -> bit(Character.SURROGATE);
      default -> 0;
    };
  }

  private static @Nullable CharSet script(String name) {
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      boolean upper = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
      return upper && !name.equals(name.toUpperCase(Locale.ROOT))
          ? CharSet.where(c -> Character.UnicodeScript.of(c) == script)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable CharSet binary(String name) {
    IntPredicate test =
        switch (name) {
          case "Any" -> c -> true;
          case "ASCII" -> c -> c < 128;
          case "ASCII_Hex_Digit", "AHex" -> c -> c < 128 && Character.digit(c, 16) >= 0;
          case "Assigned" -> Character::isDefined;
          case "Alphabetic", "Alpha" -> Character::isAlphabetic;
          case "Uppercase", "Upper" -> Character::isUpperCase;
          case "Lowercase", "Lower" -> Character::isLowerCase;
          case "Ideographic", "Ideo" -> Character::isIdeographic;
          case "Emoji" -> Character::isEmoji;
          case "Emoji_Presentation", "EPres" -> Character::isEmojiPresentation;
          case "White_Space", "space" ->
              c -> (c != 0xFEFF && CharSet.SPACE.contains(c)) || c == 0x85;
          default -> null;
        };
    return test == null ? null : CharSet.where(test);
  }
}
