package dev.assay.adapter.store.document;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.identity.ToolBaselineReader;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.List;

/** The baseline of privileged calls in a file: read whole within its bound. */
public final class ToolBaselineFile {
  private ToolBaselineFile() {}

  /**
   * Reads a baseline.
   *
   * @param label the server whose tools are asked for
   */
  public static ToolBaselineReader.Reading read(Path file, String label) {
    return switch (BoundedFile.read(file, ToolBaselineReader.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] bytes) -> read(bytes, file, label);
      case BoundedFile.Reading.Refused(_, String why) ->
          new ToolBaselineReader.Reading.Refused(
              List.of(
                  new Problem(
                      "baseline.unreadable",
                      "baseline `" + file + "` " + why,
                      Where.NOWHERE,
                      "make it with `assay mcp pin`, or name it in `privileged_actions.baseline`")));
    };
  }

  private static ToolBaselineReader.Reading read(byte[] bytes, Path file, String label) {
    return switch (ToolBaselineReader.read(bytes, label)) {
      case ToolBaselineReader.Reading.Read read -> read;
      case ToolBaselineReader.Reading.Unlocked unlocked -> unlocked;
      case ToolBaselineReader.Reading.Refused refused ->
          new ToolBaselineReader.Reading.Refused(
              refused.problems().stream().map(p -> p.in(file.toString())).toList());
    };
  }
}
