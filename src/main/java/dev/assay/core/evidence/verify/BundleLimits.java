package dev.assay.core.evidence.verify;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bounds of the verifier; all inclusive. Source: {@code evidence.md} 2.5.
 *
 * @param maxBundleBytes compressed input
 * @param maxDecodeBytes everything decompression yields
 * @param maxManifestBytes size of the manifest
 * @param maxEventsBytes size of the events file
 * @param maxEvents lines
 * @param maxLineBytes one event, line end not counted
 * @param maxPathLength bytes of an entry name
 * @param maxJsonDepth nesting inside one event or the manifest
 */
public record BundleLimits(
    long maxBundleBytes,
    long maxDecodeBytes,
    long maxManifestBytes,
    long maxEventsBytes,
    long maxEvents,
    int maxLineBytes,
    int maxPathLength,
    int maxJsonDepth) {
  private static final long MIB = 1024 * 1024;

  /** The v1 defaults: what every reader of the format takes. */
  public static final BundleLimits DEFAULT =
      new BundleLimits(100 * MIB, 1024 * MIB, 10 * MIB, 500 * MIB, 100_000, (int) MIB, 256, 64);

  /** A line or a manifest is held in memory, so no override may ask for more than this. */
  private static final long MAX_HELD_BYTES = 1 << 30;

  /** The strict reader recurses, so nesting stays well below what a thread's stack takes. */
  private static final long MAX_DEPTH = 512;

  /** What became of overrides. */
  public sealed interface Reading {
    /** The limits to use. */
    record Read(BundleLimits limits) implements Reading {}

    /** Every problem found. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Gives these limits with the members of an object put in place, named {@code max_bundle_bytes},
   * {@code max_decode_bytes}, {@code max_manifest_bytes}, {@code max_events_bytes}, {@code
   * max_events}, {@code max_line_bytes}, {@code max_path_len}, {@code max_json_depth}. Unknown
   * names and values that are not integers from 0 up are refused.
   */
  public Reading with(Json.Obj overrides) {
    List<Problem> problems = new ArrayList<>();
    BundleLimits limits = this;
    for (Map.Entry<String, Json> member : overrides.members().entrySet()) {
      long most =
          switch (member.getKey()) {
            case "max_line_bytes", "max_manifest_bytes" -> MAX_HELD_BYTES;
            case "max_json_depth" -> MAX_DEPTH;
            case "max_path_len" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
          };
      long value = overrides.integer(member.getKey()).orElse(-1L);
      if (value < 0 || value > most) {
        problems.add(problem(member.getKey(), "must be an integer from 0 to " + most));
      } else {
        limits = limits.with(member.getKey(), value, problems);
      }
    }
    return problems.isEmpty() ? new Reading.Read(limits) : new Reading.Refused(problems);
  }

  private BundleLimits with(String name, long value, List<Problem> problems) {
    long bundle = maxBundleBytes;
    long decode = maxDecodeBytes;
    long manifest = maxManifestBytes;
    long events = maxEventsBytes;
    long count = maxEvents;
    long line = maxLineBytes;
    long path = maxPathLength;
    long depth = maxJsonDepth;
    switch (name) {
      case "max_bundle_bytes" -> bundle = value;
      case "max_decode_bytes" -> decode = value;
      case "max_manifest_bytes" -> manifest = value;
      case "max_events_bytes" -> events = value;
      case "max_events" -> count = value;
      case "max_line_bytes" -> line = value;
      case "max_path_len" -> path = value;
      case "max_json_depth" -> depth = value;
      default -> problems.add(problem(name, "is not the name of a limit"));
    }
    return new BundleLimits(
        bundle, decode, manifest, events, count, (int) line, (int) path, (int) depth);
  }

  private static Problem problem(String name, String what) {
    return Problem.of("evidence.limits", "`" + name + "` " + what, Where.NOWHERE);
  }
}
