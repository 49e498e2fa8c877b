package dev.assay.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Arbitrary bytes as a trace. A normal build replays the corpus; with {@code JAZZER_FUZZ=1} it
 * explores.
 */
class TraceReaderFuzzTest {
  @FuzzTest
  void any_bytes_get_an_answer_whatever_the_pieces(byte[] bytes) {
    Traces.Result whole = Traces.read(bytes, Math.max(1, bytes.length));
    Traces.Result pieces = Traces.read(bytes, 7);
    assertThat(pieces).isEqualTo(whole);
    switch (whole.reading()) {
      case TraceReading.Read(long calls) ->
          assertThat(whole.calls()).hasSize((int) calls).isNotEmpty();
      case TraceReading.Refused refused ->
          assertThat(refused.problems()).hasSizeBetween(1, TraceReader.MAX_PROBLEMS);
    }
  }
}
