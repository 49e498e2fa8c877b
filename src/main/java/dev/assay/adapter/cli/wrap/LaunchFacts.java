package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.SessionEvents;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded about the server that was launched: which file, and its arguments as a keyed
 * digest.
 */
final class LaunchFacts {
  /**
   * Scripts and small programs are digested; an interpreter of a hundred megabytes would delay
   * every start.
   */
  private static final long MAX_DIGESTED_BYTES = 1024 * 1024;

  private LaunchFacts() {}

  static SessionEvents.Launch of(ChildProcess.Command command, KeyedDigest digests) {
    List<String> arguments = command.argv().subList(1, command.argv().size());
    return new SessionEvents.Launch(
        command.argv().getFirst(),
        Optional.of(command.executable().toString()),
        digest(command.executable()),
        digests.digest(CanonicalJson.canonicalBytes(Json.Arr.ofStrings(arguments))));
  }

  private static Optional<String> digest(Path file) {
    try {
      return Files.size(file) <= MAX_DIGESTED_BYTES
          ? Optional.of(Sha256.text(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // executable but not readable: the record says nothing about it
    }
  }
}
