/**
 * A person's approval of one call: the part of deciding that looks for one and uses it up, the port
 * to wherever approvals are kept, the calls of a session that are held until there is one, and the
 * question to the agent's user. What an approval must say is {@code core.approval}'s business.
 * Called on the thread that decides. Implements {@code docs/reference/approvals.md}.
 */
@NullMarked
package dev.assay.app.approval;

import org.jspecify.annotations.NullMarked;
