package dev.assay.app.gateway;

/**
 * How a gateway runs.
 *
 * @param label the name of the server in records and digests
 * @param dryRun forward what policy denies, and say so in every record
 * @param bestEffortEvidence the policy accepts calls whose decision cannot be recorded
 */
public record GatewaySettings(String label, boolean dryRun, boolean bestEffortEvidence) {
  /** Frames of the agent longer than this are refused unread ({@code mcp-gateway.md} W-8). */
  public static final int MAX_AGENT_FRAME_BYTES = 4 * 1024 * 1024;

  /** Frames of the upstream longer than this are dropped unread ({@code mcp-gateway.md} W-8). */
  public static final int MAX_UPSTREAM_FRAME_BYTES = 16 * 1024 * 1024;

  /** Refuses labels that would not survive as part of a URN. */
  public GatewaySettings {
    if (!isLabel(label)) {
      throw new IllegalArgumentException("a label has 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
  }

  /** Says whether a text can be a label: 1 to 64 characters of {@code A-Za-z0-9._-}. */
  public static boolean isLabel(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars()
            .allMatch(
                c ->
                    c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-'));
  }
}
