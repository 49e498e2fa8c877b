package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.approval.ApprovalDirectory;
import dev.assay.adapter.store.approval.FileApprovals;
import dev.assay.app.approval.CallApprovals;
import dev.assay.core.approval.ApprovalTerms;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The people a policy lets approve calls, with their keys read before the server is started. */
sealed interface Approvers {
  /** The longest key file. */
  int MAX_KEY_BYTES = 65_536;

  /** Approvals can be looked for; nobody's when the policy names nobody. */
  record Ready(CallApprovals approvals) implements Approvers {}

  /** Keys or the state directory cannot be used. */
  record Unusable(List<Problem> problems) implements Approvers {}

  /** Reads the keys that a policy names, from its own directory on. */
  static Approvers of(Policy policy, Path file, StateDirectory state) {
    ApprovalDemand demand = policy.approvals();
    if (demand.approvers().isEmpty()) {
      return new Ready(CallApprovals.NONE);
    }
    Map<String, VerifyingKey> keys = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ApprovalDemand.Approver approver : demand.approvers()) {
      switch (key(approver, file)) {
        case VerifyingKeyReading.Usable usable -> keys.put(approver.id(), usable.key());
        case VerifyingKeyReading.Unusable(Problem problem) -> problems.add(problem);
      }
    }
    return switch (state) {
      case StateDirectory.Unknown(Problem problem) -> new Unusable(List.of(problem));
      case StateDirectory.Located located ->
          problems.isEmpty()
              ? new Ready(
                  new FileApprovals(
                      new ApprovalDirectory(located.path()),
                      new ApprovalTerms(keys, demand.maxAge())))
              : new Unusable(problems);
    };
  }

  private static VerifyingKeyReading key(ApprovalDemand.Approver approver, Path file) {
    Path path;
    try {
      path = file.toAbsolutePath().resolveSibling(approver.publicKey());
    } catch (InvalidPathException _) {
      return unusable(approver, "is not a file name");
    }
    return switch (BoundedFile.read(path, MAX_KEY_BYTES)) {
      case BoundedFile.Reading.Refused refused -> unusable(approver, refused.why());
      case BoundedFile.Reading.Read(byte[] pem) ->
          switch (VerifyingKey.readPem(pem)) {
            case VerifyingKeyReading.Usable usable -> usable;
            case VerifyingKeyReading.Unusable(Problem problem) ->
                unusable(approver, problem.message());
          };
    };
  }

  private static VerifyingKeyReading unusable(ApprovalDemand.Approver approver, String why) {
    return new VerifyingKeyReading.Unusable(
        new Problem(
            "policy.approvals.key",
            "public key `" + approver.publicKey() + "` of `" + approver.id() + "`: " + why,
            approver.where(),
            "make it with `openssl pkey -in KEY.pem -pubout`"));
  }
}
