package dev.assay.core.report;

import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a SARIF result is shown: a line of a file that is committed to the repository, because code
 * scanning drops or mislays results on anything else.
 *
 * @param path the file, relative to the root of the repository, with {@code /} between its parts;
 *     one that {@link #isInRepository} refuses is a defect of the caller
 * @param line first line is 1
 * @param logical what the result is about when that is no line of a file, or null
 */
public record SarifPlace(String path, int line, @Nullable Logical logical) {
  private static final String UNRESERVED = "-._~/";

  /**
   * Something that is no file: an event, a claim, a tool.
   *
   * @param name such as {@code seq:5}
   * @param kind such as {@code event}
   */
  public record Logical(String name, String kind) {}

  /** Checks the path and the line. */
  public SarifPlace {
    if (!isInRepository(path) || line < 1) {
      throw new BugException("a result needs a line of a file in the repository");
    }
  }

  /** Gives the first line of a file. */
  public static SarifPlace file(String path) {
    return new SarifPlace(path, 1, null);
  }

  /** Gives a line of a file. */
  public static SarifPlace line(String path, int line) {
    return new SarifPlace(path, line, null);
  }

  /** Gives the same line for something that has a name of its own. */
  public SarifPlace about(String name, String kind) {
    return new SarifPlace(path, line, new Logical(name, kind));
  }

  /**
   * Tells whether a text can be the path of a file below the root of a repository: relative, parts
   * separated by {@code /}, none of them empty, {@code .} or {@code ..}, no drive, no control
   * character.
   */
  public static boolean isInRepository(String path) {
    if (path.isEmpty() || path.indexOf('\\') >= 0 || !ReportText.of(path).equals(path)) {
      return false;
    }
    if (path.length() > 1 && path.charAt(1) == ':') {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isBlank() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  Json.Obj json() {
    Json.Obj region = Json.object().put("startLine", line).put("startColumn", 1).build();
    Json.Obj physical =
        Json.object()
            .put("artifactLocation", Json.object().put("uri", uri()).build())
            .put("region", region)
            .build();
    Json.ObjBuilder location = Json.object().put("physicalLocation", physical);
    if (logical != null) {
      Json named =
          Json.object()
              .put("name", ReportText.bounded(logical.name, SarifLog.MAX_NAME))
              .put("kind", ReportText.bounded(logical.kind, SarifLog.MAX_NAME))
              .build();
      location.put("logicalLocations", new Json.Arr(List.of(named)));
    }
    return location.build();
  }

  /** The path as a relative reference of RFC 3986. */
  private String uri() {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
      }
    }
    return uri.toString();
  }
}
