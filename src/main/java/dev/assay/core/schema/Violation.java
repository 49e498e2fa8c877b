package dev.assay.core.schema;

/**
 * One reason why a value does not satisfy a schema. Holds schema text only, never the value.
 *
 * @param pointer JSON Pointer (RFC 6901) of the offending part of the value
 * @param keyword the schema keyword that failed
 * @param message what would be accepted, such as {@code must be a string}
 * @param pathScope whether a path-prefix pattern matched the text as written but not after
 *     normalisation ({@code E_PATH_SCOPE})
 */
public record Violation(String pointer, String keyword, String message, boolean pathScope) {}
