package dev.assay.app.record;

import dev.assay.core.evidence.Seal;
import java.time.Instant;

/**
 * How a part is to be sealed.
 *
 * @param reason why it ended
 * @param at time of the seal
 * @param part its place in the chain
 */
public record SealOrder(Seal.CloseReason reason, Instant at, Seal.Part part) {}
