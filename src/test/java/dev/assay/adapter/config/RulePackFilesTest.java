package dev.assay.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.LoadPacks;
import dev.assay.app.offline.PackFiles.Found;
import dev.assay.app.offline.PackTrust;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where packs are looked for, and that nothing leads out of there. */
class RulePackFilesTest {
  private static final String PACK =
      """
      name: %s
      version: 1.0.0
      kind: quality
      description: d
      author: a
      license: MIT
      requires: { assay_min_version: "3.0" }
      rules: []
      """;

  @TempDir private Path directory;
  private Path installed;
  private RulePackFiles files;

  @BeforeEach
  void install() throws IOException {
    installed = Files.createDirectories(directory.resolve("config/assay/packs"));
    files = RulePackFiles.of(Map.of("XDG_CONFIG_HOME", directory.resolve("config").toString()));
  }

  private List<String> loaded(String... references) {
    return switch (new LoadPacks(files, new PackTrust.NotAsked()).load(Arrays.asList(references))) {
      case LoadPacks.Outcome.Loaded loaded ->
          loaded.packs().packs().stream().map(RulePack::name).toList();
      case LoadPacks.Outcome.NotLoaded(List<Problem> problems) ->
          problems.stream().map(Problem::text).toList();
    };
  }

  private Path write(Path file, String name) throws IOException {
    return Files.writeString(file, PACK.formatted(name));
  }

  @Test
  void a_bare_name_is_the_built_in_pack_whatever_lies_elsewhere() throws IOException {
    write(installed.resolve("gateway-baseline.yaml"), "impostor");
    assertThat(loaded("gateway-baseline")).containsExactly("gateway-baseline");
  }

  @Test
  void a_path_is_a_file_or_a_directory_with_a_pack() throws IOException {
    Path file = write(directory.resolve("mine.yaml"), "mine");
    Path below = Files.createDirectories(directory.resolve("pack"));
    write(below.resolve("pack.yaml"), "below");
    assertThat(loaded(file.toString(), below.toString())).containsExactly("mine", "below");
  }

  @Test
  void an_installed_pack_is_found_by_its_name() throws IOException {
    write(installed.resolve("house.yaml"), "house");
    write(Files.createDirectories(installed.resolve("garden")).resolve("pack.yaml"), "garden");
    assertThat(loaded("house", "garden")).containsExactly("house", "garden");
    assertThat(loaded("huose")).containsExactly("there is no pack `huose`, did you mean `house`?");
    assertThat(files.installedNames()).containsExactly("garden", "house");
  }

  @Test
  void an_installed_name_cannot_lead_out_of_its_directory() throws IOException {
    Path outside = write(directory.resolve("outside.yaml"), "outside");
    Files.createSymbolicLink(installed.resolve("linked.yaml"), outside);
    assertThat(files.installed("linked")).isInstanceOf(Found.Unusable.class);
    assertThat(files.installed("../../outside")).isInstanceOf(Found.Absent.class);
    assertThat(loaded("linked")).singleElement().asString().contains("leads out");
  }

  @Test
  void what_cannot_be_a_pack_is_named() throws IOException {
    Path big = directory.resolve("big.yaml");
    Files.write(big, new byte[(1 << 20) + 1]);
    assertThat(loaded(big.toString())).singleElement().asString().contains("longer than 1 MiB");
    assertThat(loaded(directory.resolve("none.yaml").toString()))
        .singleElement()
        .asString()
        .contains("there is no pack");
    assertThat(loaded("a\u0000b")).singleElement().asString().contains("there is no pack");
    String[] many = new String[LoadPacks.MAX_PACKS + 1];
    Arrays.fill(many, "gateway-baseline");
    assertThat(loaded(many)).singleElement().asString().contains("more than 32 packs");
  }

  @Test
  void without_a_home_only_built_in_packs_and_paths_exist() {
    files = RulePackFiles.of(Map.of("HOME", "relative"));
    assertThat(loaded("gateway-baseline")).containsExactly("gateway-baseline");
    assertThat(loaded("house")).singleElement().asString().contains("known packs");
  }
}
