/**
 * How a command answers: the text for people, the JSON document for programs, the exit code and the
 * reason behind it, text made safe for a terminal, and that nothing which is read is written over.
 * Knows no command and no use case; commands hand it an answer and return the number it gives. Main
 * thread only. Implements the contract of {@code docs/reference/exit-codes.md}.
 */
@NullMarked
package dev.assay.adapter.cli.output;

import org.jspecify.annotations.NullMarked;
