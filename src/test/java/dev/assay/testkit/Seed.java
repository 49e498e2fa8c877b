package dev.assay.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The seed of a property test: fixed unless {@code -Dassay.seed=N} says otherwise; printed by every
 * failing assertion.
 */
public final class Seed {
  private static final long DEFAULT = 20_260_101L;

  private Seed() {}

  public static long value() {
    return Long.getLong("assay.seed", DEFAULT);
  }

  public static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(value());
  }
}
