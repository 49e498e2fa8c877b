package dev.assay.adapter.store;

/** When a recorded event counts as recorded. */
public enum Durability {
  /**
   * The operating system has it: it survives the end of this process, and of the machine from 50 ms
   * on.
   */
  OS,
  /** The disk has it. */
  SYNC
}
