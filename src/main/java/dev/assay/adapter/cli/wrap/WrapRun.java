package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.ExitCode;
import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.adapter.stdio.LocalFiles;
import dev.assay.adapter.stdio.StdioSession;
import dev.assay.adapter.store.DiscardedEvidence;
import dev.assay.adapter.store.RunIds;
import dev.assay.app.gateway.DecisionSink;
import dev.assay.app.gateway.GatewayParts;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.gateway.Session;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.RecorderSettings;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOutcome;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.Seal;
import dev.assay.core.evidence.SessionEvents;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.policy.EvidenceMode;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run of {@code mcp wrap} from a checked plan to its exit code: start, relay, seal, summary.
 */
final class WrapRun {
  private static final long STOP_MILLIS = 12_000;

  private final WrapPlan.Ready plan;
  private final Console console;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "assay-background");
            thread.setDaemon(true);
            return thread;
          });

  WrapRun(WrapPlan.Ready plan) {
    this.plan = plan;
    this.console = new Console(plan.options().talk());
  }

  int run() {
    announce();
    Policy policy = plan.policy();
    WrapOptions options = plan.options();
    GatewaySettings settings =
        new GatewaySettings(
            options.label(),
            options.mode().dryRun(),
            policy.evidence() == EvidenceMode.BEST_EFFORT);
    EvidenceRecorder recorder =
        new EvidenceRecorder(recorderSettings(options.label()), plan.kept().store(), background);
    GatewayParts parts =
        new GatewayParts(
            new PolicyEngine(policy, new Site(new LocalFiles(), plan.digests())),
            recorder,
            plan.digests(),
            clock,
            settings,
            console,
            plan.callApprovals(),
            sinks());
    ChildProcess child;
    try {
      child = ChildProcess.start(plan.command(), WrapMain.searchPath(System.getenv()));
    } catch (IOException e) {
      return WrapMain.refuse(
          CommandReason.COMMAND_NOT_FOUND,
          List.of(
              Problem.of(
                  "E_COMMAND_NOT_FOUND",
                  "the server could not be started: " + e.getMessage(),
                  Where.NOWHERE)));
    }
    recordStart(recorder);
    Session session = new Session(options.label(), AssayVersion.NUMBER, plan.approvals());
    StdioSession stdio =
        new StdioSession(
            parts.gateway(),
            session,
            child,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out));
    stdio.start();
    stopOnSignal(stdio);
    WarmUp.start(parts, new DiscardedEvidence(), session);
    background.execute(this::recover);
    Optional<CheckpointLog> log = plan.kept().checkpoints();
    Optional<CheckpointWatch> watch =
        log.isPresent()
            ? Optional.of(CheckpointWatch.start(recorder, log.get(), console))
            : Optional.empty();
    return end(stdio, session, recorder, watch);
  }

  private void announce() {
    WrapOptions.Talk talk = plan.options().talk();
    Policy policy = plan.policy();
    policy.warnings().forEach(warning -> console.warning(warning.text()));
    if (plan.options().evidence().none()) {
      console.warning("no evidence is kept");
    }
    if (plan.options().mode().dryRun()) {
      console.warning("dry run: denied calls are forwarded");
    }
    if (!talk.quiet()) {
      String name = policy.name().isEmpty() ? "(unnamed)" : policy.name();
      console.say(
          "policy " + name + "  digest " + policy.digest() + "  " + policy.ruleCount() + " rules");
    }
  }

  private RecorderSettings recorderSettings(String label) {
    return new RecorderSettings(
        RunIds.fresh(clock.instant()),
        "urn:assay:gateway:" + label,
        new EventOrigin.Producer("assay", AssayVersion.NUMBER, EventOrigin.UNKNOWN_BUILD),
        RecorderSettings.Rotation.DEFAULT);
  }

  private List<DecisionSink> sinks() {
    List<DecisionSink> sinks = new ArrayList<>();
    plan.logs().audit().ifPresent(log -> sinks.add(new AuditLog(log)));
    sinks.addAll(plan.logs().privileged());
    plan.logs()
        .decisions()
        .ifPresent(
            log ->
                sinks.add(
                    (_, recorded, _) ->
                        log.append(new String(recorded.envelopeLine(), StandardCharsets.UTF_8))));
    return sinks;
  }

  /** The first events; they stay in memory until the session is more than a probe. */
  private void recordStart(EvidenceRecorder recorder) {
    WrapOptions options = plan.options();
    Policy policy = plan.policy();
    SessionEvents.Frame frame =
        new SessionEvents.Frame(
            options.label(), "stdio", options.mode().dryRun() ? "dry_run" : "enforce");
    SessionEvents.Launch launch = LaunchFacts.of(plan.command(), plan.digests());
    EventPayload started = new SessionEvents.SessionStarted(frame, launch, policy.digest());
    recorder.record(clock.instant(), _ -> started);
    String text = CanonicalJson.canonicalText(policy.canonicalForm());
    for (EventPayload chunk : SessionEvents.PolicySnapshot.of(policy.digest(), text)) {
      recorder.record(clock.instant(), _ -> chunk);
    }
  }

  /**
   * A signal ends the session like its agent would; the process ends once the evidence is sealed.
   */
  private void stopOnSignal(StdioSession stdio) {
    Thread hook =
        new Thread(
            () -> {
              if (finished.getCount() == 0) {
                return; // an ordinary end
              }
              stdio.requestStop();
              try {
                if (finished.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                  Runtime.getRuntime().halt(exitCode.get());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "assay-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void recover() {
    for (RecoveryOutcome outcome : plan.kept().store().recoverAll(clock.instant())) {
      switch (outcome) {
        case RecoveryOutcome.Recovered recovered ->
            console.say(
                "recovered an earlier session: bundle "
                    + recovered.bundle().location()
                    + "  sha256:"
                    + recovered.bundle().facts().archiveSha256()
                    + (recovered.bytesDropped() > 0
                        ? "  (" + recovered.bytesDropped() + " bytes of a torn last record cut)"
                        : ""));
        case RecoveryOutcome.Quarantined quarantined ->
            console.warning(
                "evidence of an earlier session is damaged and kept aside at "
                    + quarantined.location()
                    + ": "
                    + quarantined.problem().text());
        case RecoveryOutcome.Failed failed ->
            console.warning(
                "evidence of an earlier session at "
                    + failed.location()
                    + " could not be recovered: "
                    + failed.problem().text());
      }
    }
  }

  private int end(
      StdioSession stdio,
      Session session,
      EvidenceRecorder recorder,
      Optional<CheckpointWatch> watch) {
    try {
      StdioSession.Ending ending = stdio.awaitEnd();
      EventPayload exited =
          new SessionEvents.UpstreamExited(
              plan.options().label(), ending.exitCode(), ending.stoppedByUs(), ending.openCalls());
      recorder.record(clock.instant(), _ -> exited);
      Seal.CloseReason reason =
          ending.signalled() ? Seal.CloseReason.SIGNAL : Seal.CloseReason.NORMAL;
      if (watch.isPresent()) {
        watch.get().stop();
      }
      SealOutcome sealed = recorder.close(reason, clock.instant());
      watch.ifPresent(CheckpointWatch::sayLast);
      boolean kept = summarise(session.counters(), sealed);
      exitCode.set(exitCode(ending.exitCode(), kept, session.counters()));
      console.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exitCode.set(ExitCode.INFRASTRUCTURE.number());
    } catch (RuntimeException fault) {
      console.warning("internal error at the end of the session: " + fault.getClass().getName());
      exitCode.set(ExitCode.INFRASTRUCTURE.number());
    } finally {
      finished.countDown();
    }
    return exitCode.get();
  }

  private static int exitCode(int ofServer, boolean kept, Session.Counters counters) {
    if (ofServer != 0) {
      return ofServer;
    }
    if (!kept) {
      return ExitCode.INFRASTRUCTURE.number();
    }
    boolean blocks = counters.wouldDeny() + counters.deniedInDryRun() > 0;
    return blocks ? ExitCode.WOULD_BLOCK.number() : 0;
  }

  /** Says how the session went; false when evidence that should be there is not. */
  private boolean summarise(Session.Counters counters, SealOutcome sealed) {
    String counts = SessionSummary.of(counters);
    if (sealed instanceof SealOutcome.Sealed done) { // no type switch: ADR 0005
      sayBundles(counts, done);
      return true;
    }
    if (sealed instanceof SealOutcome.Failed failed) {
      console.say(counts);
      boolean discarded = plan.options().evidence().none();
      if (!discarded) {
        console.warning(
            "the evidence could not be sealed: "
                + failed.problem().text()
                + (failed.journal().isEmpty()
                    ? ""
                    : "; its journal is kept at "
                        + failed.journal()
                        + " and the next start recovers it"));
      }
      return discarded;
    }
    return true; // nothing was recorded
  }

  private void sayBundles(String counts, SealOutcome.Sealed done) {
    String said = counts;
    for (SealedBundle bundle : done.parts()) {
      console.say(
          said + "  bundle " + bundle.location() + "  sha256:" + bundle.facts().archiveSha256());
      sayUnsigned(bundle);
      said = "            part " + (bundle.part() + 1);
    }
  }

  private void sayUnsigned(SealedBundle bundle) {
    SealedBundle.Signature signature = bundle.signature();
    if (signature instanceof SealedBundle.Signature.Written written) {
      console.say("            signed by " + written.location());
    } else if (signature instanceof SealedBundle.Signature.Failed failed) {
      console.warning("the bundle could not be signed: " + failed.problem().text());
    }
  }
}
