/**
 * What the arguments of a call may reach: paths, addresses and commands, as the sections {@code
 * paths}, {@code urls} and {@code commands} say. Reads entries with their places and judges values;
 * which reason a denial gets is decided in {@code core.policy}. Judging is by text alone, but for
 * the links of a file system that a {@link dev.assay.core.policy.scope.FileSystemView} shows.
 * Everything is immutable once compiled, for any number of threads. Implements {@code
 * docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.scope;

import org.jspecify.annotations.NullMarked;
