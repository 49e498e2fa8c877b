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
  void call() throws RunnerException {
    GatewayBenchmark.main(new String[0]);
  }

  @Test
  void recorder() throws RunnerException {
    RecorderBenchmark.main(new String[0]);
  }

  @Test
  void stdio() throws IOException, InterruptedException {
    StdioLoad.main(
        System.getProperty("assay.load", "").isEmpty()
            ? new String[0]
            : System.getProperty("assay.load").split(" "));
  }

  @Test
  void bundle() throws IOException, InterruptedException {
    BundleBenchmark.main(new String[0]);
  }
}
