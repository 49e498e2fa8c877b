package dev.assay.core.policy.decision;

/**
 * What a session has done so far, this call included.
 *
 * @param requests requests of the agent, of every method
 * @param toolCalls {@code tools/call} among them, denied ones too
 */
public record PolicyState(long requests, long toolCalls) {}
