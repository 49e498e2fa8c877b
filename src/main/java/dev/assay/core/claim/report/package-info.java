/**
 * Trust reports after they were written: reading {@code trust-report.json} again, comparing two of
 * them, accepting one as a baseline, and folding many into one picture of a fleet. Judges no
 * bundle: levels are taken as they stand in a report whose rows agree with its own digest. Values
 * only, one thread. Implements {@code docs/reference/trust-basis.md} and {@code
 * docs/reference/trust-policy.md}.
 */
@NullMarked
package dev.assay.core.claim.report;

import org.jspecify.annotations.NullMarked;
