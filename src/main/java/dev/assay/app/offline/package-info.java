/**
 * Use cases on files, without a session: bytes and ports come in, result records go out. Commands
 * print these results; nothing here prints, exits or opens a file by itself. Every use case may be
 * used by any thread. Implements {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.app.offline;

import org.jspecify.annotations.NullMarked;
