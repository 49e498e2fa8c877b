package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.policy.scope.FileSystemView.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void real_root() throws IOException {
    root = temporary.toRealPath();
  }

  private static Resolution resolve(Path path) {
    return new LocalFiles().resolve(path.toString());
  }

  private static Resolution real(Path path) {
    return new Resolution.Real(path.toString());
  }

  @Test
  void a_file_and_what_does_not_exist_below_it_are_where_they_say() throws IOException {
    Files.writeString(root.resolve("file"), "");
    assertThat(resolve(root.resolve("file"))).isEqualTo(real(root.resolve("file")));
    assertThat(resolve(root.resolve("no/such/file"))).isEqualTo(real(root.resolve("no/such/file")));
    assertThat(resolve(Path.of("/"))).isEqualTo(real(Path.of("/")));
    assertThat(resolve(Path.of("/no-such-thing"))).isEqualTo(real(Path.of("/no-such-thing")));
  }

  @Test
  void links_are_followed_also_before_names_that_do_not_exist() throws IOException {
    Files.createDirectories(root.resolve("target/deep"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("target/deep"));
    assertThat(resolve(root.resolve("link/new"))).isEqualTo(real(root.resolve("target/deep/new")));
    assertThat(resolve(root.resolve("link/../x"))).isEqualTo(real(root.resolve("target/x")));
  }

  @Test
  void loops_links_to_nothing_and_names_below_files_cannot_be_resolved() throws IOException {
    Files.writeString(root.resolve("file"), "");
    assertThat(resolve(root.resolve("file/x"))).isEqualTo(Resolution.Unresolvable.UNRESOLVABLE);
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nothing"));
    assertThat(resolve(root.resolve("loop/x"))).isEqualTo(Resolution.Unresolvable.UNRESOLVABLE);
    assertThat(resolve(root.resolve("dangling"))).isEqualTo(Resolution.Unresolvable.UNRESOLVABLE);
    assertThat(resolve(root.resolve("dangling/x"))).isEqualTo(Resolution.Unresolvable.UNRESOLVABLE);
    assertThat(new LocalFiles().resolve("/a\0b")).isEqualTo(Resolution.Unresolvable.UNRESOLVABLE);
  }
}
