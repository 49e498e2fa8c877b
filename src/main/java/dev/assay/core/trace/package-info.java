/**
 * Traces: tool calls with their arguments, one JSON object to a line, as an author keeps them to
 * try a policy on. Here is the one reader of the format; nothing here decides a call, and nothing
 * takes what a trace says for what happened. A reader belongs to one thread. Implements {@code
 * docs/reference/trace.md}.
 */
@NullMarked
package dev.assay.core.trace;

import org.jspecify.annotations.NullMarked;
