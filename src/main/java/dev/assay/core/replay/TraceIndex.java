package dev.assay.core.replay;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.BugException;
import dev.assay.core.surface.ArgumentsDigest;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceCall;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a trace, by the digest that binds them to recorded calls. Holds only those that
 * some recorded call is waiting for, so its size is bounded by the bundle and by the trace.
 */
final class TraceIndex {
  private final KeyedDigest key;
  private final String keyPrefix;
  private final ArgumentsDigest digests;
  private final Set<String> wanted;
  private final Map<String, Entry> entries = new HashMap<>();
  private long calls;
  private long bound;

  /** Arguments as text, and whether their digest covers all of them. */
  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  private record Entry(byte[] arguments, boolean covered) {}

  /** Arguments for a recorded call, or why there are none. */
  sealed interface Binding {
    /** The trace has them. */
    record Bound(Json.Obj arguments, boolean covered) implements Binding {}

    /** It has not. */
    record NotBound(NotReplayable why) implements Binding {}
  }

  /**
   * Makes one.
   *
   * @param key the key that recorded digests were made with
   * @param wanted the names of recorded calls
   */
  TraceIndex(KeyedDigest key, Set<String> wanted) {
    this.key = key;
    this.keyPrefix = KeyedDigest.PREFIX + key.keyId() + ":";
    this.digests = new ArgumentsDigest(key);
    this.wanted = wanted;
  }

  /** Takes a call of the trace. */
  void add(TraceCall call) {
    calls++;
    if (!(call.arguments() instanceof TraceArguments.Given(Json.Obj arguments))) {
      return;
    }
    String name = name(call.tool(), digests.textOf(arguments));
    if (!wanted.contains(name)) {
      return;
    }
    bound++;
    boolean covered = ArgumentsDigest.covers(arguments);
    Entry known = entries.get(name);
    if (known == null || (known.covered() && !covered)) {
      entries.put(name, new Entry(bytes(arguments), covered));
    }
  }

  /** As the trace has them: the canonical form would round numbers that rules compare exactly. */
  private static byte[] bytes(Json.Obj arguments) {
    return JsonText.compact(arguments).getBytes(StandardCharsets.UTF_8);
  }

  /** Gives what stands for a tool and the digest of its arguments. */
  static String name(String tool, String digest) {
    return digest + tool;
  }

  /** Gives the arguments of a recorded call. */
  Binding find(String tool, String digest) {
    Entry entry = entries.get(name(tool, digest));
    if (entry == null) {
      boolean ours = digest.startsWith(keyPrefix);
      return new Binding.NotBound(ours ? NotReplayable.NOT_IN_TRACE : NotReplayable.OTHER_KEY);
    }
    if (JsonReader.read(entry.arguments(), JsonLimits.MCP) instanceof JsonReading.Read read
        && read.value() instanceof Json.Obj arguments) {
      return new Binding.Bound(arguments, entry.covered());
    }
    throw new BugException("arguments that were read are not read back");
  }

  /** Gives the key that recorded digests were made with. */
  KeyedDigest key() {
    return key;
  }

  /** Gives how many calls the trace has. */
  long calls() {
    return calls;
  }

  /** Gives how many of them are of a recorded call's tool and have the digest of its arguments. */
  long bound() {
    return bound;
  }
}
