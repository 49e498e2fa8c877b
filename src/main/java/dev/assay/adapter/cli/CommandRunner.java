package dev.assay.adapter.cli;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs one command inside the container, on the process's own streams, in UTF-8 always. */
@Singleton
@Unremovable
public final class CommandRunner implements QuarkusApplication {
  private final CommandLine.IFactory factory;

  @Inject
  CommandRunner(CommandLine.IFactory factory) {
    this.factory = factory;
  }

  @Override
  public int run(String... args) {
    return CommandTree.make(factory)
        .setOut(utf8(FileDescriptor.out))
        .setErr(utf8(FileDescriptor.err))
        .execute(args);
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
