package dev.assay.core.mcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/**
 * Frames of either side: reading never throws, and what the scanner lets pass the reader reads as
 * the same message.
 */
class McpFrameFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void scanner_and_reader_agree(byte[] frame) {
    for (Side side : Side.values()) {
      MessageScanner scanner = new MessageScanner();
      MessageScanner.Shape shape = scanner.scan(frame, 0, frame.length);
      McpMessage message = McpReader.read(frame, 0, frame.length, side).message();
      if (shape != MessageScanner.Shape.NEEDS_READING && !agree(scanner, message)) {
        throw new IllegalStateException(shape + " but read as " + message);
      }
    }
    AnswerIdProbe probe = new AnswerIdProbe();
    probe.feed(frame, 0, frame.length);
    if (probe.id().isPresent() && probe.id().get().text().length() > MessageId.MAX_CHARS + 2) {
      throw new IllegalStateException("a probed id is bounded");
    }
  }

  private static boolean agree(MessageScanner scanner, McpMessage message) {
    return switch (message) {
      case McpMessage.Request r ->
          r.method().equals(scanner.method())
              && r.id().equals(scanner.messageId())
              && !r.method().equals(McpReader.TOOLS_CALL);
      case McpMessage.Notification n ->
          n.method().equals(scanner.method()) && !n.method().equals(McpReader.TOOLS_CALL);
      case McpMessage.Response r -> r.id().equals(scanner.messageId());
      case McpMessage.Failure f -> f.id().equals(Optional.of(scanner.messageId()));
      case McpMessage.Unreadable _ -> false;
    };
  }
}
