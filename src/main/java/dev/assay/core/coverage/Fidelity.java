package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gate one: what the health of a capture allows to be claimed at all. Words that are not known make
 * the verdict {@code failed}. Source: {@code trust-basis.md} 10.2.
 *
 * @param runId the run
 * @param verdict how good the capture was
 * @param perBinding whether effects may be bound to single calls
 * @param reasons why, in the order in which they were found
 */
public record Fidelity(String runId, Verdict verdict, Answer perBinding, List<Reason> reasons) {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.runner.fidelity_verdict.v0";

  private static final List<String> NON_CLAIMS =
      List.of(
          "fidelity_no_observation_health_replacement",
          "fidelity_no_policy_correctness_verdict",
          "fidelity_no_runtime_safety_verdict",
          "fidelity_no_agent_quality_score",
          "fidelity_no_probabilistic_confidence_score");

  /** One reason. */
  public record Reason(String field, String observed, String rule) {}

  /** How good a capture was, with what it allows. */
  public enum Verdict {
    /** Whole. */
    CLEAN("clean", Answer.ALLOWED, Answer.ALLOWED, Answer.ALLOWED),
    /** Records were lost. */
    CLIPPED("clipped", Answer.ALLOWED, Answer.DEGRADED, Answer.BLOCKED),
    /** Not every effect could be told to belong to the run. */
    CORRELATION_PARTIAL("correlation_partial", Answer.ALLOWED, Answer.DEGRADED, Answer.BLOCKED),
    /** Nothing was measured. */
    NOT_APPLICABLE("not_applicable", Answer.ALLOWED, Answer.BLOCKED, Answer.BLOCKED),
    /** The record contradicts itself, or cannot be understood. */
    FAILED("failed", Answer.BLOCKED, Answer.BLOCKED, Answer.BLOCKED);

    private final String wire;
    private final Answer reported;
    private final Answer positive;
    private final Answer negative;

    Verdict(String wire, Answer reported, Answer positive, Answer negative) {
      this.wire = wire;
      this.reported = reported;
      this.positive = positive;
      this.negative = negative;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }

    /** Gives whether measured effects may be claimed. */
    Answer positive() {
      return positive;
    }

    /** Gives whether the absence of effects may be claimed. */
    Answer negative() {
      return negative;
    }
  }

  /** Copies the reasons. */
  public Fidelity {
    reasons = List.copyOf(reasons);
  }

  /** Judges a record. */
  public static Fidelity of(ObservationHealth health) {
    Optional<Reason> invalid = invalid(health);
    if (invalid.isPresent()) {
      return new Fidelity(health.runId(), Verdict.FAILED, Answer.BLOCKED, List.of(invalid.get()));
    }
    boolean partial = health.correlation().equals("partial");
    Optional<Reason> nothing = nothingMeasured(health);
    if (nothing.isPresent()) {
      return new Fidelity(
          health.runId(), Verdict.NOT_APPLICABLE, Answer.BLOCKED, List.of(nothing.get()));
    }
    List<Reason> reasons = new ArrayList<>();
    long drops = health.drops().orElse(0L);
    if (drops > 0) {
      reasons.add(
          new Reason(
              "ringbuf_drops",
              Long.toString(drops),
              "ringbuf_drops_block_bounded_negative_claims"));
    } else if (!health.kernelLayer().equals("complete")) {
      reasons.add(
          new Reason(
              "kernel_layer",
              health.kernelLayer(),
              "partial_kernel_layer_blocks_bounded_negative_claims"));
    }
    boolean clipped = !reasons.isEmpty();
    if (partial) {
      reasons.add(
          new Reason(
              "cgroup_correlation",
              "partial",
              "partial_cgroup_correlation_blocks_per_binding_claims"));
    }
    if (reasons.isEmpty()) {
      reasons.add(
          new Reason(
              "observation_health",
              "clean",
              "complete_kernel_layer_zero_drops_clean_cgroup_correlation"));
      return new Fidelity(health.runId(), Verdict.CLEAN, Answer.ALLOWED, reasons);
    }
    return new Fidelity(
        health.runId(),
        clipped ? Verdict.CLIPPED : Verdict.CORRELATION_PARTIAL,
        partial ? Answer.BLOCKED : Answer.ALLOWED,
        reasons);
  }

  private static Optional<Reason> invalid(ObservationHealth health) {
    long drops = health.drops().orElse(0L);
    if (!health.schema().equals(ObservationHealth.SCHEMA)) {
      return reason(
          "schema", health.schema(), "observation_health_schema_must_match_source_schema");
    }
    if (health.runId().isEmpty()) {
      return reason("run_id", "", "run_id_required_for_fidelity_verdict");
    }
    Optional<String> unknown = health.unknownMember();
    if (unknown.isPresent()) {
      return reason(unknown.get(), "", "observation_health_member_must_be_known");
    }
    if (drops > 0 && !health.kernelLayer().equals("partial_ringbuf_drops")) {
      return reason(
          "ringbuf_drops", Long.toString(drops), "ringbuf_drops_require_partial_kernel_layer");
    }
    if (!health.isLinux() && !health.kernelLayer().equals("absent")) {
      return reason(
          "kernel_layer", health.kernelLayer(), "non_linux_platform_requires_absent_kernel_layer");
    }
    return health.correlation().equals("failed")
        ? reason(
            "cgroup_correlation",
            "failed",
            "failed_cgroup_correlation_blocks_runner_measured_claims")
        : Optional.empty();
  }

  private static Optional<Reason> nothingMeasured(ObservationHealth health) {
    if (!health.isLinux()) {
      return reason(
          "platform", health.platform(), "non_linux_platform_has_no_kernel_measurement_surface");
    }
    return health.kernelLayer().equals("absent")
        ? reason(
            "kernel_layer", "absent", "absent_kernel_layer_blocks_measured_kernel_effect_claims")
        : Optional.empty();
  }

  private static Optional<Reason> reason(String field, String observed, String rule) {
    return Optional.of(new Reason(field, observed, rule));
  }

  /**
   * Gives whether a projection of effects may be claimed, by the word for its level; for any other
   * word, which is {@code anything_else} here, it may not.
   */
  public Json.Obj projections() {
    Answer inconclusive = verdict == Verdict.FAILED ? Answer.BLOCKED : Answer.ALLOWED;
    return Json.object()
        .put("raw_observed", verdict.positive.wire())
        .put("projected_equivalent", verdict.positive.wire())
        .put("inconclusive", inconclusive.wire())
        .put("anything_else", Answer.BLOCKED.wire())
        .build();
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    List<Json> why = new ArrayList<>();
    for (Reason reason : reasons) {
      why.add(
          Json.object()
              .put("field", reason.field())
              .put("observed", reason.observed())
              .put("rule", reason.rule())
              .build());
    }
    return Json.object()
        .put("schema", SCHEMA)
        .put("source_schema", ObservationHealth.SCHEMA)
        .put("run_id", runId)
        .put("verdict", verdict.wire)
        .put(
            "claim_gate",
            Json.object()
                .put("reported_claims", verdict.reported.wire())
                .put("measured_positive_claims", verdict.positive.wire())
                .put("bounded_negative_claims", verdict.negative.wire())
                .put("per_binding_claims", perBinding.wire())
                .build())
        .put("reasons", new Json.Arr(why))
        .put("non_claims", Json.Arr.ofStrings(NON_CLAIMS))
        .build();
  }
}
