/**
 * What passes besides tool calls: resources and prompts the agent asks for, methods nobody knows,
 * and what the server asks of the agent, as the sections {@code resources}, {@code prompts}, {@code
 * methods} and {@code server_requests} say. Reads them with their places and judges one message at
 * a time, by text alone. Immutable once compiled, for any number of threads. Implements {@code
 * docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.message;

import org.jspecify.annotations.NullMarked;
