/**
 * Names of mandates and of their uses, as the mandate events of other programs carry them: content
 * ids and use ids, computed again for {@code evidence lint}. Pure functions over values. The gate
 * does not enforce mandates and nothing here says that one was signed, valid or honoured. Source:
 * {@code evidence.md} 7.4.
 */
@NullMarked
package dev.assay.core.evidence.mandate;

import org.jspecify.annotations.NullMarked;
