package dev.assay.core.claim.policy;

/** What can be wrong with a trust policy; every one refuses the document. */
public enum TrustPolicyFault {
  /** Not a mapping. */
  ROOT_NOT_MAPPING("trust_policy.root_not_mapping", "a trust policy is a mapping"),
  /** Another schema, or none. */
  SCHEMA("trust_policy.schema", "`schema` names the version that this program reads"),
  /** A member nobody knows. */
  UNKNOWN_FIELD(
      "trust_policy.unknown_field", "only known members and those starting with x- may stand"),
  /** A member that must stand. */
  MISSING_FIELD("trust_policy.missing_field", "a mandatory member is present and not empty"),
  /** A value of another type. */
  WRONG_TYPE("trust_policy.type", "a value has the type its member asks for"),
  /** A word that the member does not know. */
  UNKNOWN_VALUE("trust_policy.value", "a value is one of the words its member knows"),
  /** A number out of range. */
  NUMBER("trust_policy.number", "a number is an integer in the range of its member"),
  /** An id of another shape. */
  ID("trust_policy.id", "an id is a-z, 0-9, `.`, `_` and `-`, at most 100 of them"),
  /** A text that is too long. */
  TOO_LONG("trust_policy.too_long", "texts and lists stay within their bounds"),
  /** An id that stands twice. */
  DUPLICATE("trust_policy.duplicate", "an id, a test and a row stand once"),
  /** A time of another shape. */
  TIME("trust_policy.time", "a time is a date or an RFC 3339 time"),
  /** An expression that cannot be read. */
  EXPRESSION("trust_policy.expression", "an expression follows the grammar and fits its types"),
  /** A claim that the catalogue does not have. */
  UNKNOWN_CLAIM("trust_policy.unknown_claim", "a claim is one of the catalogue"),
  /** A test about a rule that is not there. */
  UNKNOWN_RULE("trust_policy.unknown_rule", "a test expects outcomes of rules of this document");

  private final String code;
  private final String sentence;

  TrustPolicyFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the code in problems. */
  public String code() {
    return code;
  }

  /** Gives what holds when the fault is not there, one sentence for the reference page. */
  public String sentence() {
    return sentence;
  }
}
