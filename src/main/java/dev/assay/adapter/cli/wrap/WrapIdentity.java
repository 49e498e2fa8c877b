package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.document.FirstUsePins;
import dev.assay.adapter.store.document.ToolBaselineFile;
import dev.assay.adapter.store.document.ToolLockFile;
import dev.assay.adapter.store.document.ToolTrustFile;
import dev.assay.app.gateway.ToolApprovals;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolBaselineReader;
import dev.assay.core.identity.ToolTrustReader;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the server's tools will be held against, read before the server is started: an approval that
 * is demanded and cannot be had stops the start.
 */
final class WrapIdentity {
  /** Directory of first uses, in the state directory. */
  private static final String PINS = "pins";

  private static final int NAME_DIGITS = 16;

  private WrapIdentity() {}

  /** What was found. */
  sealed interface Opening {
    /** The session can be held against this. */
    record Ready(ToolApprovals approvals) implements Opening {}

    /** What is demanded cannot be had. */
    record Refused(CommandReason reason, List<Problem> problems) implements Opening {}
  }

  /** Reads what tools and their signatures are held against. */
  static Opening open(
      Policy policy,
      WrapOptions options,
      ChildProcess.Command command,
      StateDirectory state,
      KeyedDigest digests) {
    Opening opening =
        withBaseline(approvals(policy, options, command, state, digests), policy, options);
    Optional<String> trustPolicy = policy.signatureDemand().trustPolicy();
    if (trustPolicy.isEmpty() || !(opening instanceof Opening.Ready ready)) {
      return opening;
    }
    Path file;
    try {
      file =
          besidePolicy(policy, options, Policy::signatureDemand).resolveSibling(trustPolicy.get());
    } catch (InvalidPathException e) {
      return refused(
          CommandReason.MISSING_CONFIG, "`trust_policy` names no file", "see signatures");
    }
    return switch (ToolTrustFile.read(file)) {
      case ToolTrustReader.Reading.Refused refused ->
          new Opening.Refused(CommandReason.CFG_PARSE, refused.problems());
      case ToolTrustReader.Reading.Read read ->
          new Opening.Ready(ready.approvals().signedBy(read.trust()));
    };
  }

  /** Files that a policy names lie beside it; of several policies, beside the one that asks. */
  static Path besidePolicy(Policy policy, WrapOptions options, Function<Policy, Object> demand) {
    List<Policy> parts = policy.parts();
    if (parts.size() == 1) {
      return options.policies().getFirst(); // and no equality of records at a start: ADR 0005
    }
    for (int i = 0; i < parts.size(); i++) {
      if (demand.apply(parts.get(i)).equals(demand.apply(policy))) {
        return options.policies().get(i);
      }
    }
    throw new BugException("no policy of the set asks for it");
  }

  private static Opening withBaseline(Opening opening, Policy policy, WrapOptions options) {
    if (!policy.privilegedActions().isOn() || !(opening instanceof Opening.Ready ready)) {
      return opening;
    }
    Path file;
    try {
      file =
          besidePolicy(policy, options, Policy::privilegedActions)
              .resolveSibling(policy.privilegedActions().manifest().baseline());
    } catch (InvalidPathException e) {
      return refused(
          CommandReason.MISSING_CONFIG, "`baseline` names no file", "see privileged_actions");
    }
    return switch (ToolBaselineFile.read(file, options.label())) {
      case ToolBaselineReader.Reading.Refused refused ->
          new Opening.Refused(CommandReason.CFG_PARSE, refused.problems());
      case ToolBaselineReader.Reading.Unlocked _ ->
          refused(
              CommandReason.MISSING_CONFIG,
              "server `" + options.label() + "` is not in the baseline `" + file + "`",
              approveWith(file, options));
      case ToolBaselineReader.Reading.Read read ->
          new Opening.Ready(ready.approvals().privilegedAgainst(read.baseline()));
    };
  }

  private static String approveWith(Path lock, WrapOptions options) {
    return "approve it with `assay mcp pin --lock "
        + lock
        + " --label "
        + options.label()
        + " -- COMMAND`";
  }

  private static Opening approvals(
      Policy policy,
      WrapOptions options,
      ChildProcess.Command command,
      StateDirectory state,
      KeyedDigest digests) {
    return switch (policy.identityDemand().mode()) {
      case OFF -> new Opening.Ready(ToolApprovals.none());
      case LOCKED -> locked(policy, options);
      case TOFU -> firstUse(options.label(), command, state, digests);
    };
  }

  private static Opening locked(Policy policy, WrapOptions options) {
    Path file;
    try {
      file =
          besidePolicy(policy, options, Policy::identityDemand)
              .resolveSibling(policy.identityDemand().lock());
    } catch (InvalidPathException e) {
      return refused(CommandReason.MISSING_CONFIG, "`lock` names no file", "see tool_identity");
    }
    return switch (ToolLockFile.read(file)) {
      case ToolLockFile.Reading.Absent absent ->
          new Opening.Refused(CommandReason.MISSING_CONFIG, List.of(absent.problem()));
      case ToolLockFile.Reading.Refused refused ->
          new Opening.Refused(CommandReason.CFG_PARSE, refused.problems());
      case ToolLockFile.Reading.Read read -> {
        Optional<LockedServer> server = read.lock().server(options.label());
        yield server.isPresent()
            ? new Opening.Ready(ToolApprovals.locked(server.get()))
            : refused(
                CommandReason.MISSING_CONFIG,
                "server `" + options.label() + "` is not in the lock `" + file + "`",
                approveWith(file, options));
      }
    };
  }

  private static Opening firstUse(
      String label, ChildProcess.Command command, StateDirectory state, KeyedDigest digests) {
    if (!(state instanceof StateDirectory.Located located)) {
      return new Opening.Refused(
          CommandReason.LOCK_UNWRITABLE, List.of(((StateDirectory.Unknown) state).problem()));
    }
    Path file =
        located.path().resolve(PINS).resolve(label + "-" + name(command, digests) + ".json");
    FirstUsePins pins = new FirstUsePins(file, label);
    return switch (pins.earlier()) {
      case FirstUsePins.Earlier.Known known ->
          new Opening.Ready(ToolApprovals.firstUse(known.approved(), pins));
      case FirstUsePins.Earlier.Unusable unusable ->
          new Opening.Refused(CommandReason.LOCK_UNWRITABLE, unusable.problems());
    };
  }

  /** Two servers often share the default label, so the command tells them apart. */
  private static String name(ChildProcess.Command command, KeyedDigest digests) {
    String digest =
        digests.digest(CanonicalJson.canonicalBytes(Json.Arr.ofStrings(command.argv())));
    int hex = digest.lastIndexOf(':') + 1;
    return digest.substring(hex, hex + NAME_DIGITS);
  }

  private static Opening refused(CommandReason reason, String message, String hint) {
    return new Opening.Refused(
        reason, List.of(new Problem("lock.missing", message, Where.NOWHERE, hint)));
  }
}
