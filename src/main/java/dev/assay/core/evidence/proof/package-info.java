/**
 * The proof that one event is in a sealed bundle, apart from the rest of it: its form, how it is
 * put together and what must agree inside it. Bytes and values only; who stands behind the bundle
 * id is the caller's question. Values, safe on any thread. Implements {@code
 * docs/reference/event-proof.md}.
 */
@NullMarked
package dev.assay.core.evidence.proof;

import org.jspecify.annotations.NullMarked;
