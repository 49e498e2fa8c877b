package dev.assay.app.offline.author;

import dev.assay.core.json.Json;
import dev.assay.core.json.YamlNotes;
import dev.assay.core.json.YamlNotesReader;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.json.YamlWriter;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.schema.pattern.PathForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a directory into a preset: wherever the preset and its cases say {@code /srv/app}, they say
 * the directory then. Nothing else changes, comments least of all.
 */
public final class StartPolicy {
  /** The directory that presets are written for. */
  public static final String PLACEHOLDER = "/srv/app";

  private static final String NO_GLOB = "*?[]{}\\%";

  private StartPolicy() {}

  /** Gives what is wrong with a directory, if anything is. */
  public static List<Problem> problems(String root) {
    boolean plain =
        root.startsWith("/")
            && root.length() > 1
            && root.equals(PathForm.collapsed(root))
            && !root.endsWith("/")
            && root.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || NO_GLOB.indexOf(c) >= 0);
    return plain
        ? List.of()
        : List.of(
            new Problem(
                "init.root",
                "`" + root + "` cannot stand in a policy",
                Where.NOWHERE,
                "give an absolute directory below the root, without " + NO_GLOB));
  }

  /**
   * Gives the text of a preset, or of its cases, for a directory.
   *
   * @param root one without {@link #problems}
   */
  public static String text(byte[] preset, String root) {
    if (!(YamlReader.read(preset) instanceof YamlReading.Read read)) {
      throw new BugException("a preset is not YAML");
    }
    YamlNotes notes =
        YamlNotesReader.read(preset, read)
            .orElseThrow(() -> new BugException("the comments of a preset cannot be read"));
    return YamlWriter.write(placed(read.value(), root), notes);
  }

  private static Json placed(Json value, String root) {
    return switch (value) {
      case Json.Str(String text) when isPlace(text) ->
          new Json.Str(root + text.substring(PLACEHOLDER.length()));
      case Json.Arr array -> {
        List<Json> items = new ArrayList<>();
        array.items().forEach(item -> items.add(placed(item, root)));
        yield new Json.Arr(items);
      }
      case Json.Obj object -> {
        Map<String, Json> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> members.put(name, placed(member, root)));
        yield new Json.Obj(members);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static boolean isPlace(String text) {
    return text.equals(PLACEHOLDER) || text.startsWith(PLACEHOLDER + "/");
  }
}
