/**
 * Does a value satisfy a JSON Schema, draft 2020-12. Everything is checked when a schema is
 * compiled; afterwards a check never throws, takes bounded time and never quotes the value. Common
 * keywords are compiled to our own rules; schemas that need more are handed to the schema library,
 * whose classes are not loaded otherwise. Patterns are ECMA-262 and run in linear time; path-prefix
 * patterns are also judged after normalisation ({@code design.md} §3 rows 13 and 16, {@code
 * policy.md} 1.5). Nothing is ever retrieved. Compiled schemas are immutable and safe on any
 * thread.
 */
@NullMarked
package dev.assay.core.schema;

import org.jspecify.annotations.NullMarked;
