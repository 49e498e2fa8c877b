/**
 * The CI gate: what was checked, what came of it, and the forms in which tools and people read it.
 * Cases are made from results of other packages (rules of a trust policy, differences to a
 * baseline, decisions about a trace); here they are put in order, counted into one verdict and
 * rendered as SARIF, JUnit, JSON, Markdown and lines. Reads nothing and decides no claim and no
 * call. Values only, safe on any thread. Implements {@code docs/reference/ci.md}.
 */
@NullMarked
package dev.assay.core.gate;

import org.jspecify.annotations.NullMarked;
