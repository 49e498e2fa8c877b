/**
 * Evidence files, bundle archives and key files on disk. Implements the ports of {@code app.record}
 * and {@code app.offline}; what the bytes mean is decided in the core. Every failure of the outside
 * world becomes a result or an {@link java.io.IOException} of the port.
 */
@NullMarked
package dev.assay.adapter.store;

import org.jspecify.annotations.NullMarked;
