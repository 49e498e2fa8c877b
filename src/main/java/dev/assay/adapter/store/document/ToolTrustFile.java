package dev.assay.adapter.store.document;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.identity.ToolTrustReader;
import dev.assay.core.json.YamlReader;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A trust policy for tools, with the key files it names, which lie relative to it. */
public final class ToolTrustFile {
  /** No public key of ours comes near this. */
  private static final int MAX_KEY_BYTES = 1 << 16;

  private ToolTrustFile() {}

  /** Reads a trust policy and its keys. */
  public static ToolTrustReader.Reading read(Path file) {
    return switch (BoundedFile.read(file, YamlReader.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] yaml) ->
          ToolTrustReader.read(yaml, file.toString(), path -> key(file, path));
      case BoundedFile.Reading.Refused(_, String why) ->
          new ToolTrustReader.Reading.Refused(
              List.of(
                  Problem.of(
                      "tool_trust.unreadable",
                      "trust policy `" + file + "` " + why,
                      Where.NOWHERE)));
    };
  }

  private static VerifyingKeyReading key(Path trustPolicy, String path) {
    try {
      return publicKey(trustPolicy.resolveSibling(path));
    } catch (InvalidPathException _) {
      return unusable("the key file has no usable name");
    }
  }

  /** Reads a public key in PEM. */
  public static VerifyingKeyReading publicKey(Path file) {
    return switch (BoundedFile.read(file, MAX_KEY_BYTES)) {
      case BoundedFile.Reading.Read(byte[] pem) -> VerifyingKey.readPem(pem);
      case BoundedFile.Reading.Refused(_, String why) -> unusable("key file `" + file + "` " + why);
    };
  }

  private static VerifyingKeyReading unusable(String message) {
    return new VerifyingKeyReading.Unusable(Problem.of("key.unreadable", message, Where.NOWHERE));
  }
}
