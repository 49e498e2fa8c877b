package dev.assay.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  @TempDir Path folder;

  private static String code(PolicyFile.Result result) {
    return ((PolicyFile.Result.NotRead) result).problem().code();
  }

  @Test
  void a_file_is_read_under_the_name_the_user_gave_it() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), "version: \"2.0\"\n");
    PolicyFile.Result.Read read = (PolicyFile.Result.Read) PolicyFile.read(file);
    assertThat(read.name()).isEqualTo(file.toString());
    assertThat(read.yaml()).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void what_cannot_be_read_has_its_own_code() throws IOException {
    assertThat(code(PolicyFile.read(folder.resolve("none.yaml")))).isEqualTo("E_MISSING_CONFIG");
    assertThat(code(PolicyFile.read(folder))).isEqualTo("E_CONFIG_NOT_A_FILE");
    Path notADirectory = Files.writeString(folder.resolve("file"), "x").resolve("p.yaml");
    assertThat(code(PolicyFile.read(notADirectory))).isEqualTo("E_CONFIG_UNREADABLE");
  }

  @Test
  void a_file_is_read_up_to_the_limit_and_not_beyond() throws IOException {
    Path file = folder.resolve("large.yaml");
    Files.write(file, new byte[YamlReader.MAX_BYTES]);
    assertThat(PolicyFile.read(file)).isInstanceOf(PolicyFile.Result.Read.class);
    Files.write(file, new byte[YamlReader.MAX_BYTES + 1]);
    assertThat(code(PolicyFile.read(file))).isEqualTo("E_CONFIG_TOO_LARGE");
  }

  @Test
  void the_message_names_the_file_and_what_is_wrong_with_it() {
    PolicyFile.Result result = PolicyFile.read(Path.of("no-such-policy.yaml"));
    assertThat(((PolicyFile.Result.NotRead) result).problem().text())
        .isEqualTo("policy file `no-such-policy.yaml` does not exist");
  }
}
