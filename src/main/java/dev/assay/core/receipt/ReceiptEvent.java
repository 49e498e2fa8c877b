package dev.assay.core.receipt;

import dev.assay.core.json.Json;

/**
 * What an import puts into one event.
 *
 * @param type type of the event
 * @param payload its data
 */
public record ReceiptEvent(String type, Json.Obj payload) {}
