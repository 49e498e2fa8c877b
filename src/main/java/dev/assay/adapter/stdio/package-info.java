/**
 * Line framing and the child process: moves bytes between an agent on our standard input and output
 * and an upstream we started. No policy question is asked here. Two pump threads a session; the
 * thread that started the child waits for its end and does the housekeeping. Implements {@code
 * mcp-gateway.md} section 4.
 */
@NullMarked
package dev.assay.adapter.stdio;

import org.jspecify.annotations.NullMarked;
