package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The descriptors that reports are judged by: those that were supplied, and for the other kinds of
 * effects the known ways of observing, none of which is complete.
 */
public final class KnownCoverage {
  private final Map<Dimension, CoverageDescriptor> supplied = new EnumMap<>(Dimension.class);

  /** Nothing was supplied. */
  public KnownCoverage() {}

  /** Adds a descriptor; gives what is wrong with it, and then it does not count. */
  public Optional<Problem> add(Json.Obj document) {
    CoverageDescriptor descriptor = CoverageDescriptor.of(document);
    if (!descriptor.schema().equals(CoverageDescriptor.SCHEMA)) {
      return Optional.of(
          CoverageRefusal.SCHEMA.at(
              "/schema", "a descriptor is `" + CoverageDescriptor.SCHEMA + "`"));
    }
    Optional<Dimension> dimension = Dimension.of(descriptor.dimension());
    if (dimension.isEmpty()) {
      return Optional.of(
          CoverageRefusal.SHAPE.at(
              "/dimension", "`dimension` is `filesystem`, `network` or `process`"));
    }
    if (!List.of("full", "open_syscall_only", "exec_only").contains(descriptor.completeness())
        && CoverageSeeds.network(descriptor.completeness()).isEmpty()) {
      return Optional.of(
          CoverageRefusal.SHAPE.at("/completeness", "`completeness` is a word that is not known"));
    }
    return supplied.put(dimension.get(), descriptor) == null
        ? Optional.empty()
        : Optional.of(
            CoverageRefusal.SHAPE.at("/dimension", "there are two descriptors of the dimension"));
  }

  /** Gives the descriptor that a capture rests on; none for a network nobody says was observed. */
  Optional<CoverageDescriptor> of(Dimension dimension, String networkCoverage) {
    return Optional.ofNullable(supplied.get(dimension))
        .or(() -> CoverageSeeds.of(dimension, networkCoverage));
  }
}
