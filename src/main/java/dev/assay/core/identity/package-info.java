/**
 * What a server offered and what of it somebody approved: tool definitions with all their digests,
 * hidden text in them, lock documents and the difference between the two. Judges nothing: what
 * drift means is a rule of the policy. Values but for {@link ToolListing}, which its owner fills.
 * Implements {@code policy-language.md} 3 (tool_identity), {@code mcp-gateway.md} D-8 and X-7,
 * {@code policy.md} 1.7 and 6.4.
 */
@NullMarked
package dev.assay.core.identity;

import org.jspecify.annotations.NullMarked;
