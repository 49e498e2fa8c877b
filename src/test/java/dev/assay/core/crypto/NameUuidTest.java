package dev.assay.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected values are those of another implementation (Python's {@code uuid.uuid5}). */
class NameUuidTest {
  @Test
  void a_name_gives_the_version_5_uuid_of_rfc_9562() {
    assertThat(NameUuid.of("http://www.example.com/"))
        .isEqualTo("fcde3c85-2270-590f-9e7c-ee003d65e0e2");
    assertThat(NameUuid.of("")).isEqualTo("1b4db7eb-4057-5ddf-91e0-36dec72071f5");
    assertThat(NameUuid.of("https://docs.getassay.dev/ü"))
        .isEqualTo("5ac2c19b-31a0-5f18-84cd-42f80dbb3ccf");
  }
}
