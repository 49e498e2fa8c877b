package dev.assay.adapter.cli;

import io.quarkus.runtime.Quarkus;

/** Starts the container; apart from {@link Main} so that the wrap path never loads it. */
final class ContainerStart {
  private ContainerStart() {}

  static void run(String... args) {
    Quarkus.run(CommandRunner.class, args);
  }
}
