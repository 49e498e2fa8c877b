package dev.assay.app.record;

import dev.assay.core.evidence.EventOrigin;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says about itself before its first event.
 *
 * @param origin of its events
 * @param part place in the recording, from 0
 * @param previous name of the previous part's journal, or null for the first
 */
public record JournalHeader(EventOrigin origin, int part, @Nullable String previous) {}
