package dev.assay.app.record;

import java.time.Instant;

/**
 * One event on its way into the record.
 *
 * @param at when it happened
 * @param draft makes its payload
 */
public record Entry(Instant at, EventDraft draft) {}
