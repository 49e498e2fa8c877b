package dev.assay.core.evidence.verify.frame;

/**
 * The head of one tar entry, extension records applied.
 *
 * @param name the effective name, bytes as Latin-1 characters
 * @param size bytes of data that follow
 * @param type the type flag, 0 for NUL
 * @param plain whether its header is byte for byte what the v1 writer makes
 * @param offset where in the stream its header begins
 */
public record TarEntry(String name, long size, int type, boolean plain, long offset) {
  /** Says whether this is a regular file: type flag NUL or {@code 0}. */
  public boolean isRegularFile() {
    return type == 0 || type == '0';
  }
}
