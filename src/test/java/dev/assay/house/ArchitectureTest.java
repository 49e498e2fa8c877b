package dev.assay.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers as data: one row per package, one rule per row. */
class ArchitectureTest {
  private static final String BASE = "dev.assay.";
  private static final int MAX_TYPES = 25;

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @TestFactory
  Stream<DynamicTest> each_package_uses_only_its_row() {
    return PackageTable.MAY_USE.keySet().stream()
        .map(
            row ->
                dynamicTest(
                    row,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(BASE + row)
                            .should()
                            .dependOnClassesThat(
                                resideInAPackage("dev.assay..")
                                    .and(not(resideInAnyPackage(allowed(row)))))
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @Test
  void every_package_has_a_row() {
    Set<String> packages =
        CLASSES.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith(BASE))
            .map(name -> name.substring(BASE.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).isNotEmpty();
    assertThat(PackageTable.MAY_USE.keySet()).containsAll(packages);
  }

  @Test
  void arrows_point_down() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "app..", BASE + "adapter..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(BASE + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "adapter..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching(BASE + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void a_package_has_at_most_25_top_level_types() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(types)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_TYPES));
  }

  private static String[] allowed(String row) {
    List<String> packages = new ArrayList<>(List.of(BASE + row, BASE + "core.problem"));
    for (String name : PackageTable.MAY_USE.get(row)) {
      packages.add(
          BASE + (name.endsWith(".*") ? name.substring(0, name.length() - 1) + "." : name));
    }
    return packages.toArray(String[]::new);
  }
}
