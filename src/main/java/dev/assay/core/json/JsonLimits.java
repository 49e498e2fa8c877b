package dev.assay.core.json;

/**
 * Bounds of the strict reader; all inclusive.
 *
 * @param maxDepth levels of arrays and objects together
 * @param maxMembers members in one object
 * @param maxItems items in one array
 * @param maxStringCodePoints decoded code points in one string or member name
 * @param maxValues values in the whole text: what its tree costs in memory, a hundred times its
 *     bytes for nested empty objects
 */
public record JsonLimits(
    int maxDepth, int maxMembers, int maxItems, int maxStringCodePoints, int maxValues) {
  /** The evidence profile ({@code evidence.md} 2.5): items are bounded only by the line. */
  public static final JsonLimits EVIDENCE =
      new JsonLimits(64, 10_000, Integer.MAX_VALUE, 1_048_576);

  /**
   * The MCP profile ({@code policy.md} 3.2): a string may be as long as its frame. The tree of the
   * largest frame fits into the small heap of {@code mcp wrap} whatever a hostile peer sends.
   */
  public static final JsonLimits MCP =
      new JsonLimits(64, 10_000, 100_000, Integer.MAX_VALUE, 500_000);

  /** Policy and key files: small documents written by people. */
  public static final JsonLimits DOCUMENT = new JsonLimits(64, 10_000, 100_000, 1_048_576);

  /** Limits without a bound of the number of values; the text's length is its bound. */
  public JsonLimits(int maxDepth, int maxMembers, int maxItems, int maxStringCodePoints) {
    this(maxDepth, maxMembers, maxItems, maxStringCodePoints, Integer.MAX_VALUE);
  }

  /** The same limits with another depth. */
  public JsonLimits withDepth(int depth) {
    return new JsonLimits(depth, maxMembers, maxItems, maxStringCodePoints, maxValues);
  }
}
