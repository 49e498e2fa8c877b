package dev.assay.core.policy;

/**
 * A policy as it was written.
 *
 * @param document what the user calls it
 * @param yaml its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
public record PolicyText(String document, byte[] yaml) {}
