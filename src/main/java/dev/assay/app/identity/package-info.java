/**
 * Asking a server what it offers and approving it: the conversation as a port, the review of what
 * came of it. Decides no call and writes no file; the gate only ever reads what was approved. Main
 * thread only. Implements {@code policy-language.md} 3 (tool_identity, {@code mcp pin}).
 */
@NullMarked
package dev.assay.app.identity;

import org.jspecify.annotations.NullMarked;
