package dev.assay.core.json;

/**
 * Bounds of the strict reader; all inclusive.
 *
 * @param maxDepth levels of arrays and objects together
 * @param maxMembers members in one object
 * @param maxItems items in one array
 * @param maxStringCodePoints decoded code points in one string or member name
 */
public record JsonLimits(int maxDepth, int maxMembers, int maxItems, int maxStringCodePoints) {
  /** The evidence profile ({@code evidence.md} 2.5): items are bounded only by the line. */
  public static final JsonLimits EVIDENCE =
      new JsonLimits(64, 10_000, Integer.MAX_VALUE, 1_048_576);

  /** The MCP profile ({@code policy.md} 3.2): a string may be as long as its frame. */
  public static final JsonLimits MCP = new JsonLimits(64, 10_000, 100_000, Integer.MAX_VALUE);

  /** Policy and key files: small documents written by people. */
  public static final JsonLimits DOCUMENT = new JsonLimits(64, 10_000, 100_000, 1_048_576);

  /** The same limits with another depth. */
  public JsonLimits withDepth(int depth) {
    return new JsonLimits(depth, maxMembers, maxItems, maxStringCodePoints);
  }
}
