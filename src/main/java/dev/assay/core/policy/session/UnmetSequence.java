package dev.assay.core.policy.session;

/**
 * A sequence that was observed in a session and did not hold. It denied nothing.
 *
 * @param rule its place in the policy
 * @param id the author's name for it
 * @param kind its member in the document, {@code require} or {@code after}
 * @param sentence what is missing, for people
 */
public record UnmetSequence(String rule, String id, String kind, String sentence) {}
