package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.core.coverage.KnownCoverage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The descriptors that a report is judged by. */
final class DescriptorOption {
  @Option(
      names = "--descriptor",
      paramLabel = "FILE",
      description =
          "an assay.runner.coverage_descriptor.v0 document, in place of the known way of observing its"
              + " kind of effects; may be repeated")
  private List<String> files = List.of();

  Result<KnownCoverage> read() {
    KnownCoverage coverage = new KnownCoverage();
    for (String file : files) {
      switch (ClaimsInput.object(file, "descriptor")) {
        case Result.Refused<Json.Obj> refused -> {
          return refused.as();
        }
        case Result.Read<Json.Obj>(Json.Obj document) -> {
          Optional<Problem> wrong = coverage.add(document);
          if (wrong.isPresent()) {
            return ClaimsInput.refused(wrong.get(), file);
          }
        }
      }
    }
    return new Result.Read<>(coverage);
  }
}
