package dev.assay.core.json;

/** Why the strict reader refuses a text. Wire spellings are those of {@code evidence.md} 3.3. */
public enum JsonFault {
  /** Outside RFC 8259, a byte order mark, trailing text, or a number that overflows a double. */
  PARSE_ERROR("ParseError", "not JSON"),
  /** Not UTF-8: overlong forms, encoded surrogates, beyond U+10FFFF, cut sequences. */
  INVALID_UTF8("InvalidUtf8", "not UTF-8"),
  /** Two members of one object with one name, compared after unescaping. */
  DUPLICATE_KEY("DuplicateKey", "duplicate member name"),
  /** An escape that is half of a surrogate pair. */
  LONE_SURROGATE("LoneSurrogate", "unpaired surrogate"),
  /** A backslash-u escape without four hex digits. */
  INVALID_UNICODE_ESCAPE("InvalidUnicodeEscape", "bad unicode escape"),
  /** More levels than {@link JsonLimits#maxDepth()}. */
  NESTING_TOO_DEEP("NestingTooDeep", "nested too deeply"),
  /** More members than {@link JsonLimits#maxMembers()}. */
  TOO_MANY_KEYS("TooManyKeys", "too many members in an object"),
  /** More items than {@link JsonLimits#maxItems()}. */
  TOO_MANY_ITEMS("TooManyItems", "too many items in an array"),
  /** A string longer than {@link JsonLimits#maxStringCodePoints()}. */
  STRING_TOO_LONG("StringTooLong", "string too long");

  private final String wire;
  private final String sentence;

  JsonFault(String wire, String sentence) {
    this.wire = wire;
    this.sentence = sentence;
  }

  /** Gives the name used in reports. */
  public String wire() {
    return wire;
  }

  /** Gives the fault in words. */
  public String sentence() {
    return sentence;
  }
}
