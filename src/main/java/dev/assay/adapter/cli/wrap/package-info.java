/**
 * {@code mcp wrap}: its words, the plan that is checked before anything starts, the run, the
 * console. Plain objects, no container and no command-line framework, because editors wait for this
 * start. Main thread, one console thread, one background thread.
 */
@NullMarked
package dev.assay.adapter.cli.wrap;

import org.jspecify.annotations.NullMarked;
