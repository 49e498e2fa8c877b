package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.json.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code tool_manifest_pinned}: every decision is bound to a tool definition that the upstream
 * listed before. Both are the recorder's word.
 */
final class ToolManifestRule implements ClaimRule {
  /** Definitions of one run that are kept track of. */
  private static final int MAX_DEFINITIONS = 100_000;

  @Override
  public ClaimId id() {
    return ClaimId.TOOL_MANIFEST_PINNED;
  }

  @Override
  public String sentence() {
    return "every allowed call is bound to a tool definition whose digest a listing in the bundle has";
  }

  @Override
  public ClaimTally begin() {
    return new Tally();
  }

  @Override
  public Quantifier quantifier() {
    return Quantifier.ALL;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.ofOurRecord(finding, "listed_definition_for_every_allowed_call");
  }

  private static final class Tally implements ClaimTally {
    private final Set<String> listed = new HashSet<>();
    private final Support.Counter counter = new Support.Counter();

    @Override
    public void see(ObservedEvent event) {
      if (event.type().equals("assay.tool.definitions")
          && event.members().get("tools") instanceof Json.Arr tools) {
        for (Json tool : tools.items()) {
          if (tool instanceof Json.Obj object && listed.size() < MAX_DEFINITIONS) {
            object.string("binding_digest").ifPresent(listed::add);
          }
        }
      } else if (event.isDecision() && event.text("decision").orElse("").equals("allow")) {
        allowed(event);
      }
    }

    private void allowed(ObservedEvent event) {
      String digest = event.text("tool_definition_digest").orElse("");
      if (digest.isEmpty()) {
        counter.rejects(LevelReason.DEFINITION_NOT_BOUND.wire());
      } else if (listed.contains(digest)) {
        counter.supports(event);
      } else {
        counter.rejects(LevelReason.DEFINITION_NOT_LISTED.wire());
      }
    }

    @Override
    public Finding conclude(Ground ground) {
      return EachEvent.unanimous(counter.total(), ground);
    }
  }
}
