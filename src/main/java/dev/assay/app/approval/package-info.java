/**
 * A person's approval of one call: the part of deciding that looks for one and uses it up, and the
 * port to wherever approvals are kept. What an approval must say is {@code core.approval}'s
 * business. Called on the thread that decides. Implements {@code docs/reference/approvals.md}.
 */
@NullMarked
package dev.assay.app.approval;

import org.jspecify.annotations.NullMarked;
