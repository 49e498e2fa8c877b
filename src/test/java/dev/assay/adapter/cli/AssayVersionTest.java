package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.cli.output.AssayVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AssayVersionTest {
  @Test
  void it_is_the_version_of_the_build_file() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>assay</artifactId>\n  <version>" + AssayVersion.NUMBER + "</version>");
  }
}
