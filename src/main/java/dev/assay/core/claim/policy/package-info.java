/**
 * Trust policies: what a repository demands of claims, as rules with a small typed expression each,
 * severities, waivers that expire, and tests in the same file. Reads documents and judges trust
 * reports that were read; opens no bundle and has no clock, the time is an argument. Values only,
 * safe on any thread. Implements {@code docs/reference/trust-policy.md}.
 */
@NullMarked
package dev.assay.core.claim.policy;

import org.jspecify.annotations.NullMarked;
