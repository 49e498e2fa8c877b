package dev.assay.adapter.cli;

import dev.assay.adapter.cli.wrap.WrapMain;
import dev.assay.adapter.cli.wrap.WrapOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/**
 * {@code assay mcp wrap} as the help shows it. {@link Main} starts the gate without this class;
 * whoever comes through the container anyway gets the same gate from the same words.
 */
@Command(
    name = "wrap",
    description = {
      "start an MCP server and decide every tool call to it",
      "Speaks MCP on standard input and output; decisions and the summary go to standard error."
          + " Ends with the server's own exit code, or with one of docs/reference/exit-codes.md."
    },
    customSynopsis = "assay mcp wrap [OPTIONS] -- COMMAND [ARGS...]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay mcp wrap --policy policy.yaml -- npx -y @modelcontextprotocol/server-filesystem .",
      "  assay mcp wrap --policy policy.yaml --dry-run -- python server.py",
      "  assay mcp wrap --policy organisation.yaml --policy team.yaml -- python server.py"
    })
final class WrapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Adds the options, which are data, to the command. */
  static void offerOptions(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (WrapOption option : WrapOption.values()) {
      OptionSpec.Builder builder =
          OptionSpec.builder(option.word()).description(option.description());
      option.value().ifPresent(value -> builder.type(String.class).paramLabel(value));
      if (option.isRepeatable()) {
        builder.type(List.class).auxiliaryTypes(String.class);
      }
      spec.addOption(builder.build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("COMMAND")
            .description("the server to start, with its arguments")
            .build());
  }

  @Override
  public Integer call() {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    return WrapMain.run(words.subList(words.indexOf("wrap") + 1, words.size()));
  }
}
