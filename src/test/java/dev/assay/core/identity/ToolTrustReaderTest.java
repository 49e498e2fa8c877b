package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.crypto.VerifyingKeyReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.testkit.Attestations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolTrustReaderTest {
  private static final VerifyingKey KEY = Attestations.ed25519(7).verifyingKey();
  private static final String ID = "sha256:" + "0".repeat(64);

  private static ToolTrustReader.Reading read(String yaml) {
    return ToolTrustReader.read(
        yaml.getBytes(StandardCharsets.UTF_8),
        "trust.yaml",
        path ->
            path.equals("key.pem")
                ? new VerifyingKeyReading.Usable(KEY)
                : new VerifyingKeyReading.Unusable(
                    Problem.of("key.unreadable", "no such key", Where.NOWHERE)));
  }

  private static List<String> problems(String yaml) {
    return switch (read(yaml)) {
      case ToolTrustReader.Reading.Read read -> throw new AssertionError(read.trust().toString());
      case ToolTrustReader.Reading.Refused refused ->
          refused.problems().stream().map(Problem::text).toList();
    };
  }

  @Test
  void keys_come_by_file_or_by_id() {
    String yaml =
        """
        require_signed: true
        trusted_key_ids: ["%s"]
        trusted_keys:
          - { key_id: "%s", name: dana, public_key_path: key.pem }
        x-note: two authors
        """
            .formatted(ID, KEY.keyId());

    ToolTrust trust = ((ToolTrustReader.Reading.Read) read(yaml)).trust();

    assertThat(trust.requireSigned()).isTrue();
    assertThat(trust.keys().get(ID)).isEmpty();
    assertThat(trust.keys().get(KEY.keyId()).map(VerifyingKey::keyId)).contains(KEY.keyId());
    assertThat(((ToolTrustReader.Reading.Read) read("{}")).trust().keys()).isEmpty();
    assertThat(Optional.of(ID)).contains(ID);
  }

  @Test
  void a_flaw_of_the_text_does_not_hide_other_problems() {
    assertThat(problems("require_signed: false\nrequire_signed: false\nextra: 1\n"))
        .hasSize(2)
        .anyMatch(text -> text.contains("require_signed"))
        .anyMatch(text -> text.contains("unknown key `extra`"));
  }

  @Test
  void every_problem_is_told_with_its_place() {
    assertThat(
            problems(
                """
                require_sgned: true
                require_signed: yes
                trusted_key_ids: [abc]
                trusted_keys:
                  - { key_id: "%s", public_key_path: key.pem }
                  - { key_id: "%s", public_key_path: other.pem }
                  - { name: nobody }
                """
                    .formatted(ID, KEY.keyId())))
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "trust.yaml:1:1: unknown key `require_sgned`, did you mean `require_signed`?"),
            p -> assertThat(p).startsWith("trust.yaml:2:17: `require_signed` is true or false"),
            p -> assertThat(p).contains("a key id is `sha256:` and 64 lower-case hex digits"),
            p -> assertThat(p).contains("the key in the file is `" + KEY.keyId() + "`"),
            p -> assertThat(p).contains("no such key"),
            p -> assertThat(p).contains("`key_id` is missing"));
  }

  @Test
  void a_demand_that_nobody_can_meet_is_refused() {
    assertThat(problems("require_signed: true\n"))
        .containsExactly(
            "trust.yaml:1:17: no key is trusted, so every tool would be denied, list one");
  }

  @Test
  void a_key_counts_once() {
    assertThat(problems("trusted_key_ids: [\"" + ID + "\", \"" + ID + "\"]\n"))
        .singleElement()
        .asString()
        .contains("is listed twice");
  }

  @Test
  void what_is_no_mapping_is_refused() {
    assertThat(problems("[]"))
        .containsExactly("trust.yaml:1:1: a trust policy for tools is a mapping");
    assertThat(problems("a: [")).isNotEmpty();
    assertThat(problems("a: 1\na: 2\n")).isNotEmpty();
  }
}
