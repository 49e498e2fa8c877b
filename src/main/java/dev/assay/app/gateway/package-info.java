/**
 * Mediates one session: the seven steps of a call. Transports frame bytes and move them; every
 * question is asked here, once, on one path for all transports. Two threads of a transport may be
 * inside at the same time, one per direction, and one that ends the wait of held calls. Implements
 * {@code docs/explanation/life-of-a-call.md}.
 */
@NullMarked
package dev.assay.app.gateway;

import org.jspecify.annotations.NullMarked;
