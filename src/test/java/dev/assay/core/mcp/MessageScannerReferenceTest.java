package dev.assay.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.Mutations;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scanner against the reader: what it lets pass, the reader reads as the very same message. */
class MessageScannerReferenceTest {
  private static final int MUTATIONS = 300_000;
  private final MessageScanner scanner = new MessageScanner();

  @ParameterizedTest
  @EnumSource(Side.class)
  void mutated_traffic_is_never_seen_differently(Side side) {
    List<byte[]> frames = Traffic.recorded(side == Side.AGENT ? "c2s" : "s2c");
    assertThat(frames).hasSizeGreaterThan(30);
    RandomGenerator random = Seed.random();
    int passed = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] frame = Mutations.mutate(frames, random);
      passed += agrees(frame, side) ? 1 : 0;
    }
    assertThat(passed).as("some mutated frames stay valid, seed %d", Seed.value()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void recorded_traffic_is_mostly_routed_without_a_tree(Side side) {
    List<byte[]> frames = Traffic.recorded(side == Side.AGENT ? "c2s" : "s2c");
    long routed = frames.stream().filter(frame -> agrees(frame, side)).count();
    assertThat(routed).isGreaterThan(frames.size() / 3);
  }

  @Test
  void a_tools_call_always_needs_reading() {
    for (String method : List.of("tools/call", "Tools/Call", "tools\\/call", "tools/cal\\u006c")) {
      assertThat(
              scan(
                  "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                      + method
                      + "\",\"params\":{\"name\":\"x\"}}"))
          .as(method)
          .isEqualTo(MessageScanner.Shape.NEEDS_READING);
    }
  }

  @Test
  void a_tool_error_is_seen_only_directly_under_the_result() {
    scan("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true}}");
    assertThat(scanner.saysToolError()).isTrue();
    scan("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":{\"isError\":true}}}");
    assertThat(scanner.saysToolError()).isFalse();
  }

  private MessageScanner.Shape scan(String text) {
    byte[] frame = text.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(frame, 0, frame.length);
  }

  /** True when the scanner decided and the reader agrees; fails when they disagree. */
  private boolean agrees(byte[] frame, Side side) {
    MessageScanner.Shape shape = scanner.scan(frame, 0, frame.length);
    if (shape == MessageScanner.Shape.NEEDS_READING) {
      return false;
    }
    McpMessage message = McpReader.read(frame, 0, frame.length, side).message();
    String text = new String(frame, StandardCharsets.UTF_8);
    McpMessage seen =
        switch (message) {
          case McpMessage.Request r ->
              new McpMessage.Request(scanner.messageId(), scanner.method(), r.params());
          case McpMessage.Notification n ->
              new McpMessage.Notification(scanner.method(), n.params());
          case McpMessage.Response r -> {
            assertThat(scanner.mayBeInterim() || !r.isInterim()).as(text).isTrue();
            yield new McpMessage.Response(scanner.messageId(), r.result());
          }
          case McpMessage.Failure f ->
              new McpMessage.Failure(java.util.Optional.of(scanner.messageId()), f.error());
          case McpMessage.Unreadable u ->
              throw new AssertionError(
                  "the reader refuses " + u.reason() + ": " + text + " seed " + Seed.value());
        };
    assertThat(seen).as(text).isEqualTo(message);
    assertThat(shape.name()).as(text).isEqualToIgnoringCase(message.getClass().getSimpleName());
    assertThat(isGoverned(message)).as(text).isFalse();
    return true;
  }

  private static boolean isGoverned(McpMessage message) {
    return switch (message) {
      case McpMessage.Request r -> r.method().equals(McpReader.TOOLS_CALL);
      case McpMessage.Notification n -> n.method().equals(McpReader.TOOLS_CALL);
      case McpMessage.Response _, McpMessage.Failure _, McpMessage.Unreadable _ -> false;
    };
  }
}
