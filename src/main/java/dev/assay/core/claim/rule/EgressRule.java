package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.json.Json;

/**
 * {@code egress_enforcement_active} and {@code egress_denials_observed}: what the kernel layer
 * recorded. The events pass through our recorder, so they are its word unless a trusted key signed
 * them; an armed event whose probe covered its hooks is what the first asks for. Source: {@code
 * kernel-design.md} 11.
 */
record EgressRule(ClaimId id, String sentence) implements ClaimRule {
  static final EgressRule ACTIVE =
      new EgressRule(
          ClaimId.EGRESS_ENFORCEMENT_ACTIVE,
          "the kernel programs were armed, their probe passed, no later probe failed, and nothing"
              + " was lost");
  static final EgressRule DENIALS =
      new EgressRule(ClaimId.EGRESS_DENIALS_OBSERVED, "the kernel refused a connection");

  @Override
  public ClaimTally begin() {
    return id == ClaimId.EGRESS_DENIALS_OBSERVED
        ? new EachEvent(
            event ->
                event.type().equals("assay.net.denied")
                    ? EachEvent.Look.SUPPORTS
                    : EachEvent.Look.UNRELATED,
            (support, ground) ->
                support.supporting() > 0
                    ? EachEvent.ofOurRecord(support, ground)
                    : EachEvent.absent(support))
        : new Active();
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.ofOurRecord(
        finding, id == ClaimId.EGRESS_DENIALS_OBSERVED ? "denial_event" : "armed_event_with_probe");
  }

  /** Armed once, and nothing that speaks against it later. */
  private static final class Active implements ClaimTally {
    private final Support.Counter counter = new Support.Counter();

    @Override
    public void see(ObservedEvent event) {
      switch (event.type()) {
        case "assay.enforcement.armed" -> armed(event);
        case "assay.enforcement.probe" -> {
          if (event.members().get("passed") != Json.Bool.TRUE) {
            counter.rejects(LevelReason.SENSOR_NOT_ARMED.wire());
          }
        }
        case "assay.enforcement.lost" -> counter.rejects(LevelReason.SENSOR_NOT_ARMED.wire());
        default -> {}
      }
    }

    private void armed(ObservedEvent event) {
      if (event.members().get("probe") instanceof Json.Arr probe && !probe.items().isEmpty()) {
        counter.supports(event);
      } else {
        counter.rejects(LevelReason.SENSOR_NOT_ARMED.wire());
      }
    }

    @Override
    public Finding conclude(Ground ground) {
      return EachEvent.unanimous(counter.total(), ground);
    }
  }
}
