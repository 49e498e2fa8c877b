package dev.assay.adapter.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.surface.DecisionLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code mcp wrap} writes on standard error. */
class ConsoleTest {
  private static final WrapOptions.Talk VERBOSE = new WrapOptions.Talk(false, true, true, false);

  @Test
  void nothing_a_policy_or_a_peer_wrote_acts_on_the_terminal() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = new Console(VERBOSE, out);
    console.say("policy x\u001b]0;title\u0007");
    console.warning("key `\u009b31m` is unknown");
    console.detail("server \u202egnp.exe");
    console.decided(DecisionLine.Mark.WARN, "\u001b[2J", Json.Obj.EMPTY, "unconstrained_tool");
    console.close();
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    assertThat(text)
        .contains("policy x\\u{1b}]0;title\\u{7}\n", "\u26a0\ufe0f ALLOW \\u{1b}[2J reason=");
  }
}
