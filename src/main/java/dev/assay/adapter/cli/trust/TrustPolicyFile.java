package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.policy.TrustPolicyReader;
import dev.assay.core.claim.policy.TrustPolicyReading;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.json.YamlReader;
import dev.assay.core.problem.Problem;
import java.util.List;

/** A trust policy that the user named. */
public final class TrustPolicyFile {
  private TrustPolicyFile() {}

  /** What became of the file. */
  public sealed interface Result {
    /**
     * It holds a policy.
     *
     * @param sha256 {@code sha256:<hex>} of the file
     */
    record Read(TrustPolicy policy, String sha256) implements Result {}

    /** It does not. */
    record Refused(CommandReason reason, List<Problem> problems) implements Result {
      /** Gives the answer of a command that needs the policy. */
      public CommandAnswer answer(String schema) {
        return CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY);
      }
    }
  }

  /** Reads a file. */
  public static Result read(String file) {
    return switch (NamedFile.read(file, YamlReader.MAX_BYTES, "trust policy")) {
      case NamedFile.Reading.Missing(Problem problem) -> missing(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> missing(problem);
      case NamedFile.Reading.Read read ->
          switch (TrustPolicyReader.read(read.bytes(), file)) {
            case TrustPolicyReading.Accepted accepted ->
                new Result.Read(accepted.policy(), Sha256.text(read.bytes()));
            case TrustPolicyReading.Refused refused ->
                new Result.Refused(CommandReason.TRUST_POLICY_PARSE, refused.problems());
          };
    };
  }

  private static Result missing(Problem problem) {
    return new Result.Refused(CommandReason.MISSING_CONFIG, List.of(problem));
  }
}
