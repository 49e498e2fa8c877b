package dev.assay.core.mcp;

/** Who sent a message. */
public enum Side {
  /** The MCP client. */
  AGENT("agent_to_upstream"),
  /** The MCP server. */
  UPSTREAM("upstream_to_agent");

  private final String direction;

  Side(String direction) {
    this.direction = direction;
  }

  /** Gives the spelling of the direction in records. */
  public String direction() {
    return direction;
  }
}
