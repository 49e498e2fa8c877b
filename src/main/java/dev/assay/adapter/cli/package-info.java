/**
 * The program's command line: {@code main}, one class per command, exit codes. Each command reads
 * its options, calls one use case of {@code app.offline} (or starts the gate) and prints the
 * answer; no rule of the domain lives here. Runs on the main thread only. Implements the exit codes
 * and the JSON output contract described in {@code docs/reference/exit-codes.md} and {@code
 * docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli;

import org.jspecify.annotations.NullMarked;
