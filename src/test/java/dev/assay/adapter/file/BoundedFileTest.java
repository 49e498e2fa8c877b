package dev.assay.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.adapter.file.BoundedFile.Fault;
import dev.assay.adapter.file.BoundedFile.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
  @TempDir private Path directory;

  @Test
  void a_file_is_read_whole_up_to_its_bound_and_never_cut() throws IOException {
    Path file = Files.write(directory.resolve("f"), new byte[] {1, 2, 3});

    assertThat(BoundedFile.read(file, 3))
        .isInstanceOfSatisfying(
            Reading.Read.class, read -> assertThat(read.bytes()).containsExactly(1, 2, 3));
    assertThat(BoundedFile.read(file, 2))
        .isEqualTo(new Reading.Refused(Fault.TOO_LONG, "is longer than 2 bytes"));
    assertThat(BoundedFile.read(new ByteArrayInputStream(new byte[3]), 2))
        .isEqualTo(new Reading.Refused(Fault.TOO_LONG, "is longer than 2 bytes"));
  }

  @Test
  void what_is_no_file_is_refused_with_its_reason() {
    assertThat(BoundedFile.read(directory.resolve("none"), 1))
        .isEqualTo(new Reading.Refused(Fault.MISSING, "does not exist"));
    assertThat(BoundedFile.read(directory, 1))
        .isEqualTo(new Reading.Refused(Fault.DIRECTORY, "is a directory"));
    assertThat(BoundedFile.read("a\0b", 1))
        .isEqualTo(new Reading.Refused(Fault.UNREADABLE, "is not a file name"));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    assertThat(BoundedFile.read(broken, 1))
        .isEqualTo(new Reading.Refused(Fault.UNREADABLE, "cannot be read"));
  }

  @Test
  void a_link_that_leads_nowhere_is_not_taken_for_nothing() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("l"), directory.resolve("gone"));
    assertThat(BoundedFile.read(link, 1))
        .isEqualTo(new Reading.Refused(Fault.UNREADABLE, "is a link that leads nowhere"));
  }

  @Test
  void a_device_without_end_is_read_to_the_bound_only() {
    assertThat(BoundedFile.read(Path.of("/dev/zero"), 1024))
        .isEqualTo(new Reading.Refused(Fault.TOO_LONG, "is longer than 1 KiB"));
  }
}
