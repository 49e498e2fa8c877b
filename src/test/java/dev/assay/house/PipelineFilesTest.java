package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.cli.CommandHelp;
import dev.assay.core.json.Json;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The action and the GitLab job: pinned, without text of others in scripts, with options that
 * exist.
 */
class PipelineFilesTest {
  private static final Path ACTION = Path.of("action.yml");
  private static final Path GITLAB = Path.of("deploy/gitlab/assay-gate.gitlab-ci.yml");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  /** Options of other programs in the scripts. */
  private static final Set<String> OTHERS = Set.of("--paginate", "--jq", "--method");

  @Test
  void every_action_that_is_used_is_pinned_by_its_digest() {
    List<String> used = new ArrayList<>();
    for (Json.Obj step : steps()) {
      step.string("uses").ifPresent(used::add);
    }
    assertThat(used).isNotEmpty().allMatch(uses -> uses.matches("[\\w./-]+@[0-9a-f]{40}"));
  }

  @Test
  void no_text_of_others_is_put_into_a_script() {
    assertThat(scripts()).isNotEmpty().noneMatch(script -> script.contains("${{"));
  }

  @Test
  void nothing_is_downloaded_and_run() {
    for (String script : scripts()) {
      assertThat(script).doesNotContain("curl").doesNotContain("wget").doesNotContain("eval ");
      assertThat(script).doesNotMatch("(?s).*\\|\\s*(ba)?sh\\b.*");
    }
  }

  @Test
  void what_writes_does_not_run_for_a_fork() {
    for (Json.Obj step : steps()) {
      boolean writes =
          step.string("uses").orElse("").contains("upload-sarif")
              || step.string("run").orElse("").contains("gh api");
      if (writes) {
        assertThat(step.string("if").orElse(""))
            .contains("github.event.pull_request.head.repo.fork != true");
      }
    }
  }

  @Test
  void every_input_is_used_and_every_one_that_is_used_exists() {
    String text = SourceTree.text(ACTION);
    Set<String> declared =
        new TreeSet<>(action().object("inputs").orElseThrow().members().keySet());
    Set<String> used = new TreeSet<>();
    Matcher matcher = Pattern.compile("inputs\\.([a-z_]+)").matcher(text);
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    assertThat(used).isEqualTo(declared);
  }

  @Test
  void every_option_is_one_of_the_command() {
    String help = CommandHelp.all().get("assay ci");
    List<String> texts = new ArrayList<>(scripts());
    texts.add(SourceTree.text(GITLAB));
    for (String text : texts) {
      Matcher matcher = OPTION.matcher(text);
      while (matcher.find()) {
        if (!OTHERS.contains(matcher.group())) {
          assertThat(help).contains(matcher.group());
        }
      }
    }
  }

  @Test
  void the_gitlab_job_runs_an_image_by_its_digest_only() {
    Json.Obj job = read(GITLAB).object("assay-gate").orElseThrow();
    assertThat(job.string("image")).contains("$ASSAY_IMAGE");
    assertThat(SourceTree.text(GITLAB)).contains("*@sha256:*) ;;").contains("exit 2");
    assertThat(job.object("artifacts").orElseThrow().string("when")).contains("always");
  }

  private static Json.Obj action() {
    return read(ACTION);
  }

  private static List<Json.Obj> steps() {
    Json steps = action().object("runs").orElseThrow().members().get("steps");
    return ((Json.Arr) steps).items().stream().map(Json.Obj.class::cast).toList();
  }

  private static List<String> scripts() {
    List<String> scripts = new ArrayList<>();
    steps().forEach(step -> step.string("run").ifPresent(scripts::add));
    return scripts;
  }

  private static Json.Obj read(Path file) {
    byte[] bytes = SourceTree.text(file).getBytes(StandardCharsets.UTF_8);
    return switch (YamlReader.read(bytes)) {
      case YamlReading.Read read -> (Json.Obj) read.value();
      case YamlReading.Flawed flawed -> throw new AssertionError(flawed.problems());
      case YamlReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
