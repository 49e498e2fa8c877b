/**
 * What the author of a policy asks: does it decide these cases as I mean it, what is its normal
 * form, what is its current form, what would another one change? One class per use case; they get
 * bytes and ports and give sealed results, files and terminals are the adapters'. Main thread only.
 * Implements {@code docs/reference/policy-test.md} and {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.app.offline.author;

import org.jspecify.annotations.NullMarked;
