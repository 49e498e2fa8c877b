package dev.assay.core.policy;

/**
 * When a rule is asked: the first stage that objects decides. The order of the constants is the
 * precedence, here and nowhere else ({@code policy.md} 2.2).
 */
enum Stage {
  /** Is anything left to call with. Outranks an explicit deny. */
  LIMITS,
  /** Is it a tool name at all. */
  NAME,
  /** Is the tool denied. Outranks every allow. */
  DENY,
  /** Is the tool allowed. */
  ALLOW,
  /** Has the tool a class. */
  CLASSIFICATION,
  /** Are the arguments as the schema wants them. */
  ARGUMENTS,
  /** Has the tool a schema. */
  CONSTRAINT
}
