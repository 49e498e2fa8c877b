package dev.assay.core.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Traces read from memory. */
final class Traces {
  private Traces() {}

  record Result(TraceReading reading, List<TraceCall> calls) {
    List<String> problems() {
      return reading instanceof TraceReading.Refused refused
          ? refused.problems().stream().map(p -> p.code() + " " + p.text()).toList()
          : List.of();
    }
  }

  static Result read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return read(bytes, Math.max(1, bytes.length));
  }

  static Result read(byte[] bytes, int pieceBytes) {
    List<TraceCall> calls = new ArrayList<>();
    TraceReader reader = new TraceReader("t.jsonl", calls::add);
    boolean wanted = true;
    for (int at = 0; at < bytes.length && wanted; at += pieceBytes) {
      wanted = reader.feed(bytes, at, Math.min(bytes.length, at + pieceBytes));
    }
    return new Result(reader.finish(), calls);
  }
}
