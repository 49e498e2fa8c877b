package dev.assay.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshFileTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path directory;

  private Path write(String name, boolean replace) throws IOException {
    Path path = directory.resolve(name);
    try (FreshFile file = FreshFile.in(directory)) {
      file.write(BYTES, 0, 2);
      assertThat(path)
          .as("before it is whole")
          .satisfiesAnyOf(
              p -> assertThat(p).doesNotExist(),
              p -> assertThat(p).hasBinaryContent(new byte[] {9}));
      file.write(BYTES, 2, 3);
      if (replace) {
        file.replace(path);
      } else {
        file.publish(path);
      }
    }
    return path;
  }

  @Test
  void a_published_file_is_whole_and_its_owners() throws IOException {
    Path path = write("new", false);

    assertThat(path).hasBinaryContent(BYTES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**" + FreshFile.UNFINISHED);
  }

  @Test
  void a_taken_name_is_refused_or_replaced_and_nothing_is_left_behind() throws IOException {
    Path taken = Files.write(directory.resolve("taken"), new byte[] {9});

    assertThatThrownBy(() -> write("taken", false)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(taken).hasBinaryContent(new byte[] {9});
    assertThat(write("taken", true)).hasBinaryContent(BYTES);
    assertThat(directory).isDirectoryNotContaining("glob:**" + FreshFile.UNFINISHED);
  }

  @Test
  void a_file_that_is_given_up_leaves_nothing_behind() throws IOException {
    try (FreshFile file = FreshFile.readableIn(directory)) {
      file.write(BYTES, 0, 3);
    }

    assertThat(directory).isEmptyDirectory();
  }
}
