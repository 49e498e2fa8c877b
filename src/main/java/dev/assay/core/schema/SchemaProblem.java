package dev.assay.core.schema;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a schema; one code each. */
public enum SchemaProblem {
  /** A keyword has a value that JSON Schema does not allow. */
  INVALID("policy.schema.invalid"),
  /** A pattern cannot be read or run in linear time. */
  PATTERN("policy.schema.pattern"),
  /** A reference names nothing in the document. */
  UNRESOLVED("policy.schema.unresolved_ref"),
  /** A reference leaves the document. */
  REMOTE("policy.schema.remote_ref"),
  /** Schemas apply each other to the same value without end. */
  LOOP("policy.schema.ref_loop"),
  /** The dialect is none we know. */
  DIALECT("policy.schema.dialect"),
  /** It is valid but cannot be judged exactly. */
  UNSUPPORTED("policy.schema.unsupported"),
  /** A definition is both shared and the tool's own. */
  DEFS_COLLISION("policy.defs.collision");

  private final String code;

  SchemaProblem(String code) {
    this.code = code;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  Problem at(String pointer, String message) {
    return at(pointer, message, null);
  }

  Problem at(String pointer, String message, @Nullable String hint) {
    return new Problem(code, message, new Where(null, pointer, 0, 0), hint);
  }
}
