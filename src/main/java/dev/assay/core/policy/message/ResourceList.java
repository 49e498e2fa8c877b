package dev.assay.core.policy.message;

import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources}: which resources the agent may read. A deny wins; without {@code allow},
 * whatever is not denied passes.
 */
final class ResourceList {
  static final String NAME = "resources";
  private static final String ALLOW = "allow";
  private static final String DENY = "deny";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList(ALLOW, DENY));

  private final boolean closed;
  private final List<UriGlob> allow;
  private final List<UriGlob> deny;
  private final Where where;

  private ResourceList(Section section, Where where) {
    this.closed = section.get(ALLOW) != null;
    this.allow = UriGlob.readAll(section, ALLOW);
    this.deny = UriGlob.readAll(section, DENY);
    this.where = where;
  }

  static @Nullable ResourceList read(Section root) {
    if (root.get(NAME) == null) {
      return null;
    }
    Section section = root.section(NAME);
    section.refuseUnknown(MEMBERS);
    ResourceList list = new ResourceList(section, root.name(NAME));
    if (list.deny.isEmpty()
        && (!list.closed || list.allow.stream().anyMatch(UriGlob::isEverything))) {
      section
          .findings()
          .warn(
              PolicyFault.SCOPE_OPEN,
              "`" + NAME + "` keeps nothing out",
              list.where,
              "list what may be read in `allow`");
    }
    return list;
  }

  Where where() {
    return where;
  }

  int size() {
    return allow.size() + deny.size();
  }

  /** Gives the place of what denies a URI, or null when it passes. */
  @Nullable Where denies(String uri) {
    ResourceUri read = ResourceUri.read(uri);
    if (read == null) {
      return where;
    }
    for (UriGlob glob : deny) {
      if (glob.matches(read.whole()) || glob.matches(read.path())) {
        return glob.where();
      }
    }
    for (UriGlob glob : allow) {
      if (glob.matches(read.whole())) {
        return null;
      }
    }
    return closed ? where : null;
  }
}
