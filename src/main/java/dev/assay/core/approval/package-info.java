/**
 * Approvals of single calls: what is asked, what an approver signs, and whether a signed approval
 * holds for a call. Where they are kept and that each is used once is the business of adapters; a
 * person's judgement is nobody's here. Pure values. Implements {@code docs/reference/approvals.md}.
 */
@NullMarked
package dev.assay.core.approval;

import org.jspecify.annotations.NullMarked;
