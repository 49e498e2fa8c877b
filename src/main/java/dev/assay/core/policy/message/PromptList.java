package dev.assay.core.policy.message;

import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code prompts}: which prompts the agent may get, by name pattern. A deny wins; without {@code
 * allow}, whatever is not denied passes.
 */
final class PromptList {
  static final String NAME = "prompts";
  private static final String ALLOW = "allow";
  private static final String DENY = "deny";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList(ALLOW, DENY));

  private final boolean closed;
  private final List<NamePattern> allow;
  private final List<NamePattern> deny;
  private final Where where;

  private PromptList(Section section, Where where) {
    this.closed = section.get(ALLOW) != null;
    this.allow = NamePattern.readAll(section, ALLOW);
    this.deny = NamePattern.readAll(section, DENY);
    this.where = where;
  }

  static @Nullable PromptList read(Section root) {
    if (root.get(NAME) == null) {
      return null;
    }
    Section section = root.section(NAME);
    section.refuseUnknown(MEMBERS);
    PromptList list = new PromptList(section, root.name(NAME));
    if (list.deny.isEmpty()
        && (!list.closed || list.allow.stream().anyMatch(p -> p.form() == NamePattern.Form.ANY))) {
      section
          .findings()
          .warn(
              PolicyFault.SCOPE_OPEN,
              "`" + NAME + "` keeps nothing out",
              list.where,
              "list what may be used in `allow`");
    }
    return list;
  }

  Where where() {
    return where;
  }

  int size() {
    return allow.size() + deny.size();
  }

  /** Gives the place of what denies a prompt, or null when it passes. */
  @Nullable Where denies(String prompt) {
    for (NamePattern pattern : deny) {
      if (pattern.matches(prompt)) {
        return pattern.where();
      }
    }
    for (NamePattern pattern : allow) {
      if (pattern.matches(prompt)) {
        return null;
      }
    }
    return closed ? where : null;
  }
}
