package dev.assay.core.policy.scope;

/**
 * What is wrong with a value, without the value.
 *
 * @param token one word for records
 * @param accepted what would be accepted, such as {@code must be a string}
 */
record Objection(String token, String accepted) {
  static final String TYPE = "type";
  static final Objection NO_STRING = new Objection(TYPE, "must be a string");
}
