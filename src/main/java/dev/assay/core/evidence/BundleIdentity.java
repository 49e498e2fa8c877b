package dev.assay.core.evidence;

import java.time.Instant;

/**
 * What there is to say about a finished bundle.
 *
 * @param origin run, source and producer
 * @param bundleId equal to the run root; does not fix time, run or producer by itself
 * @param archiveSha256 hex digest of the archive's bytes, the only name that fixes everything
 * @param events how many, the seal included
 * @param firstTime earliest time of an event
 * @param lastTime latest time of an event
 */
public record BundleIdentity(
    EventOrigin origin,
    String bundleId,
    String archiveSha256,
    long events,
    Instant firstTime,
    Instant lastTime) {}
