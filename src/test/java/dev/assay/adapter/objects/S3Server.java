package dev.assay.adapter.objects;

import dev.assay.testkit.Deadline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3Mock as a process of its own on a loopback port, started once for all tests that want it: a
 * server that speaks the protocol, refuses conditional writes, keeps parts of uploads and knows
 * Object Lock configurations. It ignores lock headers of uploads and does not enforce locks.
 *
 * <p>What it writes lies in a directory of its own, which is deleted when the tests end: it is
 * killed and cannot clean up itself.
 */
final class S3Server {
  private static final Pattern PORT =
      Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");
  private static final S3Server SHARED = new S3Server();

  private final Process process;
  private final Path directory;
  private final Path output;
  private final int port;

  private S3Server() {
    try {
      directory = Files.createTempDirectory("assay-s3");
      output = directory.resolve("server.out");
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx384m",
                  "-Djava.io.tmpdir=" + directory,
                  "-jar",
                  jar(),
                  "--server.port=0",
                  "--server.address=127.0.0.1",
                  "--com.adobe.testing.s3mock.http-port=0")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    port = awaitPort();
  }

  private void end() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static S3Server shared() {
    return SHARED;
  }

  private static String jar() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.matches(".*s3mock-[^/]*-exec\\.jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the S3 server is not on the test class path"));
  }

  private int awaitPort() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(90));
    while (true) {
      String said = said();
      Matcher matcher = PORT.matcher(said);
      if (matcher.find() && said.contains("Started S3MockApplication")) {
        return Integer.parseInt(matcher.group(1));
      }
      if (!process.isAlive()) {
        throw new AssertionError("the S3 server ended: " + said);
      }
      deadline.awaitMore("the S3 server: " + said);
    }
  }

  private String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A client that is not the one under test, to prepare and to damage. */
  S3Client client() {
    return S3Client.builder()
        .endpointOverride(address())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  void bucket(String name, boolean lock) {
    try (S3Client client = client()) {
      client.createBucket(b -> b.bucket(name).objectLockEnabledForBucket(lock));
    }
  }
}
