package dev.assay.core.policy.document;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The sections of the language that this version does not enforce. They are refused at load: a
 * control that is declared and not applied would be a promise nobody keeps. Only values that ask
 * for nothing pass.
 */
final class NotYetEnforced {
  private static final List<String> ROOT = list("discovery", "runtime_monitor", "kill_switch");

  private NotYetEnforced() {}

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** Refuses every such member of the document that asks for something. */
  static void refuse(PolicyDocument document) {
    refuse(document.root(), ROOT);
  }

  private static void refuse(Section section, List<String> names) {
    for (String name : names) {
      Json value = section.get(name);
      if (value != null && !asksForNothing(name, value)) {
        String path = section.at(name).substring(1).replace('/', '.');
        section
            .findings()
            .refuse(
                PolicyFault.NOT_YET_ENFORCED,
                "`" + path + "` is not yet enforced by this version",
                section.name(name),
                null);
      }
    }
  }

  private static boolean asksForNothing(String name, Json value) {
    return switch (name) {
      case "discovery", "runtime_monitor", "kill_switch" -> isOnly(value, "enabled");
      default -> false;
    };
  }

  /** Whether a value is a mapping of one member that is false. */
  private static boolean isOnly(Json value, String member) {
    return value instanceof Json.Obj object
        && object.members().size() == 1
        && object.get(member) == Json.Bool.FALSE;
  }
}
