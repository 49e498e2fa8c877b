/**
 * Commands about who a server is: {@code mcp pin} and {@code mcp tool}. They parse, ask a use case
 * and print; what drift means in a session is a rule of the policy. Main thread only. Implements
 * {@code cli.md} 5.11 and {@code policy-language.md} 3 (tool_identity).
 */
@NullMarked
package dev.assay.adapter.cli.identity;

import org.jspecify.annotations.NullMarked;
