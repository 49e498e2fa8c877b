/**
 * The MCP and JSON-RPC message model: text to message, strictly, and the answers we give ourselves.
 * What a policy thinks of a message lives in {@code core.policy}. Values are immutable; a scanner
 * is owned by one thread. Implements {@code docs/reference/gateway.md}.
 */
@NullMarked
package dev.assay.core.mcp;

import org.jspecify.annotations.NullMarked;
