package dev.assay.testkit;

import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.GatewayParts;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.gateway.SessionObserver;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.EvidenceStore;
import dev.assay.app.record.RecorderSettings;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.policy.scope.FileSystemView;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** The gate without a transport, as tests drive it: a known key, a known run, no file system. */
public final class TestGate {
  private TestGate() {}

  /** A policy that must load. */
  public static Policy policy(String yaml) {
    return ((PolicyReading.Accepted)
            PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml", false))
        .policy();
  }

  /** A recorder that seals full parts on the thread that fills them. */
  public static EvidenceRecorder recorder(EvidenceStore evidence) {
    return new EvidenceRecorder(
        new RecorderSettings(
            "run_test",
            "urn:assay:gateway:test",
            new EventOrigin.Producer("assay", "test", EventOrigin.UNKNOWN_BUILD),
            RecorderSettings.Rotation.DEFAULT),
        evidence,
        Runnable::run);
  }

  /** The key of its digests. */
  public static KeyedDigest digests() {
    return KeyedDigest.named("kid-test", SecretBytes.takingOver(new byte[32]));
  }

  /** A gate that enforces. */
  public static ToolCallGateway of(
      Policy policy,
      EvidenceStore evidence,
      InstantSource clock,
      SessionObserver observer,
      CallApprovals approvals) {
    return new GatewayParts(
            new PolicyEngine(policy, new Site(FileSystemView.NONE, digests())),
            recorder(evidence),
            digests(),
            clock,
            new GatewaySettings("test", false, false),
            observer,
            approvals,
            List.of())
        .gateway();
  }
}
