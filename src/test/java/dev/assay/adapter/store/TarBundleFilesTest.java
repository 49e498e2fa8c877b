package dev.assay.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.BundleFiles.Delivery;
import dev.assay.app.offline.BundleFiles.Passes;
import dev.assay.app.offline.ShowBundle;
import dev.assay.core.evidence.question.EventSelection;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarBundleFilesTest {
  private static final byte[] ARCHIVE = Vectors.bytes("evidence/sealed/ok.tar.gz");

  @TempDir Path directory;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  private Delivery deliver(TarBundleFiles files, String path, Passes passes) {
    read.reset();
    return files.deliver(
        path,
        passes,
        (data, from, to) -> {
          read.write(data, from, to - from);
          return true;
        });
  }

  @Test
  void a_file_is_delivered_whole_each_time() throws IOException {
    Path file = Files.write(directory.resolve("b.tar.gz"), ARCHIVE);
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      for (int i = 0; i < 2; i++) {
        assertThat(deliver(files, file.toString(), Passes.TWO))
            .isInstanceOf(Delivery.Delivered.class);
        assertThat(read.toByteArray()).isEqualTo(ARCHIVE);
      }
    }
  }

  @Test
  void what_is_not_a_readable_file_is_unavailable() throws IOException {
    try (TarBundleFiles files = new TarBundleFiles(InputStream.nullInputStream())) {
      for (String path :
          List.of(directory.resolve("none").toString(), directory.toString(), "\0")) {
        assertThat(deliver(files, path, Passes.ONE)).isInstanceOf(Delivery.Unavailable.class);
      }
    }
  }

  @Test
  void standard_input_can_be_read_twice_and_leaves_nothing_behind() throws IOException {
    TarBundleFiles files = new TarBundleFiles(new ByteArrayInputStream(ARCHIVE));
    List<String> seqs = new ArrayList<>();
    ShowBundle.Outcome outcome =
        new ShowBundle(files)
            .show(
                new ShowBundle.Request(
                    "-", BundleLimits.DEFAULT, ShowBundle.Broken.REFUSE, EventSelection.ALL),
                new ShowBundle.Page() {
                  @Override
                  public void head(Verdict verdict) {}

                  @Override
                  public void row(ShowBundle.Row row, Json.Obj event) {
                    seqs.add(row.seq());
                  }
                });
    assertThat(outcome).isInstanceOf(ShowBundle.Outcome.Listed.class);
    assertThat(seqs).hasSize(10);
    Path kept = files.kept().orElseThrow();
    assertThat(kept).hasBinaryContent(ARCHIVE);
    files.close();
    assertThat(kept).doesNotExist();
  }

  @Test
  void a_stream_that_breaks_is_an_interrupted_delivery() throws IOException {
    InputStream breaking =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    try (TarBundleFiles files = new TarBundleFiles(breaking)) {
      assertThat(deliver(files, "-", Passes.ONE)).isInstanceOf(Delivery.Interrupted.class);
    }
  }

  @Test
  void reading_ends_when_no_more_is_wanted() throws IOException {
    byte[] endless = new byte[1 << 20];
    ByteArrayInputStream in = new ByteArrayInputStream(endless);
    try (TarBundleFiles files = new TarBundleFiles(in)) {
      assertThat(files.deliver("-", Passes.ONE, (_, _, _) -> false))
          .isInstanceOf(Delivery.Delivered.class);
    }
    assertThat(in.available()).isGreaterThan(endless.length / 2);
  }
}
