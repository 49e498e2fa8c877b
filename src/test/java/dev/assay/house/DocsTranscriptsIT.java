package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every block marked {@code console}: lines after {@code $} are commands, the others what they
 * print on both streams. Three dots stand for any text, on a line of their own for any lines.
 */
class DocsTranscriptsIT {
  @TempDir private static Path state;

  /** A command of a transcript and what it is said to print. */
  private record Exchange(String command, List<String> printed) {}

  @TestFactory
  Stream<DynamicTest> every_transcript_is_true() {
    return MarkdownPage.all().stream()
        .flatMap(
            page ->
                page.blocks().stream()
                    .filter(block -> block.language().equals("console"))
                    .map(
                        block ->
                            DynamicTest.dynamicTest(
                                page.name() + ":" + block.line(), () -> play(page, block))));
  }

  private static void play(MarkdownPage page, MarkdownPage.Block block) {
    String stateDirectory = state.resolve(page.name().replace('/', '_')).toString();
    for (Exchange exchange : exchanges(block)) {
      CommandRun run =
          CommandRun.of(
              Map.of("ASSAY_STATE_DIR", stateDirectory),
              List.of("sh", "-c", "exec 2>&1; " + exchange.command()));
      assertThat(run.out())
          .as("$ %s", exchange.command())
          .matches(Pattern.compile(pattern(exchange.printed()), Pattern.DOTALL));
    }
  }

  private static List<Exchange> exchanges(MarkdownPage.Block block) {
    List<Exchange> exchanges = new ArrayList<>();
    for (String line : block.content().lines().toList()) {
      if (line.startsWith("$ ")) {
        exchanges.add(new Exchange(line.substring(2), new ArrayList<>()));
      } else {
        assertThat(exchanges).as("a transcript starts with a command").isNotEmpty();
        exchanges.getLast().printed().add(line);
      }
    }
    return exchanges;
  }

  private static String pattern(List<String> printed) {
    return printed.stream()
        .map(
            line ->
                line.equals("...")
                    ? "(?:[^\n]*\n)*?"
                    : Stream.of(line.split("\\.\\.\\.", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("[^\n]*"))
                        + "\n")
        .collect(Collectors.joining());
  }
}
