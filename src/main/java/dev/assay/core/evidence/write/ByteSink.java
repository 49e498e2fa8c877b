package dev.assay.core.evidence.write;

/** Takes bytes in order; what it does with them, and how that fails, is its own business. */
@FunctionalInterface
public interface ByteSink {
  /** Takes {@code bytes[from, to)}; does not keep the array. */
  void write(byte[] bytes, int from, int to);
}
