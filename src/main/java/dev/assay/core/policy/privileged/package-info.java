/**
 * Privileged actions: which calls are such actions, what a policy allows of them and what the
 * credential behind the server covers. Pure functions of the policy and the call; rules in {@code
 * core.policy.rule} ask them, {@code core.surface.privileged} records them. Immutable. Implements
 * {@code policy.md} 6.3 and 6.5.
 */
@NullMarked
package dev.assay.core.policy.privileged;

import org.jspecify.annotations.NullMarked;
