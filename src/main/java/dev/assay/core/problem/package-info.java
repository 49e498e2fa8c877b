/**
 * How we say what is wrong: a problem has a code, a sentence, a place and a next step. Nothing here
 * decides or throws for control flow; every other package may use it. Values only, safe on any
 * thread.
 */
@NullMarked
package dev.assay.core.problem;

import org.jspecify.annotations.NullMarked;
