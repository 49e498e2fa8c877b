/**
 * JSON values as JSON Schema compares them: exact decimals, and equality in which {@code 1} and
 * {@code 1.0} are one number. Values only; any thread.
 */
@NullMarked
package dev.assay.core.schema.value;

import org.jspecify.annotations.NullMarked;
