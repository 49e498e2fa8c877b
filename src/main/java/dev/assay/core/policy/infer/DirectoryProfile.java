package dev.assay.core.policy.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The directories that absolute paths share: below each top directory the longest one, or the path
 * itself when it is the only one.
 */
final class DirectoryProfile {
  private final Map<String, Common> tops = new TreeMap<>();
  private boolean tooMany;

  /** The segments that all paths below one top directory begin with. */
  private static final class Common {
    private List<String> segments;
    private boolean several;

    Common(List<String> segments) {
      this.segments = segments;
    }

    void add(List<String> other) {
      if (other.equals(segments)) {
        return;
      }
      several = true;
      int shared = 0;
      while (shared < segments.size()
          && shared < other.size()
          && segments.get(shared).equals(other.get(shared))) {
        shared++;
      }
      segments = segments.subList(0, shared);
    }
  }

  void add(String path) {
    List<String> segments = new ArrayList<>(Arrays.asList(path.substring(1).split("/")));
    String top = segments.getFirst();
    if (tops.containsKey(top)) {
      tops.get(top).add(segments);
    } else if (tops.size() < TextProfile.MAX_PLACES) {
      tops.put(top, new Common(segments));
    } else {
      tooMany = true;
    }
  }

  /** Gives the globs, sorted; none when they would not keep anything out. */
  List<String> globs() {
    List<String> globs = new ArrayList<>();
    for (Common common : tops.values()) {
      int plain = 0;
      while (plain < common.segments.size() && isPlain(common.segments.get(plain))) {
        plain++;
      }
      boolean whole = plain == common.segments.size() && !common.several;
      String path = "/" + String.join("/", common.segments.subList(0, plain));
      globs.add(whole ? path : path.equals("/") ? "" : path + "/**");
    }
    return tooMany || globs.contains("") ? Collections.emptyList() : globs;
  }

  /** Whether a glob says a segment as it stands. */
  private static boolean isPlain(String segment) {
    return segment.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
  }
}
