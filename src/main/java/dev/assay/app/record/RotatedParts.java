package dev.assay.app.record;

import dev.assay.core.evidence.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a session that nothing is appended to any more, sealed one after the other in the
 * background because each names the one before. Adding is guarded by the recorder's lock.
 */
final class RotatedParts {
  private final Executor background;
  private final List<CompletableFuture<PartSeal>> sealing = new ArrayList<>();

  RotatedParts(Executor background) {
    this.background = background;
  }

  /** Begins to seal a part when those before it are sealed. */
  void add(OpenPart part, Instant at) {
    sealing.add(
        sealing.isEmpty()
            ? CompletableFuture.supplyAsync(() -> rotated(part, at, null), background)
            : sealing.getLast().thenApplyAsync(before -> rotated(part, at, before), background));
  }

  private static PartSeal rotated(OpenPart part, Instant at, @Nullable PartSeal before) {
    return part.seal(Seal.CloseReason.ROTATED, at, before);
  }

  /** Waits for all of them, then seals the last part on this thread. */
  List<PartSeal> sealWith(OpenPart last, Seal.CloseReason reason, Instant at) {
    List<PartSeal> seals = new ArrayList<>();
    for (CompletableFuture<PartSeal> earlier : sealing) {
      seals.add(earlier.join());
    }
    seals.add(last.seal(reason, at, seals.isEmpty() ? null : seals.getLast()));
    return seals;
  }
}
