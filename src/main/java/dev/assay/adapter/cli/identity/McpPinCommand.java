package dev.assay.adapter.cli.identity;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.stdio.ChildProcess;
import dev.assay.adapter.stdio.ServerInterview;
import dev.assay.adapter.store.document.ToolLockFile;
import dev.assay.app.gateway.GatewaySettings;
import dev.assay.app.identity.PinReview;
import dev.assay.app.identity.ToolServer;
import dev.assay.core.identity.ToolLock;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay mcp pin}: look at what a server offers and approve it. */
@Command(
    name = "pin",
    description = {
      "start an MCP server, show the tools it offers, and approve them into a lock file",
      "A server that nobody approved yet is written at once, unless text hides in what it says;"
          + " anything else that differs is shown and written only with --approve."
          + " No tool is called. The gate never writes a lock."
    },
    customSynopsis = "assay mcp pin [OPTIONS] -- COMMAND [ARGS...]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay mcp pin -- npx -y @modelcontextprotocol/server-filesystem .",
      "  assay mcp pin --check --label files -- python server.py",
      "  assay mcp pin --approve --label files -- python server.py"
    })
public final class McpPinCommand implements Callable<Integer> {
  static final String SCHEMA = "assay.mcp_pin.v1";
  private static final List<String> CAPABILITIES = List.of("roots", "sampling", "elicitation");
  private static final int MAX_SECONDS = 3_600;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      defaultValue = "assay.lock.json",
      description = "the lock file (default: ${DEFAULT-VALUE})")
  private Path lock = Path.of("assay.lock.json");

  @Option(
      names = "--label",
      paramLabel = "NAME",
      defaultValue = "default-mcp-server",
      description = "name of this server in the lock, as for mcp wrap (default: ${DEFAULT-VALUE})")
  private String label = "";

  @Option(names = "--approve", description = "write what the server offers now, whatever it was")
  private boolean approve;

  @Option(names = "--check", description = "write nothing; exit 1 unless the lock still holds")
  private boolean check;

  @Option(
      names = "--client-capability",
      paramLabel = "NAME",
      description =
          "show the server a client with roots, sampling or elicitation; some offer other tools"
              + " then")
  private List<String> capabilities = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "how long the server may take to say everything (default: ${DEFAULT-VALUE})")
  private int timeout;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "the server to start, with its arguments")
  private List<String> command = List.of();

  /** Makes the command. */
  public McpPinCommand() {}

  @Override
  public Integer call() {
    checkArguments();
    ToolLock known;
    switch (ToolLockFile.read(lock)) {
      case ToolLockFile.Reading.Read read -> known = read.lock();
      case ToolLockFile.Reading.Refused refused -> {
        return finish(CommandReason.CFG_PARSE, refused.problems());
      }
      case ToolLockFile.Reading.Absent absent -> {
        if (check) {
          return finish(CommandReason.MISSING_CONFIG, List.of(absent.problem()));
        }
        known = ToolLock.EMPTY;
      }
    }
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return switch (ChildProcess.find(command, path)) {
      case ChildProcess.Lookup.Missing missing ->
          finish(CommandReason.COMMAND_NOT_FOUND, List.of(missing.problem()));
      case ChildProcess.Lookup.Found found -> ask(found.command(), path, known);
    };
  }

  private void checkArguments() {
    if (!GatewaySettings.isLabel(label)) {
      throw usage("label `" + label + "` is not usable, use 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    if (approve && check) {
      throw usage("options `--approve` and `--check` exclude each other");
    }
    if (timeout < 1 || timeout > MAX_SECONDS) {
      throw usage("--timeout is a number of seconds from 1 to " + MAX_SECONDS);
    }
    for (String capability : capabilities) {
      if (!CAPABILITIES.contains(capability)) {
        throw usage(
            "`" + capability + "` is no client capability, use " + String.join(", ", CAPABILITIES));
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int ask(ChildProcess.Command server, String path, ToolLock known) {
    ServerInterview.Manner manner =
        new ServerInterview.Manner(
            label, AssayVersion.NUMBER, capabilities, Duration.ofSeconds(timeout));
    return switch (new ServerInterview(server, path, manner).ask()) {
      case ToolServer.Answer.Unusable unusable ->
          finish(CommandReason.SERVER_UNUSABLE, List.of(unusable.problem()));
      case ToolServer.Answer.Heard heard -> judge(heard.offer(), known);
    };
  }

  private int judge(ToolServer.Offer offer, ToolLock known) {
    PinReview review = PinReview.of(offer, known.server(label));
    PinText text = new PinText(review, label, lock.toString());
    List<String> unlockable = review.unlockable();
    if (!unlockable.isEmpty()) {
      List<Problem> problems =
          unlockable.stream()
              .map(
                  why ->
                      Problem.of(
                          "lock.impossible", why + ", so no lock can hold it", Where.NOWHERE))
              .toList();
      return finish(CommandReason.PIN_REVIEW, text, PinText.Ending.NOT_WRITTEN, problems);
    }
    if (review.isUnchanged()) {
      return finish(CommandReason.NONE, text, PinText.Ending.UNCHANGED, List.of());
    }
    boolean agreed = approve || (!review.isKnown() && !review.hidesText());
    if (check || !agreed) {
      return finish(CommandReason.PIN_REVIEW, text, PinText.Ending.NOT_WRITTEN, needsLook(review));
    }
    Optional<Problem> failure = ToolLockFile.write(lock, known.with(label, review.found()));
    return failure.isPresent()
        ? finish(CommandReason.LOCK_UNWRITABLE, List.of(failure.get()))
        : finish(CommandReason.NONE, text, PinText.Ending.WRITTEN, List.of());
  }

  private List<Problem> needsLook(PinReview review) {
    String message =
        !review.isKnown()
            ? check
                ? "server `" + label + "` is not in the lock"
                : "text hides in what the server says"
            : "the server offers something else than what was approved";
    return List.of(Problem.of("lock.review", message, Where.NOWHERE));
  }

  private int finish(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private int finish(
      CommandReason reason, PinText text, PinText.Ending ending, List<Problem> problems) {
    return output.finish(
        new CommandAnswer(SCHEMA, reason, text.lines(ending), text.members(ending), problems));
  }
}
