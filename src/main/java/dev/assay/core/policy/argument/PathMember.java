package dev.assay.core.policy.argument;

import dev.assay.core.schema.Violation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Arguments whose name says that they are paths ({@code policy.md} 4). */
public final class PathMember {
  private static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              "path",
              "file",
              "filename",
              "dir",
              "directory",
              "src",
              "dst",
              "source",
              "destination",
              "uri"));

  private PathMember() {}

  /** Says whether an argument of this name is a path. */
  public static boolean isName(String member) {
    return NAMES.contains(member);
  }

  /** Says whether there are violations and each is of a pattern at such an argument. */
  public static boolean isEvery(List<Violation> violations) {
    for (Violation violation : violations) {
      boolean path =
          violation.pathScope()
              || (violation.keyword().equals("pattern") && isPath(violation.pointer()));
      if (!path) {
        return false;
      }
    }
    return !violations.isEmpty();
  }

  /** Whether the nearest member that a pointer passes through, items left aside, is a path. */
  private static boolean isPath(String pointer) {
    int end = pointer.length();
    while (end > 0) {
      int slash = pointer.lastIndexOf('/', end - 1);
      String token = pointer.substring(slash + 1, end);
      if (!isIndex(token)) {
        return NAMES.contains(token);
      }
      end = slash;
    }
    return false;
  }

  private static boolean isIndex(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) < '0' || token.charAt(i) > '9') {
        return false;
      }
    }
    return !token.isEmpty();
  }
}
