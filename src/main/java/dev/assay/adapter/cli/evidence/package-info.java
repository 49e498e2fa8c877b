/**
 * {@code assay evidence}: the commands that verify and read bundles. They choose the file, ask a
 * use case of {@code app.offline} and print its report; what makes a bundle intact is decided in
 * {@code core.evidence.verify}. Main thread only. Implements {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence;

import org.jspecify.annotations.NullMarked;
