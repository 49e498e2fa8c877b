package dev.assay.core.policy.infer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tools whose name says that they change, run or send something. A name is a hint and nothing more:
 * a tool that is not found here may do all of that.
 */
public final class ToolRisk {
  private static final List<String> WORDS =
      Collections.unmodifiableList(
          Arrays.asList(
              "exec",
              "execute",
              "shell",
              "bash",
              "sh",
              "cmd",
              "command",
              "powershell",
              "spawn",
              "run",
              "eval",
              "script",
              "write",
              "edit",
              "create",
              "update",
              "insert",
              "append",
              "patch",
              "put",
              "post",
              "upload",
              "send",
              "publish",
              "move",
              "rename",
              "replace",
              "delete",
              "remove",
              "rm",
              "drop",
              "truncate",
              "purge",
              "kill",
              "stop",
              "restart",
              "deploy",
              "release",
              "merge",
              "push",
              "commit",
              "grant",
              "invite",
              "admin",
              "pay",
              "transfer",
              "install"));

  private ToolRisk() {}

  /** Gives the word of a name that says so. */
  public static Optional<String> word(String tool) {
    String spaced = tool.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    for (String word : spaced.split("[^a-z0-9]+", -1)) {
      if (WORDS.contains(word)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }
}
