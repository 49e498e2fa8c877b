/**
 * Digests, keys, signatures, Merkle trees. Bytes in, bytes out; where keys are kept and what a
 * signature means lives elsewhere. With {@code core.crypto.timestamp} the only package that names
 * BouncyCastle. Values are immutable; hashers are per call.
 */
@NullMarked
package dev.assay.core.crypto;

import org.jspecify.annotations.NullMarked;
