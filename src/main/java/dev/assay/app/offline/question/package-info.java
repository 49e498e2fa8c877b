/**
 * Use cases that answer a question from verified bundles: compare two of them, keep one as a
 * baseline, prove one event, ask many at once, tell what was denied. Listing events is {@code
 * app.offline}. Nothing here prints, exits or opens a file by itself; every use case may be used by
 * any thread. Implements {@code docs/reference/evidence-questions.md}.
 */
@NullMarked
package dev.assay.app.offline.question;

import org.jspecify.annotations.NullMarked;
