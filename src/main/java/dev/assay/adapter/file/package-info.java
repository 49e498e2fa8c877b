/**
 * Files as every other adapter reads and writes them: whole and bounded, or not at all. Knows paths
 * and bytes only; what they mean, and what is told to people, is the caller's. Holds no state; any
 * thread.
 */
@NullMarked
package dev.assay.adapter.file;

import org.jspecify.annotations.NullMarked;
