package dev.assay.core.policy.infer;

import dev.assay.core.problem.BugException;
import dev.assay.core.schema.pattern.PathForm;
import dev.assay.core.schema.pattern.TextPattern;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the texts of one argument have in common; bounded, whatever is seen. */
final class TextProfile {
  /** Distinct texts that are remembered; beyond it there is no enumeration anyway. */
  private static final int MAX_DISTINCT = 64;

  /** Longer texts are no words of a list. */
  private static final int MAX_WORD = 40;

  /** Hosts or top directories beyond which a list says nothing any more. */
  static final int MAX_PLACES = 32;

  private static final String SEGMENT = "(?:[^/.~\\\\%][^/\\\\%]*|\\.[^/.\\\\%][^/\\\\%]*)";

  /** A relative path without parts that begin with two dots, encodings and backslashes. */
  static final String RELATIVE = "^(?:\\.|" + SEGMENT + "(?:/" + SEGMENT + ")*/?)$";

  private static final TextPattern RELATIVE_PATHS = compiled(RELATIVE);

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";

  /** Names whose last label is no number, or addresses of four numbers. */
  private static final String HOST =
      "(?:(?:"
          + LABEL
          + "\\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?|(?:"
          + NUMBER
          + "\\.){3}"
          + NUMBER
          + ")";

  private static final TextPattern ADDRESSES =
      compiled("^https?://" + HOST + "(?::[1-9][0-9]{0,4})?(?:[/?#][!-\\[\\]-~]*)?$");

  /** The longest path that a scope takes. */
  private static final int MAX_PATH = 4_096;

  private final Map<String, Integer> distinct = new LinkedHashMap<>();
  private final DirectoryProfile directories = new DirectoryProfile();
  private final TreeSet<String> schemes = new TreeSet<>();
  private final TreeSet<String> hosts = new TreeSet<>();
  private final TreeSet<Integer> ports = new TreeSet<>();
  private long seen;
  private long absolute;
  private long relative;
  private long addresses;
  private boolean tooMany;

  private static TextPattern compiled(String source) {
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Compiled(TextPattern pattern) -> pattern;
      case TextPattern.Reading.Refused(String reason) -> throw new BugException(reason);
    };
  }

  void add(String text) {
    seen++;
    if (distinct.containsKey(text) || distinct.size() < MAX_DISTINCT) {
      distinct.merge(text, 1, Integer::sum);
    } else {
      tooMany = true;
    }
    if (isAbsolute(text)) {
      absolute++;
      directories.add(text);
    } else if (ADDRESSES.find(text) && address(text)) {
      addresses++;
    } else if (isRelative(text)) {
      relative++;
    }
  }

  /** Takes an address apart; gives false, and takes nothing, when its port is none. */
  private boolean address(String text) {
    int start = text.indexOf("://");
    String scheme = text.substring(0, start);
    int end = start + 3;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String place = text.substring(start + 3, end);
    int colon = place.indexOf(':');
    int standard = scheme.equals("https") ? 443 : 80;
    int port = colon < 0 ? standard : Integer.parseInt(place.substring(colon + 1));
    if (port > 65_535) {
      return false;
    }
    schemes.add(scheme);
    ports.add(port);
    if (hosts.size() <= MAX_PLACES) {
      hosts.add(colon < 0 ? place : place.substring(0, colon));
    }
    return true;
  }

  /** Whether a text is an absolute path that reads in one way only. */
  private static boolean isAbsolute(String text) {
    return text.startsWith("/") && text.length() <= MAX_PATH && !isDoubtful(text);
  }

  private static boolean isRelative(String text) {
    return RELATIVE_PATHS.find(text) && !isDoubtful(text);
  }

  /**
   * Whether a text is a path that may lead elsewhere than it says: dots, doubled slashes,
   * encodings, control characters, a home directory.
   */
  static boolean isDoubtful(String text) {
    boolean path = text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.startsWith("~");
    if (!path || text.contains("://")) {
      return false;
    }
    boolean steps = ("/" + text + "/").contains("/../") || ("/" + text + "/").contains("/./");
    return steps
        || text.contains("//")
        || text.startsWith("~")
        || text.codePoints().anyMatch(Character::isISOControl)
        || PathForm.disguised(text);
  }

  boolean areDirectories() {
    return seen > 0 && absolute == seen && !directories.globs().isEmpty();
  }

  boolean areAddresses() {
    return seen > 0 && addresses == seen && hosts.size() <= MAX_PLACES;
  }

  /** Whether all are relative paths, at least one with a directory. */
  boolean areRelative() {
    return seen > 0
        && relative == seen
        && distinct.keySet().stream().anyMatch(text -> text.indexOf('/') >= 0);
  }

  /** Whether all are relative paths, with a directory or without. */
  boolean areRelativeNames() {
    return seen > 0 && relative == seen;
  }

  /** Gives the texts of an enumeration, sorted; none when they do not make one. */
  List<String> words(InferenceSettings settings) {
    boolean few = !tooMany && !distinct.isEmpty() && distinct.size() <= settings.enumMost();
    for (Map.Entry<String, Integer> entry : distinct.entrySet()) {
      few &= entry.getValue() >= settings.enumLeast() && entry.getKey().length() <= MAX_WORD;
    }
    return few ? List.copyOf(new TreeSet<>(distinct.keySet())) : Collections.emptyList();
  }

  List<String> globs() {
    return directories.globs();
  }

  List<String> schemes() {
    return List.copyOf(schemes);
  }

  List<String> hosts() {
    return List.copyOf(hosts);
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }
}
