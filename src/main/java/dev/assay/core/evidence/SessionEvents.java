package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Payloads of the events that frame a session: start, policy in force, end of the upstream. Members
 * are closed; {@code docs/adr/0003-event-payloads.md} lists them.
 */
public final class SessionEvents {
  /**
   * Characters of policy text in one snapshot event, well below the line limit even when every
   * character is escaped.
   */
  static final int SNAPSHOT_CHUNK_CHARS = 100_000;

  private SessionEvents() {}

  /** How a session runs: under which label, over what, enforcing or only watching. */
  public record Frame(String label, String transport, String mode) {}

  /**
   * What was launched. Arguments are never stored in the clear: the digest is keyed.
   *
   * @param program the command as given
   * @param resolvedPath where it was found, or empty
   * @param executableDigest SHA-256 of the file, or empty when it could not be read
   * @param argumentsDigest keyed digest of all arguments
   */
  public record Launch(
      String program,
      Optional<String> resolvedPath,
      Optional<String> executableDigest,
      String argumentsDigest) {
    Json.Obj json() {
      return Json.object()
          .put("argv0", program)
          .put("resolved_path", resolvedPath.orElse(null))
          .put("executable_sha256", executableDigest.orElse(null))
          .put("args_digest", argumentsDigest)
          .build();
    }
  }

  /** The session began: {@code assay.session.started}. */
  public record SessionStarted(Frame frame, Launch launch, String policyDigest)
      implements EventPayload {
    @Override
    public String type() {
      return "assay.session.started";
    }

    @Override
    public Optional<String> subject() {
      return Optional.of("server:" + frame.label());
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("schema", "assay.session_started.v1")
          .put("server", frame.label())
          .put("transport", frame.transport())
          .put("mode", frame.mode())
          .put("policy_digest", policyDigest)
          .put("upstream", launch.json())
          .build();
    }
  }

  /** A piece of the policy in force: {@code assay.policy.snapshot}. */
  public record PolicySnapshot(String policyDigest, int index, int count, String text)
      implements EventPayload {
    /** Cuts a canonical policy document into events. */
    public static List<EventPayload> of(String policyDigest, String canonicalText) {
      List<EventPayload> chunks = new ArrayList<>();
      int count = Math.max(1, Math.ceilDiv(canonicalText.length(), SNAPSHOT_CHUNK_CHARS));
      int from = 0;
      for (int i = 0; i < count; i++) {
        int to = Math.min(canonicalText.length(), (i + 1) * SNAPSHOT_CHUNK_CHARS);
        boolean splitsPair =
            to < canonicalText.length() && Character.isLowSurrogate(canonicalText.charAt(to));
        to -= splitsPair ? 1 : 0;
        chunks.add(new PolicySnapshot(policyDigest, i, count, canonicalText.substring(from, to)));
        from = to;
      }
      return chunks;
    }

    @Override
    public String type() {
      return "assay.policy.snapshot";
    }

    @Override
    public Optional<String> subject() {
      return Optional.empty();
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("schema", "assay.mcp.policy.snapshot.v1")
          .put("policy_digest", policyDigest)
          .put("canonicalization", "jcs:mcp_policy")
          .put("chunk", index)
          .put("chunks", count)
          .put("text", text)
          .build();
    }
  }

  /** The upstream ended: {@code assay.upstream.exited}. */
  public record UpstreamExited(String label, int exitCode, boolean stoppedByUs, long openCalls)
      implements EventPayload {
    @Override
    public String type() {
      return "assay.upstream.exited";
    }

    @Override
    public Optional<String> subject() {
      return Optional.of("server:" + label);
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("schema", "assay.upstream_exited.v1")
          .put("server", label)
          .put("exit_code", exitCode)
          .put("stopped_by_gateway", stoppedByUs)
          .put("open_calls", openCalls)
          .build();
    }
  }
}
