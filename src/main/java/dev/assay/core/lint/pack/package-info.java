/**
 * Rule packs: reading one strictly from YAML with every problem and its place, what its rules ask,
 * its two digests, and which rules of several packs run. Looks at no bundle. Values only, safe on
 * any thread. Implements {@code evidence.md} 6.3; {@code docs/reference/lint.md} describes the
 * format.
 */
@NullMarked
package dev.assay.core.lint.pack;

import org.jspecify.annotations.NullMarked;
