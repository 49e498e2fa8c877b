package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code commands}: which command an argument may be. A command is a list of arguments;
 * in a pattern {@code *} is one of them and {@code **}, in the last place, the rest. A string is a
 * command only when it equals a {@code literal}: nobody here reads a shell.
 *
 * <p>What a star stands for has no shell characters, because some servers join the list and give it
 * to a shell after all. It may be an option; whoever writes {@code *} after a program that has
 * dangerous options allows them.
 *
 * <p>Source: {@code policy-language.md} 3.
 */
final class CommandScope implements ArgumentScope {
  private static final String ALLOW = "allow";
  private static final String LITERAL = "literal";
  private static final String ONE = "*";
  private static final String REST = "**";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList("args", ALLOW, LITERAL));

  /** What a shell gives a meaning outside quotes, blanks left aside. */
  private static final String SHELL = "|&;<>()$`\\\"'*?[]{}";

  /** Longer commands than a kernel starts. */
  private static final int MAX_ARGUMENTS = 4_096;

  private static final Objection SHELL_CHARACTER =
      new Objection(
          "shell_character", "must not have shell characters where the policy allows any text");
  private static final Objection NO_COMMAND =
      new Objection(
          "type", "must be a list of 1 to " + MAX_ARGUMENTS + " strings, the program first");

  private final List<List<String>> allow;
  private final Set<String> literal;
  private final Objection notAllowed;
  private final Objection notLiteral;

  private CommandScope(List<List<String>> allow, Set<String> literal, String accepted) {
    this.allow = allow;
    this.literal = literal;
    this.notAllowed = new Objection("not_allowed", accepted);
    this.notLiteral =
        new Objection(
            "shell_string",
            literal.isEmpty()
                ? "must be a list of arguments, not one string"
                : "must be a list of arguments, or exactly a string that the policy lists");
  }

  static CommandScope read(Section entry) {
    entry.refuseUnknown(MEMBERS);
    entry.require("args");
    if (entry.get(ALLOW) == null && entry.get(LITERAL) == null) {
      entry.require(ALLOW);
    }
    List<List<String>> allow = readPatterns(entry);
    Set<String> literal = new HashSet<>(entry.strings(LITERAL).orElse(Collections.emptyList()));
    return new CommandScope(allow, literal, accepted(allow));
  }

  private static List<List<String>> readPatterns(Section entry) {
    List<List<String>> patterns = new ArrayList<>();
    Json given = entry.get(ALLOW);
    if (given != null && !(given instanceof Json.Arr)) {
      entry
          .findings()
          .refuse(
              PolicyFault.WRONG_TYPE,
              "`allow` is a list of lists, not " + StrictMapping.kind(given),
              entry.at(ALLOW));
    }
    if (given instanceof Json.Arr list) {
      for (int i = 0; i < list.items().size(); i++) {
        List<String> pattern =
            readPattern(list.items().get(i), entry.at(ALLOW) + "/" + i, entry.findings());
        if (!pattern.isEmpty()) {
          patterns.add(pattern);
        }
      }
    }
    return patterns;
  }

  private static List<String> readPattern(Json given, String pointer, Findings findings) {
    List<String> pattern = new ArrayList<>();
    if (!(given instanceof Json.Arr list) || list.items().isEmpty()) {
      findings.refuse(
          PolicyFault.WRONG_TYPE,
          "a command is a list of strings, the program first",
          findings.value(pointer),
          "write [git, status]");
      return pattern;
    }
    for (int i = 0; i < list.items().size(); i++) {
      Where where = findings.value(pointer + "/" + i);
      if (!(list.items().get(i) instanceof Json.Str(String text))) {
        findings.refuse(
            PolicyFault.WRONG_TYPE,
            "an argument of a command is a string",
            where,
            "put it in quotes");
      } else if (text.equals(REST) && i < list.items().size() - 1) {
        findings.refuse(
            PolicyFault.COMMAND, "`**` stands for the rest and comes last", where, "write `*`");
      } else {
        if (i == 0 && (text.equals(ONE) || text.equals(REST))) {
          findings.warn(
              PolicyFault.SCOPE_OPEN, "every program is allowed here", where, "name the program");
        }
        pattern.add(text);
      }
    }
    return pattern;
  }

  private static String accepted(List<List<String>> allow) {
    StringBuilder text = new StringBuilder();
    for (List<String> pattern : allow) {
      text.append(text.isEmpty() ? "must be one of `" : "`, `").append(String.join(" ", pattern));
      if (text.length() > 200) {
        return text.append("` or others").toString();
      }
    }
    return text.isEmpty() ? "must be a string that the policy lists" : text.append('`').toString();
  }

  @Override
  public @Nullable Objection judge(Json value, FileSystemView files) {
    if (value instanceof Json.Str(String text)) {
      return literal.contains(text) ? null : notLiteral;
    }
    List<String> command = command(value);
    if (command == null) {
      return NO_COMMAND;
    }
    Objection nearest = notAllowed;
    for (int i = 0; i < allow.size(); i++) {
      Objection objection = match(allow.get(i), command);
      if (objection == null) {
        return null;
      }
      nearest = objection.token().equals(SHELL_CHARACTER.token()) ? objection : nearest;
    }
    return nearest;
  }

  private static @Nullable List<String> command(Json value) {
    if (!(value instanceof Json.Arr list)
        || list.items().isEmpty()
        || list.items().size() > MAX_ARGUMENTS) {
      return null;
    }
    List<String> command = new ArrayList<>(list.items().size());
    for (int i = 0; i < list.items().size(); i++) {
      if (!(list.items().get(i) instanceof Json.Str(String text))) {
        return null;
      }
      command.add(text);
    }
    return command;
  }

  private @Nullable Objection match(List<String> pattern, List<String> command) {
    boolean open = pattern.getLast().equals(REST);
    int fixed = open ? pattern.size() - 1 : pattern.size();
    if (command.size() < fixed || (!open && command.size() > fixed)) {
      return notAllowed;
    }
    boolean shell = false;
    for (int i = 0; i < command.size(); i++) {
      boolean any = i >= fixed || pattern.get(i).equals(ONE);
      if (!any && !pattern.get(i).equals(command.get(i))) {
        return notAllowed;
      }
      shell |= any && hasShellCharacter(command.get(i));
    }
    return shell ? SHELL_CHARACTER : null;
  }

  private static boolean hasShellCharacter(String text) {
    if (text.startsWith("~") || text.startsWith("#")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f || SHELL.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }
}
