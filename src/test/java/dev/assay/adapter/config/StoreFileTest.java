package dev.assay.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.app.offline.store.StoreSettings.Connection;
import dev.assay.app.offline.store.StoreSettings.Place;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a store: what is said where, what goes over what, and what is refused. */
class StoreFileTest {
  @TempDir private Path directory;

  private StoreFile.Result read(
      @Nullable String url, String yaml, Map<String, String> environment) {
    try {
      Path file = Files.writeString(directory.resolve("store.yaml"), yaml);
      return StoreFile.read(url, file, environment);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private StoreSettings accepted(
      @Nullable String url, String yaml, Map<String, String> environment) {
    StoreFile.Result result = read(url, yaml, environment);
    assertThat(result).isInstanceOf(StoreFile.Result.Accepted.class);
    return ((StoreFile.Result.Accepted) result).settings();
  }

  private List<String> refused(@Nullable String url, String yaml, Map<String, String> environment) {
    StoreFile.Result result = read(url, yaml, environment);
    assertThat(result).as(yaml).isInstanceOf(StoreFile.Result.Refused.class);
    return ((StoreFile.Result.Refused) result).problems().stream().map(Problem::text).toList();
  }

  @Test
  void a_file_says_everything() {
    StoreSettings settings =
        accepted(
            null,
            """
            url: s3://evidence/agents/prod
            region: eu-central-1
            endpoint: http://127.0.0.1:9000
            allow_http: true
            path_style: true
            retention: { mode: compliance, days: 400 }
            x-note: anything
            """,
            Map.of());
    assertThat(settings)
        .isEqualTo(
            new StoreSettings(
                new Place.Bucket("evidence", "agents/prod/"),
                new Connection("eu-central-1", "http://127.0.0.1:9000", true),
                new Retention(Retention.Mode.COMPLIANCE, 400)));
  }

  @Test
  void the_command_line_goes_over_the_environment_over_the_file() {
    String yaml = "url: file:///one\nregion: a\n";
    Map<String, String> environment =
        Map.of("ASSAY_STORE_URL", "file:///two", "ASSAY_STORE_REGION", "b");
    assertThat(accepted(null, yaml, Map.of()).place()).isEqualTo(new Place.Directory("/one"));
    assertThat(accepted(null, yaml, environment).place()).isEqualTo(new Place.Directory("/two"));
    assertThat(accepted(null, yaml, environment).connection().region()).isEqualTo("b");
    assertThat(accepted("file:///three", yaml, environment).place())
        .isEqualTo(new Place.Directory("/three"));
  }

  @Test
  void everything_wrong_is_named_with_its_place() {
    List<String> problems =
        refused(
            null,
            """
            url: s3://UPPER
            regoin: x
            endpoint: http://example.org
            path_style: 1
            retention: { mode: forever, days: 0, until: 3 }
            """,
            Map.of("ASSAY_STORE_ALLOW_HTTP", "yes"));
    assertThat(problems)
        .anyMatch(p -> p.contains(":1:6") && p.contains("bucket name"))
        .anyMatch(p -> p.contains(":2:1") && p.contains("did you mean `region`"))
        .anyMatch(p -> p.contains(":3:11") && p.contains("allow_http"))
        .anyMatch(p -> p.contains(":4:13") && p.contains("true or false"))
        .anyMatch(p -> p.contains("mode") && p.contains("governance"))
        .anyMatch(p -> p.contains("days"))
        .anyMatch(p -> p.contains("unknown key `until`"))
        .anyMatch(p -> p.contains("ASSAY_STORE_ALLOW_HTTP"));
  }

  @Test
  void addresses_that_mean_something_else_are_refused_and_not_repeated() {
    Stream.of(
            "file://server/share",
            "file:///",
            "file:relative",
            "memory://",
            "gs://bucket/x",
            "s3://AKIAKEY:secret@bucket/x",
            "s3://bucket/../x",
            "s3://bucket//x",
            "s3://bucket/x?versionId=1",
            "s3://",
            "nonsense")
        .forEach(
            url ->
                assertThat(refused(url, "region: a\n", Map.of()))
                    .as(url)
                    .hasSize(1)
                    .allSatisfy(text -> assertThat(text).doesNotContain("secret", "AKIAKEY")));
  }

  @Test
  void endpoints_with_credentials_or_without_tls_are_refused() {
    for (String endpoint :
        List.of("https://user:secret@host", "ftp://host", "https://host?x=1", "host", "http://h")) {
      assertThat(refused("s3://bucket", "endpoint: " + endpoint + "\n", Map.of()))
          .as(endpoint)
          .hasSize(1)
          .allSatisfy(text -> assertThat(text).doesNotContain("secret"));
    }
  }

  @Test
  void no_store_no_file_and_a_broken_file_are_three_things() throws IOException {
    assertThat(refused(null, "region: a\n", Map.of())).first().asString().contains("--store URL");
    assertThat(refused(null, "- a list\n", Map.of())).first().asString().contains("mapping");
    assertThat(refused(null, "url: file:///a\nurl: file:///b\n", Map.of())).isNotEmpty();
    StoreFile.Result missing = StoreFile.read(null, directory.resolve("no.yaml"), Map.of());
    assertThat(((StoreFile.Result.Refused) missing).problems().getFirst().text())
        .contains("does not exist");
  }
}
