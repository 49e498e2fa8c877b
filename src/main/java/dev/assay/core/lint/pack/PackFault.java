package dev.assay.core.lint.pack;

/** What can be wrong with a rule pack, beyond what makes it unreadable as YAML. */
public enum PackFault {
  /** The document is not a mapping. */
  ROOT_NOT_MAPPING("pack.root_not_mapping", "a pack is a mapping"),
  /** A member that does not exist. */
  UNKNOWN_FIELD("pack.unknown_field", "only known members and those starting with x- may stand"),
  /** A mandatory member is absent or empty. */
  MISSING_FIELD("pack.missing_field", "a mandatory member is present and not empty"),
  /** A value of the wrong type. */
  WRONG_TYPE("pack.type", "a value has the type its member asks for"),
  /** A word outside a closed list. */
  UNKNOWN_VALUE("pack.value", "a value is one of the words its member knows"),
  /** A name that is no pack name. */
  NAME("pack.name", "a pack name is a-z, 0-9 and hyphens, with no hyphen at an end"),
  /** Needs another version. */
  VERSION("pack.version", "a pack is for a version that this program speaks"),
  /** Two rules with one id. */
  DUPLICATE_RULE("pack.duplicate_rule", "a rule id stands once in a pack"),
  /** A number out of its range. */
  NUMBER("pack.number", "a number is an integer in the range of its member"),
  /** A check whose members contradict each other. */
  CHECK("pack.check", "the members of a check go together"),
  /** A pattern that cannot be run. */
  PATTERN("pack.pattern", "a pattern is one that a linear-time engine can run"),
  /** Two packs define the same rule. */
  COLLISION("pack.collision", "two packs do not define the same rule when one is for compliance");

  private final String code;
  private final String sentence;

  PackFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  /** Gives the rule, one sentence. */
  public String sentence() {
    return sentence;
  }
}
