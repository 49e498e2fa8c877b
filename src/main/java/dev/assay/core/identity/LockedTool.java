package dev.assay.core.identity;

/**
 * The two digests by which a tool's definition is approved; it has drifted when either differs.
 *
 * @param toolDigest over name, description, input and output schema and annotations ({@code
 *     policy.md} 6.4)
 * @param definitionDigest over those and title, execution and icons ({@code mcp-gateway.md} D-8)
 */
public record LockedTool(String toolDigest, String definitionDigest) {}
