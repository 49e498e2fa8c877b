package dev.assay.adapter.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class WrapCommandLineTest {
  private static WrapOptions read(String... words) {
    WrapCommandLine.Reading reading = WrapCommandLine.read(List.of(words));
    assertThat(reading).as(reading.toString()).isInstanceOf(WrapCommandLine.Reading.Read.class);
    return ((WrapCommandLine.Reading.Read) reading).options();
  }

  private static List<String> refused(String... words) {
    WrapCommandLine.Reading reading = WrapCommandLine.read(List.of(words));
    assertThat(reading).isInstanceOf(WrapCommandLine.Reading.Refused.class);
    return ((WrapCommandLine.Reading.Refused) reading)
        .problems().stream().map(p -> p.message()).toList();
  }

  @Test
  void options_end_at_the_dashes_and_the_rest_is_the_command() {
    WrapOptions options =
        read("--policy", "p.yaml", "--label=fs", "--dry-run", "--", "npx", "--policy", "--", "x");
    assertThat(options.policies()).containsExactly(Path.of("p.yaml"));
    assertThat(options.label()).isEqualTo("fs");
    assertThat(options.mode().dryRun()).isTrue();
    assertThat(options.command()).containsExactly("npx", "--policy", "--", "x");
  }

  @Test
  void what_is_not_said_has_its_default() {
    WrapOptions options = read("--", "server");
    assertThat(options.policies()).isEmpty();
    assertThat(options.label()).isEqualTo("default-mcp-server");
    assertThat(options.talk()).isEqualTo(new WrapOptions.Talk(false, false, true, false));
    assertThat(options.evidence().sync()).isFalse();
    assertThat(options.evidence().none()).isFalse();
  }

  @Test
  void no_log_is_a_file_that_is_read() {
    for (String log : List.of("--audit-log", "--decision-log", "--checkpoint-file")) {
      assertThat(read("--policy", "p.yaml", log, "./p.yaml", "--", "s").overwriting())
          .contains("`" + log + "` names a file that is read, `p.yaml`");
    }
    assertThat(
            read("--sign-key", "k.pem", "--enforcement-decision-out=k.pem", "--", "s")
                .overwriting())
        .isPresent();
    assertThat(
            read("--policy", "p.yaml", "--audit-log", "a", "--decision-log", "a", "--", "s")
                .overwriting())
        .isEmpty();
  }

  @Test
  void policies_that_decide_together_keep_their_order() {
    assertThat(read("--policy", "team.yaml", "--policy=org.yaml", "--", "server").policies())
        .containsExactly(Path.of("team.yaml"), Path.of("org.yaml"));
    assertThat(refused("--label", "a", "--label", "b", "--", "s"))
        .singleElement()
        .asString()
        .contains("given twice");
  }

  @Test
  void every_problem_is_told_at_once() {
    assertThat(refused("--polcy", "x", "--label", "a b", "--durability", "never", "--policy"))
        .hasSizeGreaterThanOrEqualTo(3)
        .anyMatch(m -> m.contains("--polcy"))
        .anyMatch(m -> m.contains("needs a value"))
        .anyMatch(m -> m.contains("no server command"));
  }

  @Test
  void contradictions_are_refused() {
    assertThat(refused("--evidence-out", "a", "--evidence-dir", "b", "--", "s"))
        .singleElement()
        .asString()
        .contains("exclude");
    assertThat(refused("--no-evidence", "--sign-key", "k", "--", "s"))
        .singleElement()
        .asString()
        .contains("contradicts");
    assertThat(refused("--no-evidence", "--checkpoint-file", "f", "--", "s"))
        .singleElement()
        .asString()
        .contains("contradicts");
    assertThat(refused("--label", "a b", "--", "s")).singleElement().asString().contains("label");
    assertThat(refused("--durability", "soon", "--", "s"))
        .singleElement()
        .asString()
        .contains("durability");
    assertThat(refused("--quiet=yes", "--", "s"))
        .singleElement()
        .asString()
        .contains("unknown option");
  }

  @Test
  void help_is_asked_for_only_before_the_command() {
    assertThat(WrapCommandLine.read(List.of("--help")))
        .isEqualTo(WrapCommandLine.Reading.Help.HELP);
    assertThat(read("--", "server", "--help").command()).containsExactly("server", "--help");
  }

  /** Words accepted by this parser and by picocli with the same declarations are the same. */
  @Test
  void the_parser_agrees_with_picocli() {
    RandomGenerator random = Seed.random();
    List<String> pool =
        new ArrayList<>(List.of("value", "--unknown", "", "--policy=", "--quiet=x", "-q"));
    for (WrapOption option : WrapOption.values()) {
      pool.add(option.word());
      pool.add(option.word() + "=" + "v");
    }
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      List<String> words = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        WrapOption option = WrapOption.values()[random.nextInt(WrapOption.values().length)];
        if (random.nextInt(3) > 0 && option != WrapOption.DURABILITY) {
          words.add(option.word());
          option.value().ifPresent(_ -> words.add("v" + words.size()));
        } else {
          words.add(pool.get(random.nextInt(pool.size())));
        }
      }
      words.addAll(List.of("--", "server", "--flag"));
      if (onlyMeaning(words)) {
        continue;
      }
      boolean ours = WrapCommandLine.read(words) instanceof WrapCommandLine.Reading.Read;
      assertThat(ours).as("%s, seed %d", words, Seed.value()).isEqualTo(acceptedByPicocli(words));
      accepted += ours ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(500);
  }

  /**
   * What picocli has no opinion on: contradictions and values of a kind, an empty value, and a
   * value that looks like an option.
   */
  private static boolean onlyMeaning(List<String> words) {
    List<String> ours = words.subList(0, words.indexOf("--"));
    boolean places =
        ours.stream()
                .filter(
                    w ->
                        w.startsWith("--evidence-")
                            || w.startsWith("--sign-key")
                            || w.startsWith("--checkpoint-file")
                            || w.equals("--no-evidence"))
                .count()
            > 1;
    boolean odd =
        ours.stream().anyMatch(w -> w.isEmpty() || w.endsWith("=") || w.startsWith("--durability"));
    boolean swallowed = false;
    for (int i = 0; i + 1 < words.size(); i++) {
      boolean takesValue = WrapOption.named(words.get(i)).flatMap(WrapOption::value).isPresent();
      swallowed |= takesValue && words.get(i + 1).startsWith("-");
    }
    return places || odd || swallowed;
  }

  private static boolean acceptedByPicocli(List<String> words) {
    CommandSpec spec = CommandSpec.create();
    for (WrapOption option : WrapOption.values()) {
      OptionSpec.Builder builder = OptionSpec.builder(option.word());
      option.value().ifPresent(_ -> builder.type(String.class));
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
            .build());
    try {
      CommandLine parser = new CommandLine(spec).setAbbreviatedOptionsAllowed(false);
      CommandLine.ParseResult parsed = parser.parseArgs(words.toArray(new String[0]));
      return parsed.matchedPositionalValue(0, List.of()).equals(List.of("server", "--flag"));
    } catch (CommandLine.ParameterException e) {
      return false;
    }
  }
}
