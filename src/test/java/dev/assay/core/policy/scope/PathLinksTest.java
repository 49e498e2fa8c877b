package dev.assay.core.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.SourceMap;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.scope.FileSystemView.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths on a file system whose links the test invents. */
class PathLinksTest {
  /** Links by their path; what is no link is a file or nothing, which is the same here. */
  private final Map<String, Resolution> links = new LinkedHashMap<>();

  private Resolution resolve(String path) {
    String longest = "";
    for (String link : links.keySet()) {
      boolean onTheWay = path.equals(link) || path.startsWith(link + "/");
      longest = onTheWay && link.length() > longest.length() ? link : longest;
    }
    return longest.isEmpty()
        ? new Resolution.Real(path)
        : switch (links.get(longest)) {
          case Resolution.Real real ->
              new Resolution.Real(real.path() + path.substring(longest.length()));
          case Resolution.Unresolvable unresolvable -> unresolvable;
          case Resolution.NotSeen notSeen -> notSeen;
        };
  }

  private void link(String from, String to) {
    links.put(from, new Resolution.Real(to));
  }

  private static PathScope scope(boolean follow, String... allow) {
    Json.Obj entry =
        Json.object()
            .put("args", Json.Arr.ofStrings(java.util.List.of("path")))
            .put("root", "/srv/app")
            .put("allow", Json.Arr.ofStrings(java.util.List.of(allow)))
            .put("deny", Json.Arr.ofStrings(java.util.List.of("**/secret/**")))
            .put("follow_symlinks", follow)
            .build();
    Findings findings = new Findings(SourceMap.NONE, "test");
    PathScope scope = PathScope.read(new Section(entry, "", findings));
    assertThat(findings.problems()).isEmpty();
    return scope;
  }

  private String judge(PathScope scope, String path) {
    Objection objection = scope.judge(new Json.Str(path), this::resolve);
    return objection == null ? "" : objection.token();
  }

  @Test
  void a_path_without_links_passes() {
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/a/b")).isEmpty();
    assertThat(judge(scope(false, "/**"), "/srv/app/a/b")).isEmpty();
  }

  @Test
  void a_link_below_the_allowed_directory_is_refused_wherever_it_leads() {
    link("/srv/app/out", "/etc");
    link("/srv/app/in", "/srv/app/a");
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/out/passwd")).isEqualTo("symlink");
    assertThat(judge(scope(false, "/srv/app/**"), "out")).isEqualTo("symlink");
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/in/x")).isEqualTo("symlink");
  }

  @Test
  void a_followed_link_must_end_where_a_path_is_allowed() {
    link("/srv/app/out", "/etc");
    link("/srv/app/in", "/srv/app/a");
    link("/srv/app/hidden", "/srv/app/secret");
    assertThat(judge(scope(true, "/srv/app/**"), "/srv/app/out/passwd")).isEqualTo("symlink");
    assertThat(judge(scope(true, "/srv/app/**"), "/srv/app/in/x")).isEmpty();
    assertThat(judge(scope(true, "/srv/app/**", "/etc/**"), "/srv/app/out/passwd")).isEmpty();
    assertThat(judge(scope(true, "/srv/app/**"), "/srv/app/hidden/x")).isEqualTo("symlink");
  }

  @Test
  void links_in_the_directories_the_policy_names_are_the_authors_choice() {
    link("/srv", "/data/srv");
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/a")).isEmpty();
    assertThat(judge(scope(true, "/srv/app/**"), "/srv/app/a")).isEmpty();
    assertThat(judge(scope(false, "/**"), "/srv/app/a")).isEqualTo("symlink");
  }

  @Test
  void parent_steps_are_judged_as_text_and_as_the_system_walks_them() {
    link("/srv/app/out", "/etc/cron");
    // by text /srv/app/x; the system goes through the link and ends in /etc/x
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/out/../x")).isEqualTo("symlink");
    // by text the link itself, although nothing is there on the way
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/none/../out/x")).isEqualTo("symlink");
  }

  @Test
  void what_cannot_be_resolved_is_refused() {
    links.put("/srv/app/loop", Resolution.Unresolvable.UNRESOLVABLE);
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/loop/x")).isEqualTo("unresolvable");
    assertThat(judge(scope(true, "/srv/app/**"), "/srv/app/loop/x")).isEqualTo("unresolvable");
  }

  @Test
  void files_that_are_not_seen_are_judged_by_text_alone() {
    links.put("/srv", Resolution.NotSeen.NOT_SEEN);
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/x")).isEmpty();
    assertThat(judge(scope(false, "/srv/app/**"), "/etc/x")).isEqualTo("outside_root");
  }

  @Test
  void a_deny_glob_looks_at_the_path_and_at_where_it_leads() {
    link("/srv/app/alias", "/srv/secret");
    assertThat(judge(scope(false, "/srv/app/**"), "/srv/app/secret/x")).isEqualTo("outside_root");
    assertThat(judge(scope(true, "/srv/**"), "/srv/app/alias/x")).isEqualTo("symlink");
  }
}
