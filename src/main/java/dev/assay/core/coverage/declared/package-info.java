/**
 * Declared versus observed: the tool actions somebody said there would be, held against those that
 * a recording shows. What was not observed is neither an offence nor a proof; what could not be
 * seen is a case of its own, never a match. Values, and folds that belong to one thread. Implements
 * {@code docs/reference/coverage.md}.
 */
@NullMarked
package dev.assay.core.coverage.declared;

import org.jspecify.annotations.NullMarked;
