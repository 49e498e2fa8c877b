package dev.assay.core.receipt;

import java.time.Instant;

/**
 * What is the same for all receipts of one import.
 *
 * @param sourceRef how the source is called
 * @param sourceDigest {@code sha256:<hex>} of the exact bytes of the source
 * @param importTime when it was imported
 */
public record ImportContext(String sourceRef, String sourceDigest, Instant importTime) {}
