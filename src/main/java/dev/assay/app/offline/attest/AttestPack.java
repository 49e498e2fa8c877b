package dev.assay.app.offline.attest;

import dev.assay.app.offline.PackFiles;
import dev.assay.core.attest.PackEnvelope;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.lint.pack.PackReader;
import dev.assay.core.lint.pack.PackReading;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;

/** Signs a rule pack that can be loaded; never one that our own reader would refuse. */
public final class AttestPack {
  private final PackFiles files;

  /** Makes one that reads through a port. */
  public AttestPack(PackFiles files) {
    this.files = files;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The envelope, ready to be written beside the file that was read. */
    @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
    record Attested(byte[] envelope, String document, RulePack pack) implements Outcome {}

    /** There is no pack file, or it cannot be loaded; nothing was signed. */
    record NotLoaded(List<Problem> problems) implements Outcome {
      /** Copies the problems. */
      public NotLoaded {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads the pack file at a path and signs exactly its bytes. */
  public Outcome attest(String path, SigningKey key) {
    return switch (files.file(path)) {
      case PackFiles.Found.Absent _ ->
          new Outcome.NotLoaded(
              List.of(
                  Problem.of(
                      "pack.not_found", "there is no pack file `" + path + "`", Where.NOWHERE)));
      case PackFiles.Found.Unusable(Problem problem) -> new Outcome.NotLoaded(List.of(problem));
      case PackFiles.Found.Bytes bytes ->
          switch (PackReader.read(bytes.yaml(), bytes.document())) {
            case PackReading.Refused(List<Problem> problems) -> new Outcome.NotLoaded(problems);
            case PackReading.Accepted(RulePack pack) ->
                new Outcome.Attested(PackEnvelope.sign(bytes.yaml(), key), bytes.document(), pack);
          };
    };
  }
}
