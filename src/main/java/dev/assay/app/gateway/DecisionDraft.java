package dev.assay.app.gateway;

import dev.assay.app.record.EventDraft;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.problem.BugException;
import dev.assay.core.surface.DecisionSurface;
import dev.assay.core.surface.JudgedCall;
import org.jspecify.annotations.Nullable;

/** Makes the payload of one decision when the recorder asks for it, and keeps it for the logs. */
final class DecisionDraft implements EventDraft {
  private final DecisionSurface surface;
  private final JudgedCall judged;
  private @Nullable ToolDecision event;

  DecisionDraft(DecisionSurface surface, JudgedCall judged) {
    this.surface = surface;
    this.judged = judged;
  }

  @Override
  public EventPayload payload(String eventId) {
    ToolDecision made = surface.event(eventId, judged);
    event = made;
    return made;
  }

  JudgedCall judged() {
    return judged;
  }

  /** Gives the payload of a decision that is on record. */
  ToolDecision event() {
    if (event == null) {
      throw new BugException("a recorded decision has a payload");
    }
    return event;
  }
}
