package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.testkit.CommandRun;
import dev.assay.testkit.Needs;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code assay} around the packaged program. */
class LauncherIT {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void it_runs_through_a_link_from_another_directory() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), HOME.resolve("assay"));
    CommandRun run =
        CommandRun.of(
            Map.of(), List.of("sh", "-c", "cd / && exec \"$1\" version", "sh", link.toString()));
    assertThat(run.endsWith(0).out()).isEqualTo(AssayVersion.NUMBER + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void it_passes_over_a_java_home_that_is_too_old_or_wrong() throws IOException {
    Path old = directory.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    for (Path home : List.of(old, directory.resolve("missing"))) {
      CommandRun.assay(Map.of("JAVA_HOME", home.toString()), "version").endsWith(0);
    }
  }

  @Test
  void flags_from_the_environment_do_not_reach_the_gate() {
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-XX:+PrintFlagsFinal",
            "_JAVA_OPTIONS", "-Xint",
            "JDK_JAVA_OPTIONS", "-version");
    CommandRun plain =
        CommandRun.assay(environment, "mcp", "demo-server", directory.toString()).endsWith(0);
    assertThat(plain.out()).isEmpty();
    assertThat(plain.err()).doesNotContain("Picked up");
    CommandRun contained = CommandRun.assay(environment, "version").endsWith(0);
    assertThat(contained.out()).isEqualTo(AssayVersion.NUMBER + "\n");
    assertThat(contained.err()).doesNotContain("Picked up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unevaluatedProperties: false",
        "'unevaluatedItems': false",
        "\"\\x75nevaluatedProperties\": false",
        "? \"unevaluated\\\n      Properties\"\n    : false",
        "$schema: http://json-schema.org/draft-07/schema",
        "$id: https://example.com/a",
        "$vocabulary: {}",
        "$dynamicRef: '#/x'",
        "properties: {a: {$dynamicAnchor: b}, c: {$ref: '#b'}}",
        "properties: {a: {$anchor: b}, c: {$ref: '#b'}}",
        "$schema: 'http://json-schema.org/draft-04/schema#'",
        "$schema: https://json-schema.org/draft/2019-09/schema",
        "? $schema\n    : http://json-schema.org/draft-06/schema",
        "? \"unevaluated\\\u0085      Properties\"\n    : false"
      })
  void the_schema_library_is_there_when_a_policy_needs_it(String member) throws IOException {
    Path policy = policyWith(member);
    assertThat(CommandRun.assay(environment(), wrap(policy)).err())
        .contains("policy (unnamed)")
        .doesNotContain("error");
  }

  @Test
  void every_keyword_of_the_library_is_a_word_of_the_launcher() throws IOException {
    Matcher asking =
        Pattern.compile("asking='(.*)'").matcher(Files.readString(HOME.resolve("assay")));
    assertThat(asking.find()).isTrue();
    Pattern words = Pattern.compile(asking.group(1));
    List<String> keywords = new ArrayList<>();
    for (String source : List.of("SchemaKeywords", "SchemaCompiler")) {
      Path file = HOME.resolve("src/main/java/dev/assay/core/schema/" + source + ".java");
      Matcher marked = Pattern.compile("setBeyondUs\\(\"(.*?)\"").matcher(Files.readString(file));
      while (marked.find()) {
        keywords.add(marked.group(1));
      }
    }
    assertThat(keywords).contains("$id", "$ref", "unevaluatedItems");
    keywords.removeIf("$ref"::equals); // judged by the library only beside one of the others
    assertThat(keywords).allMatch(keyword -> words.matcher(keyword + ": x").find());
    assertThat(words.matcher("# yaml-language-server: $schema=policy.schema.json").find())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public_key: %s",
        "\"public\\x5fkey\": %s",
        "? \"public_\\\u0085key\"\n      : %s"
      })
  void what_reads_keys_is_there_when_a_policy_names_one(String member) throws IOException {
    Path key = Files.writeString(directory.resolve("dana.pem"), "no key\n");
    Path policy =
        Files.writeString(
            directory.resolve("policy.yaml"),
            """
            version: "2.0"
            tools:
              allow: [read_file]
              approval_required: [read_file]
            approvals:
              approvers:
                - id: dana
                  %s
            """
                .formatted(member.formatted(key)));
    assertThat(CommandRun.assay(environment(), wrap(policy)).endsWith(2).err())
        .contains("policy.yaml:", "dana.pem")
        .doesNotContain("not loaded");
  }

  @Test
  void a_policy_that_can_be_read_only_once_gets_every_library() throws IOException {
    Path policy = policyWith("unevaluatedProperties: false");
    List<String> words =
        List.of(
            "bash",
            "-c",
            "exec \"$1\" mcp wrap --policy <(cat \"$2\") -- true",
            "bash",
            HOME + "/assay",
            policy.toString());
    assertThat(CommandRun.of(environment(), words).err()).contains("policy (unnamed)");
  }

  @Test
  void a_schema_that_needs_a_library_which_is_not_there_is_refused() throws IOException {
    String classPath;
    try (Stream<Path> jars =
        Stream.of("app", "lib/main")
            .map(HOME.resolve("target/quarkus-app")::resolve)
            .flatMap(LauncherIT::filesIn)) {
      classPath =
          jars.map(Path::toString)
              .filter(jar -> jar.matches(".*/(assay-|org.snakeyaml|com.google.re2j)[^/]*\\.jar"))
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(List.of("-cp", classPath, "dev.assay.adapter.cli.Main"));
    words.addAll(List.of(wrap(policyWith("unevaluatedProperties: false"))));
    assertThat(CommandRun.of(environment(), words).endsWith(2).err())
        .startsWith("error: a policy needs a library that is not loaded: com/networknt/")
        .contains("start with the launcher", "(E_POLICY_PARSE)");
  }

  @Test
  void the_compilers_stand_back_behind_who_waits() throws IOException {
    Path self = Path.of("/proc/self/stat");
    Needs.that(Files.exists(self), "threads in `/proc` are missing");
    Needs.that(nice(Files.readString(self)) == 0, "a session at the usual priority is missing");
    Path threads = directory.resolve("threads");
    CommandRun run =
        CommandRun.assay(
            environment(),
            "mcp",
            "wrap",
            "--policy",
            policyWith("minProperties: 0").toString(),
            "--",
            "sh",
            "-c",
            "cat /proc/$PPID/task/*/stat >\"$1\"",
            "sh",
            threads.toString());
    assertThat(run.err()).doesNotContain("VM warning");
    List<String> lines = Files.readAllLines(threads);
    assertThat(lines)
        .filteredOn(line -> line.contains("CompilerThre"))
        .hasSizeGreaterThan(1)
        .allMatch(line -> nice(line) == 5);
    assertThat(lines)
        .filteredOn(line -> line.contains("(assay-") || line.contains("(java)"))
        .hasSizeGreaterThan(2)
        .allMatch(line -> nice(line) == 0);
  }

  @Test
  void a_session_keeps_the_nice_value_it_was_given() throws IOException {
    Needs.that(Files.exists(Path.of("/proc/self/stat")), "threads in `/proc` are missing");
    Path threads = directory.resolve("threads");
    List<String> words = new ArrayList<>(List.of("nice", "-n", "7", HOME + "/assay"));
    words.addAll(List.of(wrap(policyWith("minProperties: 0"))).subList(0, 5));
    words.addAll(
        List.of("sh", "-c", "cat /proc/$PPID/task/*/stat >\"$1\"", "sh", threads.toString()));
    assertThat(CommandRun.of(environment(), words).err()).doesNotContain("VM warning");
    assertThat(Files.readAllLines(threads)).hasSizeGreaterThan(5).allMatch(line -> nice(line) >= 7);
  }

  /** Field 19 of {@code /proc/PID/task/TID/stat}; the name before it may hold blanks. */
  private static int nice(String stat) {
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }

  private static Stream<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of("ASSAY_STATE_DIR", directory.resolve("state").toString());
  }

  private static String[] wrap(Path policy) {
    return new String[] {"mcp", "wrap", "--policy", policy.toString(), "--", "true"};
  }

  private Path policyWith(String schemaMember) throws IOException {
    return Files.writeString(
        directory.resolve("policy.yaml"),
        """
        version: "2.0"
        tools: {allow: [read_file]}
        schemas:
          read_file:
            type: object
            %s
        """
            .formatted(schemaMember));
  }

  @Test
  void an_answer_that_cannot_be_written_ends_with_3() {
    CommandRun run =
        CommandRun.of(
            Map.of(),
            List.of("sh", "-c", "exec \"$1\" version --json >/dev/full", "sh", HOME + "/assay"));
    assertThat(run.endsWith(3).err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void the_build_leaves_a_cache_for_exactly_its_jars() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("target/quarkus-app"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".aot"))
          .singleElement()
          .satisfies(name -> assertThat(name).matches("assay-([0-9a-f]{96}|[0-9a-f]{192})\\.aot"));
    }
  }

  /**
   * What is linked or loaded at run time costs a start more than all the rest ({@code
   * docs/adr/0005-no-run-time-call-sites-on-the-start-path.md}).
   */
  @Test
  void a_session_takes_every_class_and_call_site_of_ours_from_the_cache() throws IOException {
    Path files = Files.createDirectories(directory.resolve("files"));
    Files.writeString(files.resolve("safe.txt"), "safe content\n");
    Path policy = HOME.resolve("src/main/aot/policy.yaml");
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Map<String, String> environment =
        Map.of(
            "HOME", directory.toString(),
            "XDG_STATE_HOME", "",
            "JAVA_HOME", loggingJdk(logs).toString());
    List<String> session =
        List.of(
            HOME + "/assay",
            "mcp",
            "demo-client",
            "--script",
            HOME.resolve("src/main/aot/session.ndjson").toString(),
            "--dir",
            files.toString(),
            "--",
            HOME + "/assay",
            "mcp",
            "wrap",
            "--policy",
            policy.toString(),
            "--",
            HOME + "/assay",
            "mcp",
            "demo-server",
            files.toString());
    for (boolean first : new boolean[] {true, false}) { // the second finds the key of the first
      CommandRun.of(environment, session).endsWith(0);
      List<String> loaded = classesOfTheGate(logs);
      assertThat(loaded).as("the log of a session, first: %s", first).hasSizeGreaterThan(1_000);
      assertThat(loaded)
          .as("first: %s", first)
          .filteredOn(line -> line.contains("] dev.assay.") && !line.contains("shared objects"))
          .isEmpty();
    }
  }

  /** A Java home whose java logs where each class comes from, into one file for each process. */
  private Path loggingJdk(Path logs) throws IOException {
    Path real = Path.of(System.getProperty("java.home"));
    Path home = Files.createDirectories(directory.resolve("logging-jdk"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(
        real.resolve("release"), home.resolve("release"), StandardCopyOption.REPLACE_EXISTING);
    Path java =
        Files.writeString(
            home.resolve("bin/java"),
            """
            #!/bin/sh
            for arg; do shift; [ "$arg" = -Xlog:disable ] && continue; set -- "$@" "$arg"; done
            exec '%s/bin/java' '-Xlog:class+load:file=%s/%%p.log' "$@"
            """
                .formatted(real, logs));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  /** The log of the process that was the gate; every log is gone afterwards. */
  private static List<String> classesOfTheGate(Path logs) throws IOException {
    List<String> lines = List.of();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : (Iterable<Path>) files::iterator) {
        String text = Files.readString(log);
        if (!text.contains(" dev.assay.adapter.cli.demo.")) { // neither the client nor the server
          lines = text.lines().toList();
        }
        Files.delete(log);
      }
    }
    return lines;
  }

  @Test
  void a_jar_swapped_for_one_of_the_same_size_runs_the_new_code() throws IOException {
    Path home = copiedHome(directory.resolve("a directory with spaces"));
    Path jar;
    try (Stream<Path> jars = Files.list(home.resolve("target/quarkus-app/app"))) {
      jar = jars.findFirst().orElseThrow();
    }
    Path assay = home.resolve("assay");
    rewrite(jar, "demo-server", "demo-server");
    CommandRun.of(Map.of(), List.of(assay.toString(), "--make-aot-cache")).endsWith(0);
    List<String> serve = List.of(assay.toString(), "mcp", "demo-server", directory.toString());
    CommandRun.of(Map.of(), serve).endsWith(0);
    long size = Files.size(jar);

    rewrite(jar, "demo-server", "demo-SERVER");

    assertThat(Files.size(jar)).isEqualTo(size);
    CommandRun swapped = CommandRun.of(Map.of(), serve);
    assertThat(swapped.exitCode()).as("the new code knows no demo-server: %s", swapped).isNotZero();
    assertThat(swapped.out()).isEmpty();
  }

  /** Copies what an installation has; its cache is left out. */
  private static Path copiedHome(Path to) throws IOException {
    for (String part : List.of("assay", "mvnw", "src/main/aot", "target/quarkus-app")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(part))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (Files.isRegularFile(file) && !file.toString().endsWith(".aot")) {
            Path copy = to.resolve(HOME.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
    }
    return to;
  }

  /** Writes a jar again, uncompressed, with one constant of the main class replaced. */
  private static void rewrite(Path jar, String constant, String replacement) throws IOException {
    Path rewritten = jar.resolveSibling("rewritten");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        OutputStream file = Files.newOutputStream(rewritten);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        if (entry.getName().equals("dev/assay/adapter/cli/Main.class")) {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertThat(text).contains(constant);
          bytes = text.replace(constant, replacement).getBytes(StandardCharsets.ISO_8859_1);
        }
        out.putNextEntry(stored(entry, bytes));
        out.write(bytes);
        out.closeEntry();
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ZipEntry stored(ZipEntry entry, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry stored = new ZipEntry(entry.getName());
    stored.setMethod(ZipEntry.STORED);
    stored.setSize(bytes.length);
    stored.setCompressedSize(bytes.length);
    stored.setCrc(crc.getValue());
    stored.setTime(0);
    return stored;
  }
}
