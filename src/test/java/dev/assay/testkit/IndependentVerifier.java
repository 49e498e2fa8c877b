package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * {@code examples/independent-verifier/Verify.java}, compiled for Java 17 without warnings and
 * called in this process.
 */
public final class IndependentVerifier {
  public static final Path SOURCE = Path.of("examples/independent-verifier/Verify.java");

  private static final String TOO_DEEP = "broken Limits/LimitJsonDepth";

  private final MethodHandle judge;

  private IndependentVerifier(MethodHandle judge) {
    this.judge = judge;
  }

  public static IndependentVerifier compiled() {
    try {
      Path classes = Files.createTempDirectory("independent-verifier");
      classes.toFile().deleteOnExit();
      compile(classes);
      try (Stream<Path> files = Files.list(classes)) {
        files.forEach(file -> file.toFile().deleteOnExit()); // before the directory: last in, first
      }
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      Class<?> type = loader.loadClass("Verify");
      MethodHandle judge =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findStatic(
                  type, "judge", MethodType.methodType(String.class, InputStream.class, Map.class));
      return new IndependentVerifier(judge);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("--release", "17", "-Xlint:all", "-Werror", "-d", classes.toString());
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(SOURCE))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
  }

  /** Its verdict in one line: {@code intact ...} or {@code broken Class/Code ...}. */
  public String judge(byte[] archive, Map<String, Long> limits) {
    try {
      return (String) judge.invoke((InputStream) new ByteArrayInputStream(archive), limits);
    } catch (Throwable e) {
      throw new IllegalStateException("the independent verifier threw", e);
    }
  }

  /** What it should say if it agrees with ours; of a broken bundle, the beginning. */
  public static String expected(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact intact ->
          String.join(
              " ",
              "intact",
              "canonical=" + intact.facts().canonical().ok(),
              "sealed=" + intact.layer(Question.SEALED).status().wire(),
              "events=" + intact.facts().events().count(),
              "archive=" + intact.bundle().archiveDigest(),
              "id=" + intact.bundle().manifest().bundleId());
      case Verdict.Broken broken ->
          "broken " + broken.first().code().kind().wire() + "/" + broken.first().code().wire();
    };
  }

  /**
   * Fails unless it agrees: intact or not, and then the same facts or the same code. One pair of
   * codes is open: ours reads text and nesting in one go, it decodes a whole line first, so a line
   * that is too deep and not UTF-8 either is refused for one or the other.
   */
  public void assertAgrees(Verdict ours, byte[] archive, Map<String, Long> limits, String about) {
    String theirs = judge(archive, limits);
    String comparable = theirs.startsWith("broken ") ? outcome(theirs) : theirs;
    boolean bothWrong = theirs.endsWith(": not UTF-8") && expected(ours).equals(TOO_DEEP);
    assertThat(bothWrong ? TOO_DEEP : comparable)
        .as(() -> about + "\nindependent: " + theirs + "\nours: " + said(ours))
        .isEqualTo(expected(ours));
  }

  private static String outcome(String broken) {
    String[] words = broken.split(" ", 3);
    return words[0] + " " + words[1];
  }

  private static String said(Verdict ours) {
    return ours instanceof Verdict.Broken broken
        ? broken.problems().toString()
        : ours.facts() + " " + ours.layers();
  }
}
