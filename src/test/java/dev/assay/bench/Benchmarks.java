package dev.assay.bench;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Starts benchmarks on the test class path; its name keeps it out of ordinary builds. They assert
 * no time.
 */
class Benchmarks {
  @Test
  void decision() throws RunnerException {
    DecisionBenchmark.main(new String[0]);
  }

  @Test
  void wholePolicy() throws RunnerException {
    WholePolicyBenchmark.main(new String[0]);
  }

  @Test
  void call() throws RunnerException {
    GatewayBenchmark.main(new String[0]);
  }

  @Test
  void recorder() throws RunnerException {
    RecorderBenchmark.main(new String[0]);
  }

  @Test
  void stdio() throws IOException, InterruptedException {
    StdioLoad.main(words("assay.load"));
  }

  @Test
  void bundle() throws IOException, InterruptedException {
    BundleBenchmark.main(words("assay.bundle"));
  }

  @Test
  void trustBasis() throws IOException {
    TrustBasisBenchmark.main(words("assay.trust-basis"));
  }

  private static String[] words(String property) {
    String value = System.getProperty(property, "");
    return value.isEmpty() ? new String[0] : value.split(" ");
  }
}
