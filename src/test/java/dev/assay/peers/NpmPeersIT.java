package dev.assay.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.Needs;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published clients and servers of both SDK generations, direct and through {@code mcp wrap}: the
 * same messages in the same order, refused calls excepted.
 *
 * <p>Source: {@code mcp-gateway.md} section 16 rule 1 and 8; the sessions are those of {@code
 * vectors/mcp}.
 */
class NpmPeersIT {
  private static final String POLICY =
      """
      version: "2.0"
      name: "peers"
      tools:
        allow: ["*"]
        deny: ["get-env", "exec", "forbidden"]
      schemas:
        read_text_file:
          type: object
          properties:
            path: { type: string, pattern: "^ROOT/.*" }
          required: ["path"]
      """;

  /** One session over one route. */
  private record Run(List<String> steps, List<Conversation> client, List<Conversation> server) {}

  @TempDir Path work;

  @BeforeAll
  static void peers_are_installed() throws IOException, InterruptedException {
    String missing = Workshop.prepare();
    Needs.that(missing.isEmpty(), missing);
  }

  @ParameterizedTest(name = "{0} and server-{1}")
  @CsvSource({
    "sdk1, everything, 1",
    "sdk1, filesystem, 3",
    "sdk2, everything, 1",
    "sdk2, filesystem, 3",
    "sdk2-auto, everything, 1",
    "sdk2-auto, filesystem, 3",
    "sdk2-auto, modern, 1",
    "sdk2-modern, modern, 1"
  })
  void same_messages_in_the_same_order_through_the_gate(String client, String script, int denied)
      throws Exception {
    Run direct = run(client, script, false);
    Run through = run(client, script, true);

    assertThat(direct.client).as("the taps change nothing").isEqualTo(direct.server);
    assertThat(through.client).hasSameSizeAs(direct.client);
    assertThat(through.server).hasSameSizeAs(direct.server);
    for (int i = 0; i < direct.client.size(); i++) {
      passes_unchanged(through.client.get(i), through.server.get(i));
      equals_direct(direct.client.get(i), through.client.get(i));
    }
    callers_see_the_same(direct.steps, through.steps, denied);
    one_bundle_remains();
  }

  /**
   * Both ends of the gate, in one run: byte for byte what the other side sent, but for refusals and
   * late progress.
   */
  private static void passes_unchanged(Conversation client, Conversation server) {
    Set<Json> refused = client.refusedIds();
    Set<Json> cancelled = client.cancelledTokens();
    Conversation atClient = client.withoutCalls(refused).withoutProgress(cancelled);
    Conversation atServer = server.withoutProgress(cancelled);

    assertThat(atServer.toServer()).isEqualTo(atClient.toServer());
    assertThat(atClient.toClient()).isEqualTo(atServer.toClient());
    assertThat(server.progress(cancelled))
        .startsWith(client.progress(cancelled).toArray(String[]::new));
  }

  /** The client's end in both runs, with clocks and random names taken out. */
  private static void equals_direct(Conversation direct, Conversation through) {
    Set<Json> refused = through.refusedIds();
    Conversation expected =
        direct.withoutCalls(refused).withoutProgress(direct.cancelledTokens()).normalised();
    Conversation actual =
        through.withoutCalls(refused).withoutProgress(through.cancelledTokens()).normalised();

    assertThat(actual.toServer()).isEqualTo(expected.toServer());
    assertThat(actual.toClient()).isEqualTo(expected.toClient());
  }

  private static void callers_see_the_same(List<String> direct, List<String> through, int denied) {
    assertThat(through).hasSameSizeAs(direct);
    List<String> blocked = new ArrayList<>();
    for (int i = 0; i < direct.size(); i++) {
      Json.Obj step = (Json.Obj) Vectors.parse(through.get(i));
      String name = ((Json.Str) step.get("step")).value();
      if (name.startsWith("DENIED")) {
        assertThat(step.get("result")).as(name).isInstanceOf(Json.Obj.class);
        assertThat(((Json.Obj) step.get("result")).get("isError"))
            .as(name)
            .isEqualTo(Json.Bool.TRUE);
        assertThat(through.get(i)).contains("Blocked by policy: ");
        blocked.add(name);
      } else {
        assertThat(Conversation.normalised(through.get(i)))
            .isEqualTo(Conversation.normalised(direct.get(i)));
      }
    }
    assertThat(blocked).hasSize(denied);
  }

  private void one_bundle_remains() throws IOException {
    try (Stream<Path> kept = Files.walk(work.resolve("state"))) {
      assertThat(kept.filter(f -> f.toString().endsWith(".tar.gz")))
          .as("a probe leaves nothing")
          .hasSize(1);
    }
  }

  private Run run(String client, String script, boolean gate)
      throws IOException, InterruptedException {
    Path logs = Files.createDirectory(work.resolve(gate ? "through" : "direct"));
    Workshop.resetRoot();
    List<String> command = Workshop.tapped(logs, "server", Workshop.serverCommand(script));
    if (gate) {
      Path policy = work.resolve("policy.yaml");
      Files.writeString(policy, POLICY.replace("ROOT", Workshop.root().toString()));
      command = AssayProcess.wrap(policy, List.of(), command);
    }
    List<String> steps = Workshop.session(client, script, logs, command, work.resolve("state"));
    return new Run(steps, Conversation.read(logs, "client"), Conversation.read(logs, "server"));
  }
}
