package dev.assay.adapter.cli.evidence;

import dev.assay.app.offline.LoadPacks;
import dev.assay.app.offline.PackTrust;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;

/** Who signed the packs that ran, as lines and as members of a document. */
record PackSigners(List<String> lines, Json.Arr json) {
  /** Copies the lines. */
  PackSigners {
    lines = List.copyOf(lines);
  }

  /** Gives a line and an object for each pack, in the order given. */
  static PackSigners of(LoadPacks.Outcome.Loaded loaded) {
    List<String> lines = new ArrayList<>();
    List<Json> items = new ArrayList<>();
    for (int i = 0; i < loaded.packs().packs().size(); i++) {
      RulePack pack = loaded.packs().packs().get(i);
      PackTrust.Standing standing = loaded.standings().get(i);
      List<String> keys =
          standing instanceof PackTrust.Standing.Signed(List<String> ids) ? ids : List.of();
      String name = pack.name() + '@' + pack.version();
      String word = word(standing);
      lines.add(
          "pack "
              + name
              + ": "
              + word.replace('_', ' ')
              + (keys.isEmpty() ? "" : " by ")
              + String.join(", ", keys));
      items.add(
          Json.object()
              .put("pack", name)
              .put("status", word)
              .put("key_ids", Json.Arr.ofStrings(keys))
              .build());
    }
    return new PackSigners(lines, new Json.Arr(items));
  }

  private static String word(PackTrust.Standing standing) {
    return switch (standing) {
      case PackTrust.Standing.BuiltIn _ -> "built_in";
      case PackTrust.Standing.NotChecked _ -> "not_checked";
      case PackTrust.Standing.Unsigned _ -> "unsigned";
      case PackTrust.Standing.Signed _ -> "signed";
      case PackTrust.Standing.Refused _ -> throw new BugException("a refused pack does not run");
    };
  }
}
