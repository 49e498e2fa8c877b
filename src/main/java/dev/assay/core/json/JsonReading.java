package dev.assay.core.json;

/** What the strict reader made of some bytes. */
public sealed interface JsonReading {
  /** The bytes are one JSON text within the limits. */
  record Read(Json value) implements JsonReading {}

  /**
   * The bytes are refused.
   *
   * @param fault what is wrong
   * @param offset byte offset of the place, from the start of the text
   */
  record Refused(JsonFault fault, int offset) implements JsonReading {}
}
