/**
 * Appends evidence durably and in order: one recorder per session owns the sequence and the part,
 * behind one lock; which bytes go to which file is behind the ports here. What may be recorded of a
 * call is decided in {@code core.surface}. Any thread may record; sealing of full parts runs on the
 * executor that was handed in. Implements {@code docs/explanation/evidence.md}.
 */
@NullMarked
package dev.assay.app.record;

import org.jspecify.annotations.NullMarked;
