/**
 * Trust reports in the words of other people's formats: in-toto SCAI, verification summaries (VSA)
 * and OSCAL assessment results. The report is the only source; nothing is judged here but the rules
 * of a trust policy, and no level is ever raised. Values only, one thread. Implements {@code
 * docs/reference/trust-exports.md}.
 */
@NullMarked
package dev.assay.core.export;

import org.jspecify.annotations.NullMarked;
