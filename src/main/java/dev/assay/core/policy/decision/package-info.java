/**
 * What a decision about a call is made of: allow or deny, the reason with every spelling it has,
 * the entry of the policy it rests on and the state of the session it was made in. Values only; how
 * they come about lives in {@code core.policy} and its rules.
 */
@NullMarked
package dev.assay.core.policy.decision;

import org.jspecify.annotations.NullMarked;
