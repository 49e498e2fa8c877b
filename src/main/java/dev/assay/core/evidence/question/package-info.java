/**
 * Questions put to the events of a bundle: which of them are meant, what differs between two
 * bundles. Takes events as they pass by and keeps no more than the answer needs; reads no archive
 * and verifies nothing, so an answer is only as good as the verdict on the bundle it came from.
 * Collectors are single-threaded, the rest are values. Implements {@code
 * docs/reference/evidence-questions.md}.
 */
@NullMarked
package dev.assay.core.evidence.question;

import org.jspecify.annotations.NullMarked;
