package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.assay.core.evidence.verify.BundleCode;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Documents stay true: what can be parsed is parsed, what is named exists. */
class DocsTest {
  private static final Set<String> LANGUAGES =
      Set.of("", "yaml", "json", "properties", "console", "sh", "text", "java", "bash", "ndjson");

  private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-zA-Z0-9]+)+");
  private static final Pattern PATH =
      Pattern.compile("\\.?/?(docs|src|examples|deploy|\\.ci|\\.mvn|\\.github)/[\\w./-]+");

  /** So many characters in common are no coincidence. */
  private static final int SAME_BEGINNING = 40;

  /** Words that look like our types and are somebody else's. */
  private static final Set<String> OTHERS =
      Set.of(
          "ArchUnit",
          "NullAway",
          "GitHub",
          "AssertJ",
          "VmRSS",
          "RandomAccessFile",
          "ProcessBuilder",
          "IfChainToSwitch");

  @Test
  void there_are_documents() {
    assertThat(MarkdownPage.all()).hasSizeGreaterThan(10);
  }

  @TestFactory
  Stream<DynamicTest> a_page_says_its_kind_on_line_one() {
    return MarkdownPage.all().stream()
        .filter(page -> page.name().matches("docs/[a-z-]+/.*"))
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () ->
                        assertThat(page.text().lines().findFirst().orElse(""))
                            .matches(
                                "(?i)\\W*(kind: )?(tutorial|how-to|reference|explanation|decision)\\b.*")));
  }

  @TestFactory
  Stream<DynamicTest> every_block_can_be_read() {
    return MarkdownPage.all().stream()
        .flatMap(
            page ->
                page.blocks().stream()
                    .map(
                        block ->
                            DynamicTest.dynamicTest(
                                page.name() + ":" + block.line(), () -> read(block))));
  }

  @TestFactory
  Stream<DynamicTest> every_relative_link_leads_somewhere() {
    return MarkdownPage.all().stream()
        .map(page -> DynamicTest.dynamicTest(page.name(), () -> follow(page)));
  }

  @TestFactory
  Stream<DynamicTest> every_file_and_type_mentioned_exists() {
    Set<String> types =
        Stream.concat(
                SourceTree.files("src/main/java", ".java").stream(),
                SourceTree.files("src/test/java", ".java").stream())
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    return MarkdownPage.all().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () -> {
                      for (String mention : page.mentions()) {
                        if (TYPE.matcher(mention).matches() && !known(mention)) {
                          assertThat(types).contains(mention);
                        }
                        if (PATH.matcher(mention).matches()) {
                          assertThat(SourceTree.ROOT.resolve(mention)).exists();
                        }
                      }
                    }));
  }

  /** A word of somebody else's, a type of the JDK, or a code of the bundle verifier. */
  private static boolean known(String word) {
    return OTHERS.contains(word)
        || Arrays.stream(BundleCode.values()).anyMatch(code -> code.wire().equals(word))
        || Stream.of("java.lang.", "java.io.", "java.nio.file.", "java.util.")
            .anyMatch(
                name ->
                    DocsTest.class.getResource("/" + (name + word).replace('.', '/') + ".class")
                        != null);
  }

  /** A reader who looks for a page looks at the map, not at other pages. */
  @Test
  void the_map_of_documents_in_the_readme_is_whole() {
    Path readme = SourceTree.ROOT.resolve("README.md");
    List<String> linked = new MarkdownPage(readme, SourceTree.text(readme)).relativeLinks();
    for (String kind : List.of("tutorials", "how-to", "reference", "explanation")) {
      assertThat(SourceTree.files("docs/" + kind, ".md"))
          .isNotEmpty()
          .extracting(SourceTree::name)
          .allMatch(linked::contains, "is in the map of README.md");
    }
  }

  /** What a careless merge leaves: one line in several versions, each longer than the last. */
  @Test
  void no_line_of_prose_begins_like_the_one_before() {
    List<String> repeated = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      String before = "";
      for (String line : page.prose().lines().toList()) {
        boolean prose = line.length() >= SAME_BEGINNING && "|-# ".indexOf(line.charAt(0)) < 0;
        if (prose && before.startsWith(line.substring(0, SAME_BEGINNING))) {
          repeated.add(page.name() + ": " + line);
        }
        before = line;
      }
    }
    assertThat(repeated).isEmpty();
  }

  @Test
  void file_names_are_lower_case_and_undated() {
    List<String> names =
        new ArrayList<>(SourceTree.files("docs", "").stream().map(SourceTree::name).toList());
    assertThat(names).allMatch(name -> name.equals(name.toLowerCase(java.util.Locale.ROOT)));
    assertThat(names).noneMatch(name -> name.matches(".*20\\d\\d-?\\d\\d.*"));
  }

  @Test
  void decisions_have_one_number_each_and_stay_short() {
    List<Path> decisions = SourceTree.files("docs/adr", ".md");
    List<String> numbers =
        decisions.stream().map(file -> file.getFileName().toString().substring(0, 4)).toList();
    assertThat(numbers).isNotEmpty().doesNotHaveDuplicates().allMatch(n -> n.matches("\\d{4}"));
    assertThat(decisions)
        .allSatisfy(file -> assertThat(SourceTree.lines(file).size()).isLessThan(120));
  }

  private static void read(MarkdownPage.Block block) throws IOException {
    assertThat(LANGUAGES).contains(block.language());
    switch (block.language()) {
      case "yaml" -> {
        Iterable<Object> documents =
            new Load(LoadSettings.builder().build()).loadAllFromString(block.content());
        documents.forEach(document -> assertThat(document).isNotNull());
      }
      case "json" -> {
        byte[] bytes = block.content().getBytes(StandardCharsets.UTF_8);
        assertThat(JsonReader.read(bytes, JsonLimits.DOCUMENT))
            .isInstanceOf(JsonReading.Read.class);
      }
      case "properties" -> new Properties().load(new StringReader(block.content()));
      default -> assertThat(block.content()).isNotBlank();
    }
  }

  private static void follow(MarkdownPage page) {
    for (String link : page.relativeLinks()) {
      String path = link.replaceFirst("#.*", "");
      Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
      if (!Files.exists(target)) {
        fail("%s links to %s, which does not exist", page.name(), link);
      }
      if (link.contains("#")) {
        assertThat(new MarkdownPage(target, SourceTree.text(target)).anchors())
            .as("%s links to %s", page.name(), link)
            .contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }
}
