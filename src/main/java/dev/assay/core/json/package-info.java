/**
 * Text to immutable values and back, strictly: the JSON reader that refuses whatever two readers
 * might read differently, the YAML reader for policies with source positions, and RFC 8785
 * canonical bytes. No meaning of any document lives here. Values are immutable; readers keep no
 * state between calls. Implements {@code docs/reference/strict-json.md}.
 */
@NullMarked
package dev.assay.core.json;

import org.jspecify.annotations.NullMarked;
