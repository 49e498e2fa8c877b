package dev.assay.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.CallEvents;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.testkit.Seed;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Events of calls are not measured one by one: what they say of themselves has to be so. */
class SoundSubjectTest {
  private final RandomGenerator random = Seed.random();

  @Test
  void no_tool_name_makes_an_event_that_a_bundle_refuses() {
    for (int i = 0; i < 5_000; i++) {
      String tool = DecisionSurface.toolName(new ToolCall(name(), Json.Obj.EMPTY));
      CallEvents.ToolOutcome outcome =
          new CallEvents.ToolOutcome(
              tool, "run:1", CallEvents.OutcomeKind.REPORTED_SUCCESS, true, 1);
      assertThat(outcome.isSound()).isTrue();
      assertThat(BundleSurvey.fault(new Measured(outcome))).as("seed %d", Seed.value()).isEmpty();
      EventPayload decision = CallEvents.ToolDecision.takingOver(tool, new byte[] {'{', '}'});
      assertThat(decision.isSound()).isTrue();
      assertThat(BundleSurvey.fault(new Measured(decision))).isEmpty();
    }
  }

  @Test
  void one_that_does_not_say_so_is_measured() {
    Measured endless =
        new Measured(
            new CallEvents.ToolOutcome(
                "x".repeat(5_000), "run:1", CallEvents.OutcomeKind.REPORTED_SUCCESS, true, 1));
    assertThat(BundleSurvey.fault(endless)).isPresent();
  }

  private String name() {
    int[] range = {0x20, 0x80, 0x300, 0x3000, 0x110000};
    StringBuilder name = new StringBuilder();
    int length = random.nextInt(1 + (1 << random.nextInt(12)));
    int most = range[random.nextInt(range.length)];
    for (int i = 0; i < length; i++) {
      int c = random.nextInt(most);
      name.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? ' ' : c);
    }
    return name.toString();
  }

  /** The same event, saying nothing of itself. */
  private record Measured(EventPayload payload) implements EventPayload {
    @Override
    public String type() {
      return payload.type();
    }

    @Override
    public Optional<String> subject() {
      return payload.subject();
    }

    @Override
    public Json.Obj data() {
      return payload.data();
    }
  }
}
