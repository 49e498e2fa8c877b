package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.adapter.store.DiscardedEvidence;
import dev.assay.adapter.store.Durability;
import dev.assay.adapter.store.FileEvidenceStore;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.adapter.store.LogFile;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.StoreSettings;
import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.ToolApprovals;
import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.CheckpointSink;
import dev.assay.app.record.EvidenceStore;
import dev.assay.core.attest.Envelope;
import dev.assay.core.checkpoint.Checkpoint;
import dev.assay.core.checkpoint.CheckpointNote;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.policy.EvidenceMode;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code mcp wrap} needs, checked and opened before the server is started; or why it
 * cannot be had.
 */
sealed interface WrapPlan {
  /**
   * All is there.
   *
   * @param options as given, with the policies that were found
   * @param policy as read, several put together
   * @param command the server's command, found
   * @param kept where evidence and checkpoints go; it was tried
   * @param digests the key of digests in records
   * @param logs further logs, open
   * @param approvals what the server's tools are held against
   * @param callApprovals where approvals of single calls come from
   */
  record Ready(
      WrapOptions options,
      Policy policy,
      ChildProcess.Command command,
      Kept kept,
      KeyedDigest digests,
      Logs logs,
      ToolApprovals approvals,
      CallApprovals callApprovals)
      implements WrapPlan {}

  /** Something is missing or wrong. */
  record Refused(CommandReason reason, List<Problem> problems) implements WrapPlan {
    static Refused of(CommandReason reason, Problem problem) {
      return new Refused(reason, List.of(problem));
    }
  }

  /** Where evidence goes, and checkpoints if they were asked for. */
  record Kept(EvidenceStore store, Optional<CheckpointLog> checkpoints) {}

  /** The checkpoint file, open, or why it cannot be. */
  record CheckpointOpening(Optional<CheckpointLog> log, Optional<Problem> problem) {
    private static final CheckpointOpening NONE =
        new CheckpointOpening(Optional.empty(), Optional.empty());

    /** Gives the log as the store knows it. */
    Optional<CheckpointSink> sink() {
      return log.isPresent() ? Optional.of(log.get()) : Optional.empty();
    }
  }

  /** Opened log files. */
  record Logs(Optional<LogFile> audit, Optional<LogFile> decisions, List<RecordLog> privileged) {}

  /** Checks and opens everything, in the order in which a person would fix it. */
  static WrapPlan make(WrapOptions options, Map<String, String> environment) {
    if (options.policies().isEmpty()) {
      Optional<Path> path = defaultPolicy();
      return path.isPresent()
          ? make(options.withPolicy(path.get()), environment)
          : Refused.of(CommandReason.MISSING_CONFIG, noPolicy(options));
    }
    Optional<String> overwriting = options.overwriting();
    if (overwriting.isPresent()) {
      return Refused.of(
          CommandReason.INVALID_ARGS,
          new Problem(
              "E_INVALID_ARGS",
              overwriting.get(),
              Where.NOWHERE,
              "give the log a file of its own"));
    }
    PolicyFile.AllRead files = PolicyFile.readAll(options.policies());
    if (files instanceof PolicyFile.AllRead.NotRead notRead) {
      return new Refused(CommandReason.MISSING_CONFIG, notRead.problems());
    }
    PolicyReading reading =
        PolicyReader.readAll(
            ((PolicyFile.AllRead.Read) files).texts(), options.mode().denyDeprecations());
    return reading instanceof PolicyReading.Refused refused
        ? new Refused(CommandReason.POLICY_PARSE, refused.problems())
        : withPolicy(options, environment, ((PolicyReading.Accepted) reading).policy());
  }

  private static Optional<Path> defaultPolicy() {
    Path first = Path.of("policy.yaml");
    Path second = Path.of("assay.yaml");
    boolean one = Files.exists(first);
    boolean other = Files.exists(second);
    return one == other ? Optional.empty() : Optional.of(one ? first : second);
  }

  private static Problem noPolicy(WrapOptions options) {
    boolean both = Files.exists(Path.of("policy.yaml"));
    return new Problem(
        "E_MISSING_CONFIG",
        both
            ? "both `policy.yaml` and `assay.yaml` are here"
            : "there is no policy: neither `--policy` nor `policy.yaml` nor `assay.yaml`",
        Where.NOWHERE,
        both
            ? "say which with --policy"
            : "`" + options.command().getFirst() + "` is not started without one");
  }

  private static WrapPlan withPolicy(
      WrapOptions options, Map<String, String> environment, Policy policy) {
    if (options.evidence().none() && policy.evidence() == EvidenceMode.REQUIRED) {
      return Refused.of(
          CommandReason.INVALID_ARGS,
          new Problem(
              "E_INVALID_ARGS",
              "the policy says `evidence: required`, which `--no-evidence` contradicts",
              Where.NOWHERE,
              "leave out --no-evidence"));
    }
    ChildProcess.Lookup lookup =
        ChildProcess.find(options.command(), WrapMain.searchPath(environment));
    return lookup instanceof ChildProcess.Lookup.Found found
        ? withCommand(options, environment, policy, found.command())
        : Refused.of(
            CommandReason.COMMAND_NOT_FOUND, ((ChildProcess.Lookup.Missing) lookup).problem());
  }

  private static WrapPlan withCommand(
      WrapOptions options,
      Map<String, String> environment,
      Policy policy,
      ChildProcess.Command command) {
    StateDirectory state = StateDirectory.locate(environment);
    Optional<BundleSigner> signer = Optional.empty();
    @Nullable SigningKey signing = null;
    if (options.evidence().signKey().isPresent()) {
      KeyReading key = new KeyFiles().signingKey(options.evidence().signKey().get());
      if (key instanceof KeyReading.Unusable unusable) {
        return Refused.of(CommandReason.INVALID_ARGS, unusable.problem());
      }
      signing = ((KeyReading.Usable) key).key();
      signer = Optional.of(signer(signing));
    }
    Optional<StoreSettings.Place> place = place(options, state);
    if (place.isEmpty() && !options.evidence().none()) {
      return Refused.of(
          CommandReason.EVIDENCE_UNWRITABLE, ((StateDirectory.Unknown) state).problem());
    }
    CheckpointOpening checkpoints = checkpoints(options, signing);
    if (checkpoints.problem().isPresent()) {
      return Refused.of(CommandReason.EVIDENCE_UNWRITABLE, checkpoints.problem().get());
    }
    Durability durability = options.evidence().sync() ? Durability.SYNC : Durability.OS;
    EvidenceStore store =
        place.isPresent() && !options.evidence().none()
            ? new FileEvidenceStore(
                new StoreSettings(place.get(), durability, signer, checkpoints.sink()))
            : new DiscardedEvidence();
    Optional<Problem> unwritable = store.prepare(Instant.now());
    if (unwritable.isPresent()) {
      return Refused.of(CommandReason.EVIDENCE_UNWRITABLE, unwritable.get());
    }
    return withStore(options, policy, command, new Kept(store, checkpoints.log()), state);
  }

  private static WrapPlan withStore(
      WrapOptions options,
      Policy policy,
      ChildProcess.Command command,
      Kept kept,
      StateDirectory state) {
    List<Path> keyDirectories = keyDirectories(options, state);
    KeyFiles files = new KeyFiles();
    Optional<KeyedDigest> digests =
        keyDirectories.isEmpty() ? Optional.of(files.passingKey()) : Optional.empty();
    Optional<Problem> problem = Optional.empty();
    for (Path directory : keyDirectories) {
      KeyFiles.DigestKey key = files.digestKey(directory);
      if (key instanceof KeyFiles.DigestKey.Ready ready) {
        digests = Optional.of(ready.digest());
        break;
      }
      problem = Optional.of(((KeyFiles.DigestKey.Unusable) key).problem());
    }
    if (digests.isEmpty()) {
      return new Refused(CommandReason.EVIDENCE_UNWRITABLE, problem.stream().toList());
    }
    WrapIdentity.Opening identity =
        WrapIdentity.open(policy, options, command, state, digests.get());
    if (identity instanceof WrapIdentity.Opening.Refused refused) {
      return new Refused(refused.reason(), refused.problems());
    }
    ToolApprovals approvals = ((WrapIdentity.Opening.Ready) identity).approvals();
    Approvers approvers =
        Approvers.of(policy, WrapIdentity.besidePolicy(policy, options, Policy::approvals), state);
    if (approvers instanceof Approvers.Unusable unusable) {
      return new Refused(CommandReason.CFG_PARSE, unusable.problems());
    }
    CallApprovals callApprovals = ((Approvers.Ready) approvers).approvals();
    LogFile.Opening audit = LogFile.open(options.logs().audit());
    LogFile.Opening decisions = LogFile.open(options.logs().decisions());
    if (audit instanceof LogFile.Opening.Failed failed) {
      return Refused.of(CommandReason.EVIDENCE_UNWRITABLE, failed.problem());
    }
    if (decisions instanceof LogFile.Opening.Failed failed) {
      return Refused.of(CommandReason.EVIDENCE_UNWRITABLE, failed.problem());
    }
    List<RecordLog> privileged = new ArrayList<>();
    for (Map.Entry<String, Path> asked : options.logs().privileged().entrySet()) {
      LogFile.Opening opening = LogFile.open(Optional.of(asked.getValue()));
      if (opening instanceof LogFile.Opening.Failed failed) {
        return Refused.of(CommandReason.EVIDENCE_UNWRITABLE, failed.problem());
      }
      privileged.add(new RecordLog(opening.file().orElseThrow(), asked.getKey()));
    }
    return new Ready(
        options,
        policy,
        command,
        kept,
        digests.get(),
        new Logs(audit.file(), decisions.file(), privileged),
        approvals,
        callApprovals);
  }

  /** Nothing of signed notes is loaded when no checkpoints are asked for. */
  private static CheckpointOpening checkpoints(WrapOptions options, @Nullable SigningKey key) {
    Optional<Path> path = options.evidence().checkpoints();
    if (path.isEmpty()) {
      return CheckpointOpening.NONE;
    }
    boolean apart = Files.exists(path.get());
    LogFile.Opening opening = LogFile.open(path);
    if (opening instanceof LogFile.Opening.Failed failed) {
      return new CheckpointOpening(Optional.empty(), Optional.of(failed.problem()));
    }
    Function<Checkpoint, CheckpointNote> notes =
        key == null
            ? CheckpointNote::unsigned
            : checkpoint -> CheckpointNote.signed(checkpoint, key);
    return new CheckpointOpening(
        Optional.of(new CheckpointLog(opening.file().orElseThrow(), apart, notes)),
        Optional.empty());
  }

  private static Optional<StoreSettings.Place> place(WrapOptions options, StateDirectory state) {
    return options
        .evidence()
        .out()
        .<StoreSettings.Place>map(StoreSettings.Place.SingleFile::new)
        .or(() -> options.evidence().directory().map(StoreSettings.Place.Directory::new))
        .or(
            () ->
                state instanceof StateDirectory.Located located
                    ? Optional.of(new StoreSettings.Place.Directory(located.evidence()))
                    : Optional.empty());
  }

  /**
   * The key of keyed digests lies in the state directory; where that cannot be had, beside the
   * evidence.
   */
  private static List<Path> keyDirectories(WrapOptions options, StateDirectory state) {
    List<Path> directories = new ArrayList<>();
    if (state instanceof StateDirectory.Located located) {
      directories.add(located.path());
    }
    options.evidence().directory().ifPresent(directories::add);
    options
        .evidence()
        .out()
        .map(out -> out.toAbsolutePath().getParent())
        .ifPresent(directories::add);
    return directories;
  }

  private static BundleSigner signer(SigningKey key) {
    return new BundleSigner() {
      @Override
      public String keyId() {
        return key.keyId();
      }

      @Override
      public byte[] envelope(BundleIdentity facts) {
        return Envelope.about(facts, key);
      }
    };
  }
}
