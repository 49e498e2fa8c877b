package dev.assay.core.identity;

/** Where a tool carries its author's signature. */
public final class ToolSignature {
  /** The member of a tool that holds it; no part of any digest. */
  public static final String MEMBER = "x-assay-sig";

  private ToolSignature() {}
}
