package dev.assay.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about names, sizes and shapes that a review would otherwise have to repeat. */
class HouseRulesTest {
  private static final int MAX_MAIN_LINES = 400;
  private static final int MAX_TEST_LINES = 600;
  private static final int MAX_CONSTRUCTOR_PARAMETERS = 6;

  /** Parameters that the compiler adds to the constructor of an enum: name and ordinal. */
  private static final int ENUM_PARAMETERS = 2;

  private static final Pattern BAD_ENDING =
      Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Base)");

  private static final Pattern PUBLIC_DECLARATION =
      Pattern.compile("\\s*public (?!static final long serialVersionUID).*");

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "README.md",
          "LICENSE",
          "CONTRIBUTING.md",
          "SECURITY.md",
          "mvnw",
          "assay",
          "action.yml",
          "src",
          "deploy",
          "examples",
          "docs",
          ".ci",
          ".mvn",
          ".github",
          ".editorconfig",
          ".gitattributes",
          ".gitignore");

  /** What a working copy has besides, never committed. */
  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", ".assay", ".cifuzz-corpus", ".idea", ".vscode", ".DS_Store");

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void nothing_else_lies_at_the_top() throws IOException {
    try (Stream<Path> entries = Files.list(SourceTree.ROOT)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .filteredOn(name -> !NOT_OURS.contains(name))
          .isSubsetOf(TOP_LEVEL);
    }
  }

  @Test
  void every_package_says_what_it_is_and_is_null_marked() throws IOException {
    for (Path directory : packages()) {
      Path info = directory.resolve("package-info.java");
      assertThat(info).exists();
      String text = SourceTree.text(info);
      assertThat(text).as(SourceTree.name(info)).contains("@NullMarked").contains("/**");
      String paragraph = text.substring(0, text.indexOf("*/"));
      assertThat(paragraph.length()).as("paragraph of " + SourceTree.name(info)).isGreaterThan(120);
    }
  }

  @Test
  void documents_named_in_comments_exist() {
    Pattern document = Pattern.compile("docs/[a-z0-9/-]+\\.md");
    List<String> named = new ArrayList<>();
    for (Path file : SourceTree.files("src/main/java", ".java")) {
      Matcher matcher = document.matcher(SourceTree.text(file));
      while (matcher.find()) {
        named.add(SourceTree.name(file) + " names " + matcher.group());
      }
    }
    assertThat(named)
        .hasSizeGreaterThan(50)
        .allMatch(
            name -> Files.exists(SourceTree.ROOT.resolve(name.replaceFirst(".* names ", ""))));
  }

  @Test
  void files_stay_readable() {
    assertThat(tooLong("src/main/java", MAX_MAIN_LINES)).isEmpty();
    assertThat(tooLong("src/test/java", MAX_TEST_LINES)).isEmpty();
  }

  @Test
  void names_say_something() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPath(Path.of("target"));
    assertThat(all.stream().map(JavaClass::getSimpleName).filter(BAD_ENDING.asMatchPredicate()))
        .isEmpty();
  }

  /** So that no test is lost on a machine that was prepared for it. */
  @Test
  void tests_are_skipped_in_one_place_only() {
    Pattern skip =
        Pattern.compile("(?m)^import .*(Assumption|[.]Disabled|[.]condition[.]|TestAborted).*$");
    assertThat(SourceTree.files("src/test/java", ".java"))
        .filteredOn(file -> skip.matcher(SourceTree.text(file)).find())
        .extracting(SourceTree::name)
        .containsExactly("src/test/java/dev/assay/testkit/Needs.java");
  }

  @Test
  void constructors_take_few_collaborators() {
    List<String> wide = new ArrayList<>();
    for (JavaClass type : MAIN) {
      if (type.isRecord()) {
        continue;
      }
      int limit = MAX_CONSTRUCTOR_PARAMETERS + (type.isEnum() ? ENUM_PARAMETERS : 0);
      type.getConstructors().stream()
          .filter(constructor -> constructor.getRawParameterTypes().size() > limit)
          .forEach(constructor -> wide.add(constructor.getFullName()));
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void standard_output_belongs_to_the_protocol() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.assay.adapter.stdio..", "dev.assay.adapter.cli..")
        .should()
        .accessField(System.class, "out")
        .check(MAIN);
  }

  @Test
  void the_core_keeps_its_orders() {
    List<String> salted = new ArrayList<>();
    for (JavaClass type : MAIN) {
      if (type.getPackageName().startsWith("dev.assay.core")) {
        type.getMethodCallsFromSelf().stream()
            .filter(
                call ->
                    Set.of("java.util.Map", "java.util.Set")
                            .contains(call.getTargetOwner().getName())
                        && Set.of("of", "copyOf", "ofEntries").contains(call.getName()))
            .forEach(call -> salted.add(call.getDescription()));
      }
    }
    assertThat(salted).isEmpty();
  }

  @Test
  void sources_keep_to_the_style() {
    List<String> findings = new ArrayList<>();
    List<Path> sources = new ArrayList<>(SourceTree.files("src/main/java", ".java"));
    sources.addAll(SourceTree.files("src/test/java", ".java"));
    for (Path file : sources) {
      int number = 0;
      for (String line : SourceTree.lines(file)) {
        number++;
        String text = line.strip();
        boolean bad =
            text.startsWith("//" + "/")
                || text.matches("import .*\\*;")
                || text.startsWith("import module ")
                || text.contains("@" + "author")
                || Pattern.compile("\\bTO" + "DO\\b(?!\\(#\\d+\\))").matcher(text).find()
                || text.contains("Thread." + "sleep(");
        if (bad) {
          findings.add(SourceTree.name(file) + ":" + number + ": " + text);
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void what_is_public_is_documented() {
    List<String> undocumented = new ArrayList<>();
    for (Path file : SourceTree.files("src/main/java", ".java")) {
      List<String> lines = SourceTree.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        boolean declares =
            PUBLIC_DECLARATION.matcher(line).matches()
                && (line.contains("(") || line.contains("{"))
                && !line.contains(" = ");
        if (declares && !documented(lines, i)) {
          undocumented.add(SourceTree.name(file) + ":" + (i + 1) + ": " + line.strip());
        }
      }
    }
    assertThat(undocumented).isEmpty();
  }

  /** A comment stands above the annotations, or the method repeats what it overrides. */
  private static boolean documented(List<String> lines, int declaration) {
    for (int i = declaration - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.endsWith("*/") || line.startsWith("@Override")) {
        return true;
      }
      if (line.isEmpty() || line.endsWith(";") || line.endsWith("}") && !line.endsWith("})")) {
        return false;
      }
    }
    return false;
  }

  private static List<String> tooLong(String directory, int limit) {
    return SourceTree.files(directory, ".java").stream()
        .filter(file -> SourceTree.lines(file).size() > limit)
        .map(file -> SourceTree.name(file) + " has " + SourceTree.lines(file).size() + " lines")
        .toList();
  }

  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SourceTree.ROOT.resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }
}
