package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.cli.CommandHelp;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.ExitCode;
import dev.assay.app.offline.prune.PruneCode;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.claim.policy.TrustPolicyFault;
import dev.assay.core.json.YamlFault;
import dev.assay.core.policy.PolicySchemaTest;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.replay.NotReplayable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tables of the reference pages that enums are the source of. {@code -Dgolden.update=true} writes
 * them, never in CI.
 */
class GeneratedPagesTest {
  private static final String BEGIN = "<!-- generated: begin -->\n";
  private static final String END = "<!-- generated: end -->\n";

  @Test
  void exit_codes_are_those_of_the_program() throws IOException {
    StringBuilder table = new StringBuilder("| Exit code | Means |\n|---|---|\n");
    for (ExitCode code : ExitCode.values()) {
      table.append("| %d | %s |\n".formatted(code.number(), code.sentence()));
    }
    table.append("\n| `reason_code` | Exit code | Means | Next |\n|---|---|---|---|\n");
    for (CommandReason reason : CommandReason.values()) {
      table.append(
          "| `%s` | %d | %s | %s |\n"
              .formatted(
                  reason.code().isEmpty() ? "\"\"" : reason.code(),
                  reason.exitCode().number(),
                  reason.sentence(),
                  reason.nextStep()));
    }
    compare("docs/reference/exit-codes.md", table.toString());
  }

  @Test
  void reason_codes_are_those_of_the_engine() throws IOException {
    StringBuilder table =
        new StringBuilder("| Engine | Decision record | Console | Means |\n|---|---|---|---|\n");
    for (ReasonCode code : ReasonCode.values()) {
      table.append(
          "| `%s` | `%s` | `%s` | %s |\n"
              .formatted(code.engineCode(), code.logCode(), code.consoleReason(), code.sentence()));
    }
    compare("docs/reference/reason-codes.md", table.toString());
  }

  @Test
  void reasons_of_anchors_are_those_of_the_program() throws IOException {
    StringBuilder table = new StringBuilder("| Code | Means | Next |\n|---|---|---|\n");
    for (AnchorFault fault : AnchorFault.values()) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(fault.wire(), fault.sentence(), fault.nextStep()));
    }
    compare("docs/reference/anchors.md", table.toString());
  }

  @Test
  void reasons_of_replay_are_those_of_the_program() throws IOException {
    StringBuilder table = new StringBuilder();
    for (NotReplayable reason : NotReplayable.values()) {
      table.append("| `%s` | %s |\n".formatted(reason.wire(), reason.sentence()));
    }
    compare("docs/reference/replay.md", "| Reason | Means |\n|---|---|\n" + table);
  }

  @Test
  void store_codes_are_those_of_the_program() throws IOException {
    StringBuilder table = new StringBuilder("| Code | `reason_code` | Means |\n|---|---|---|\n");
    for (StoreCode code : StoreCode.values()) {
      table.append("| `%s` | `%s` | %s |\n".formatted(code.wire(), code.reason(), code.sentence()));
    }
    for (PruneCode code : PruneCode.values()) {
      table.append("| `%s` | `%s` | %s |\n".formatted(code.wire(), code.reason(), code.sentence()));
    }
    compare("docs/reference/evidence-store.md", table.toString());
  }

  @Test
  void faults_of_trust_policies_are_those_of_the_reader() throws IOException {
    StringBuilder table = new StringBuilder("| Code | Otherwise |\n|---|---|\n");
    for (TrustPolicyFault fault : TrustPolicyFault.values()) {
      table.append("| `%s` | %s |\n".formatted(fault.code(), fault.sentence()));
    }
    compare("docs/reference/trust-policy.md", table.toString());
  }

  @Test
  void problems_of_policies_are_those_of_the_reader() throws IOException {
    StringBuilder table = new StringBuilder("| Code | Rule |\n|---|---|\n");
    for (YamlFault fault : YamlFault.values()) {
      table.append("| `%s` | %s |\n".formatted(fault.code(), fault.sentence()));
    }
    for (PolicyFault fault : PolicyFault.values()) {
      table.append("| `%s` | %s |\n".formatted(fault.code(), fault.sentence()));
    }
    compare("docs/reference/policy-problems.md", table.toString());
  }

  @Test
  void what_the_schema_of_policies_cannot_say_is_listed() throws IOException {
    StringBuilder list = new StringBuilder();
    PolicySchemaTest.onlyTheLoader().forEach(code -> list.append("- `").append(code).append("`\n"));
    list.append(
            "\nDescribed by the schema and refused by the loader, because this version does not")
        .append(" enforce them:\n\n");
    PolicySchemaTest.notYetEnforced().forEach(m -> list.append("- ").append(m).append('\n'));
    compare("docs/reference/policy-schema.md", list.toString());
  }

  @Test
  void commands_are_those_of_the_program() throws IOException {
    StringBuilder pages = new StringBuilder();
    append(pages, CommandHelp.all());
    compare("docs/reference/commands.md", pages.toString());
  }

  private static void append(StringBuilder pages, Map<String, String> help) {
    help.forEach(
        (name, text) ->
            pages
                .append("## ")
                .append(name)
                .append("\n\n```text\n")
                .append(text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")))
                .append("\n```\n\n"));
  }

  private static void compare(String page, String table) throws IOException {
    Path file = SourceTree.ROOT.resolve(page);
    String text = SourceTree.text(file);
    assertThat(text).contains(BEGIN).contains(END);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    String after = text.substring(text.indexOf(END));
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files never change in CI").isNull();
      Files.writeString(file, before + table + after);
    } else {
      assertThat(text).isEqualTo(before + table + after);
    }
  }
}
