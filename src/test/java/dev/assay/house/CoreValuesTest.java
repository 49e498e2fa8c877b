package dev.assay.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.assay.core.json.JsonReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each layer may use that is not ours: the core values and nothing that reaches outside. */
class CoreValuesTest {
  private static final String BASE = "dev.assay.";

  /** What the core may use that is not ours: values and nothing that reaches outside. */
  private static final List<String> CORE_MAY_NAME =
      List.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.text",
          "java.time..",
          "java.util",
          "java.util.function",
          "java.util.stream",
          "java.util.concurrent.atomic",
          "java.util.zip",
          "org.jspecify.annotations",
          BASE + "core..");

  /** Libraries of one core package each, so that each can be replaced there. */
  private static final Map<String, List<String>> CORE_LIBRARIES =
      Map.of(
          "core.json",
          List.of("com.fasterxml.jackson.core..", "org.snakeyaml.engine..", "java.io"),
          "core.crypto",
          List.of("org.bouncycastle..", "java.security..", "javax.crypto..", "java.io"),
          "core.crypto.timestamp",
          List.of("org.bouncycastle..", "java.security..", "javax.security.auth.x500", "java.io"),
          "core.schema",
          List.of("com.networknt..", "com.fasterxml.jackson.."),
          "core.schema.pattern",
          List.of("com.google.re2j"));

  private static final List<String> NOT_VALUES =
      List.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.System.in",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @TestFactory
  Stream<DynamicTest> the_core_names_values_only() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(BASE + "core."))
        .map(name -> name.substring(BASE.length()))
        .distinct()
        .sorted()
        .map(
            row ->
                dynamicTest(
                    row,
                    () -> {
                      List<String> allowed = new ArrayList<>(CORE_MAY_NAME);
                      allowed.addAll(CORE_LIBRARIES.getOrDefault(row, List.of()));
                      classes()
                          .that()
                          .resideInAPackage(BASE + row)
                          .should()
                          .onlyDependOnClassesThat(
                              resideInAnyPackage(allowed.toArray(String[]::new))
                                  .or(describe("primitive arrays", JavaClass::isArray))
                                  .or(describe("primitives", JavaClass::isPrimitive))
                                  .or(describe("a running digest", CoreValuesTest::digest)))
                          .allowEmptyShould(true)
                          .check(CLASSES);
                    }));
  }

  @Test
  void the_core_has_no_clock_no_randomness_and_no_surroundings() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "core..")
        .should()
        .accessTargetWhere(reachesOutside())
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.SecureRandom")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom)|java\\.time\\.Clock")
        .check(CLASSES);
  }

  @Test
  void only_importers_read_json_in_which_the_last_of_two_members_wins() {
    DescribedPredicate<JavaAccess<?>> lenient =
        describe(
            "reads leniently",
            access ->
                access.getTarget().getOwner().isEquivalentTo(JsonReader.class)
                    && access.getTarget().getName().equals("readLastWins"));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BASE + "app.offline.SourceRecords")
        .and()
        .doNotHaveFullyQualifiedName(JsonReader.class.getName())
        .should()
        .accessTargetWhere(lenient)
        .check(CLASSES);
    assertThat(CLASSES.get(BASE + "app.offline.SourceRecords").getAccessesFromSelf())
        .as("or the rule above watches a name that is gone")
        .anyMatch(lenient);
  }

  @Test
  void the_app_knows_no_framework_but_injection() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "app..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "jakarta..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.vertx..",
                    "picocli..",
                    "com.fasterxml..",
                    "com.networknt..",
                    "org.bouncycastle..",
                    "org.snakeyaml..",
                    "java.net..")
                .and(not(resideInAnyPackage("jakarta.inject..", "jakarta.enterprise.."))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** What {@code Sha256.hasher} hands out. */
  private static boolean digest(JavaClass type) {
    return type.getName().equals("java.security.MessageDigest");
  }

  private static DescribedPredicate<JavaAccess<?>> reachesOutside() {
    return describe(
        "reads a clock, randomness or the process's surroundings",
        access -> {
          String member =
              access.getTarget().getOwner().getName() + "." + access.getTarget().getName();
          boolean now = member.startsWith("java.time.") && member.endsWith(".now");
          return now || NOT_VALUES.contains(member);
        });
  }
}
