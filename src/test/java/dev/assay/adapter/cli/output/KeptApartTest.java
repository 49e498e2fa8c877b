package dev.assay.adapter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptApartTest {
  @TempDir private Path directory;

  private Path file(String name) throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    return Files.writeString(directory.resolve(name), "text");
  }

  private static KeptApart reading(Path file) {
    return new KeptApart().reading(List.of(file.toString()));
  }

  @Test
  void a_result_is_no_input_under_any_spelling() throws IOException {
    Path input = file("in");
    assertThat(reading(input).writing("--out", directory.resolve("sub/../in")).clash())
        .contains("`--out` names a file that is read, `" + input + "`");
    assertThat(reading(input).writing("--out", directory.resolve("./in")).clash()).isPresent();
    assertThat(reading(input).writing("--out", directory.resolve("in2")).clash()).isEmpty();
  }

  @Test
  void links_and_hard_links_are_the_file_they_lead_to() throws IOException {
    Path input = file("in");
    Path link = Files.createSymbolicLink(directory.resolve("link"), input);
    Path hard = Files.createLink(directory.resolve("hard"), input);
    assertThat(reading(input).writing("--out", link).clash()).isPresent();
    assertThat(reading(input).writing("--out", hard).clash()).isPresent();
    assertThat(reading(link).writing("--out", input).clash()).isPresent();
  }

  @Test
  void what_is_not_there_yet_is_compared_through_linked_directories() throws IOException {
    file("in");
    Path linked = Files.createSymbolicLink(directory.resolve("other"), directory.resolve("sub"));
    Path missing = directory.resolve("sub/new");
    assertThat(reading(missing).writing("--out", linked.resolve("new")).clash()).isPresent();
    assertThat(
            new KeptApart()
                .writing("--a", missing)
                .writing("--b", directory.resolve("other/../sub/new"))
                .clash())
        .hasValueSatisfying(
            clash -> assertThat(clash).startsWith("`--a` and `--b` name the same file"));
    assertThat(
            new KeptApart()
                .writing("--a", missing)
                .writing("--b", directory.resolve("sub/newer"))
                .clash())
        .isEmpty();
  }

  @Test
  void nothing_goes_below_a_kept_directory() throws IOException {
    file("in");
    Path kept = directory.resolve("sub");
    assertThat(new KeptApart().below(kept).writing("--out", kept.resolve("a/b")).clash())
        .isPresent();
    assertThat(new KeptApart().below(kept).writing("--out", directory.resolve("b")).clash())
        .isEmpty();
  }

  /** Process substitution of a shell gives such names; they lead nowhere a file can be made. */
  @Test
  void a_pipe_that_is_read_is_no_file_that_is_made() throws IOException {
    Pipe pipe = Pipe.open();
    try (var _ = pipe.source();
        var _ = pipe.sink();
        Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      Path read = open.filter(KeptApartTest::isPipe).findFirst().orElseThrow();
      assertThat(reading(read).writing("--out", directory.resolve("new")).clash()).isEmpty();
      assertThat(reading(read).writing("--out", file("old")).clash()).isEmpty();
      assertThat(reading(read).writing("--out", read).clash()).isPresent();
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }
}
