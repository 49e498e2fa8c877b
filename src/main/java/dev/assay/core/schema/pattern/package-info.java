/**
 * Text patterns: ECMA-262 regular expressions read by us and run in linear time (RE2), and paths
 * without detours ({@code design.md} §3 rows 13 and 16). Knows nothing of schemas. Values only,
 * safe on any thread.
 */
@NullMarked
package dev.assay.core.schema.pattern;

import org.jspecify.annotations.NullMarked;
