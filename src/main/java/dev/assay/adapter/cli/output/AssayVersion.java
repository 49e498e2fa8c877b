package dev.assay.adapter.cli.output;

/** The version of this program; a test compares it with the build file. */
public final class AssayVersion {
  /** The version number. */
  public static final String NUMBER = "0.1.0";

  private AssayVersion() {}
}
