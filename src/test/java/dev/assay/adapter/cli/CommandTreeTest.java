package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class CommandTreeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private CommandLine commands() {
    return CommandTree.make(CommandLine.defaultFactory())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err));
  }

  @Test
  void version_is_the_bare_number_and_the_option_adds_the_name() {
    assertThat(commands().execute("version")).isZero();
    assertThat(commands().execute("--version")).isZero();
    assertThat(out.toString()).isEqualTo("0.1.0\nassay 0.1.0\n".replace("\n", lineEnd(out)));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_json_document_repeats_the_exit_code_and_the_reason() {
    assertThat(commands().execute("version", "--json")).isZero();
    assertThat(out.toString())
        .startsWith("{\n  \"schema\": \"assay.version.v1\",\n  \"exit_code\": 0,\n")
        .contains("\"reason_code\": \"\"")
        .endsWith("}\n");
  }

  @Test
  void both_ways_to_ask_for_json_are_the_same() {
    commands().execute("version", "--json");
    String first = out.toString();
    out.getBuffer().setLength(0);
    commands().execute("version", "--format", "json");
    assertThat(out.toString()).isEqualTo(first);
  }

  @TestFactory
  Stream<DynamicTest> usage_errors_end_with_2_and_name_the_next_step() {
    return Stream.of(
            List.<String>of(),
            List.of("unknown"),
            List.of("--unknown"),
            List.of("mcp"),
            List.of("version", "surplus"),
            List.of("version", "--format", "xml"))
        .map(
            words ->
                DynamicTest.dynamicTest(
                    words.toString(),
                    () -> {
                      StringWriter said = new StringWriter();
                      int code =
                          commands()
                              .setErr(new PrintWriter(said))
                              .execute(words.toArray(String[]::new));
                      assertThat(code).isEqualTo(ExitCode.USER_ERROR.number());
                      assertThat(said.toString())
                          .startsWith("error: ")
                          .contains("next: run `assay")
                          .doesNotContain("\tat ");
                      assertThat(out.toString()).isEmpty();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> every_command_has_help_with_an_example() {
    return everyCommand(commands())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(),
                    () ->
                        assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                            .contains("Examples:")
                            .contains("assay ")
                            .contains("--help")));
  }

  @Test
  void the_help_of_wrap_names_every_option() {
    assertThat(commands().execute("mcp", "wrap", "--help")).isZero();
    for (WrapOption option : WrapOption.values()) {
      assertThat(out.toString()).contains(option.word());
    }
  }

  @Test
  void exit_codes_and_reasons_are_unique_and_complete() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .containsExactly(0, 1, 2, 3, 4);
    List<String> codes = Arrays.stream(CommandReason.values()).map(CommandReason::code).toList();
    assertThat(new HashSet<>(codes)).hasSameSizeAs(codes);
    assertThat(CommandReason.values())
        .allSatisfy(
            reason -> {
              boolean fine = reason.exitCode() == ExitCode.OK;
              assertThat(reason.nextStep().isEmpty()).isEqualTo(fine);
              assertThat(reason.code().isEmpty()).isEqualTo(fine);
            });
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        new ArrayList<>(command.getSubcommands().values())
            .stream().flatMap(CommandTreeTest::everyCommand));
  }

  /** The help writer of picocli ends lines as the platform does. */
  private static String lineEnd(StringWriter written) {
    return written.toString().contains("\r\n") ? "\r\n" : "\n";
  }
}
