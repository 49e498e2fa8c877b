package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a runner says about its own capture, as it says it: words that are not known stay as they
 * are, and {@link Fidelity} makes them a failed verdict. Source: {@code trust-basis.md} 10.2.
 *
 * @param schema what the record calls itself
 * @param runId the run it is about
 * @param platform where it ran
 * @param kernelLayer how complete the kernel's part is
 * @param drops how many kernel events were lost; empty when the record does not say
 * @param policyLayer whether a policy layer recorded
 * @param sdkLayer whether an SDK reported
 * @param correlation whether effects could be told to belong to the run
 * @param networkCoverage which network observations there were
 */
public record ObservationHealth(
    String schema,
    String runId,
    String platform,
    String kernelLayer,
    Optional<Long> drops,
    String policyLayer,
    String sdkLayer,
    String correlation,
    String networkCoverage) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.runner.observation_health.v0";

  private static final String UNKNOWN = "unknown";

  /** Reads a record; whatever it lacks is empty, and an empty object is a record that fails. */
  public static ObservationHealth of(Json.Obj record) {
    return new ObservationHealth(
        text(record, "schema"),
        text(record, "run_id"),
        text(record, "platform"),
        text(record, "kernel_layer"),
        record.integer("ringbuf_drops"),
        text(record, "policy_layer"),
        text(record, "sdk_layer"),
        text(record, "cgroup_correlation"),
        record.get("network_protocol_coverage") == null
            ? UNKNOWN
            : text(record, "network_protocol_coverage"));
  }

  private static String text(Json.Obj record, String member) {
    return record.string(member).orElse("");
  }

  /** Says whether it ran where the kernel can be asked. */
  boolean isLinux() {
    return platform.equals("linux");
  }

  /** Gives the first member whose word is not known; empty when all are. */
  Optional<String> unknownMember() {
    if (drops.isEmpty() || drops.get() < 0) {
      return Optional.of("ringbuf_drops");
    }
    if (platform.isEmpty()) {
      return Optional.of("platform");
    }
    if (!List.of("complete", "partial_ringbuf_drops", "absent").contains(kernelLayer)) {
      return Optional.of("kernel_layer");
    }
    if (!List.of("present", "absent").contains(policyLayer)) {
      return Optional.of("policy_layer");
    }
    if (!List.of("present", "self_reported", "absent").contains(sdkLayer)) {
      return Optional.of("sdk_layer");
    }
    if (!List.of("clean", "partial", "failed").contains(correlation)) {
      return Optional.of("cgroup_correlation");
    }
    boolean known =
        networkCoverage.equals(UNKNOWN)
            || networkCoverage.equals("absent")
            || CoverageSeeds.network(networkCoverage).isPresent();
    return known ? Optional.empty() : Optional.of("network_protocol_coverage");
  }
}
