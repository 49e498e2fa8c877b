package dev.assay.core.lint;

/**
 * A rule that did not run, which is not the same as one that found nothing.
 *
 * @param id its canonical id
 * @param why a clause
 */
public record SkippedRule(String id, String why) {}
