/**
 * The use case behind {@code evidence replay}: a bundle is verified, its calls are decided again,
 * and the decisions are held against the record. Nothing here judges: policies are {@code
 * core.policy}'s, records {@code core.replay}'s. Main thread only. Implements {@code
 * docs/reference/replay.md}.
 */
@NullMarked
package dev.assay.app.offline.replay;

import org.jspecify.annotations.NullMarked;
