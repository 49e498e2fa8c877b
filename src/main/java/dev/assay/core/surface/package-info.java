/**
 * What of a call and its decision may be recorded or shown: keyed digests, the members of a
 * decision event, the line on the console. The only package that turns arguments into evidence or
 * text, so that a privacy review has one place to read. Pure values; safe on any thread. Implements
 * {@code docs/reference/gateway.md}.
 */
@NullMarked
package dev.assay.core.surface;

import org.jspecify.annotations.NullMarked;
