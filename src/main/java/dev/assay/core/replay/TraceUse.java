package dev.assay.core.replay;

/**
 * How far a trace is about the calls of a bundle.
 *
 * @param calls how many it has
 * @param bound how many of them have the digest of a recorded call's arguments
 */
public record TraceUse(long calls, long bound) {}
