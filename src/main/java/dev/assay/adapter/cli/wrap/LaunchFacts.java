package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.SessionEvents;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
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
  private static final int MAX_DIGESTED_BYTES = 1024 * 1024;

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
    return BoundedFile.read(file, MAX_DIGESTED_BYTES)
            instanceof BoundedFile.Reading.Read(byte[] all)
        ? Optional.of(Sha256.text(all))
        : Optional.empty(); // larger, or executable and not readable: the record says nothing
  }
}
