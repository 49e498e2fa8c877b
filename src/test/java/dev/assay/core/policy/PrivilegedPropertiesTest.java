package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Listing;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.surface.privileged.PrivilegedCall;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import dev.assay.core.surface.privileged.PrivilegedSurface;
import dev.assay.core.surface.privileged.RelistOutcome;
import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Laws of privileged actions over policies and calls nobody wrote. */
class PrivilegedPropertiesTest {
  private static final int RUNS = 4_000;
  private static final List<String> LEAVES =
      List.of("add_deploy_key", "create_deploy_key", "invite", "change_role", "search");
  private static final List<String> SCOPES =
      List.of("repo:deploy_key:write", "repo:admin", "repo:read", "repo:metadata", "other");
  private static final List<String> NAMES = List.of("acme", "ledger", "*", "Acme", "");

  private final RandomGenerator random = Seed.random();

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private record Case(
      boolean governed, List<String> targets, List<String> scopes, boolean credential) {
    String yaml(int allowances) {
      StringBuilder yaml = new StringBuilder("version: \"2.0\"\n");
      yaml.append("enforcement: { unconstrained_tools: allow }\n");
      yaml.append("privileged_actions:\n  tools: [").append(governed ? "\"*\"" : "other");
      yaml.append("]\n  caller: { id: c }\n");
      if (credential) {
        yaml.append("  upstream_credential: { scopes: [");
        scopes.forEach(scope -> yaml.append('"').append(scope).append("\","));
        yaml.append("] }\n");
      }
      yaml.append("  allowances:\n    - { action_class: github_deploy_key, targets: [");
      for (String target : targets.subList(0, allowances)) {
        String[] parts = target.split("/", 2);
        yaml.append("{ owner: \"%s\", repo: \"%s\" },".formatted(parts[0], parts[1]));
      }
      return yaml.append("] }\n").toString();
    }
  }

  private Case anyCase() {
    List<String> targets = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      targets.add(any(NAMES.subList(0, 4)) + "/" + any(NAMES.subList(0, 4)));
    }
    List<String> scopes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      scopes.add(any(SCOPES));
    }
    return new Case(random.nextInt(8) > 0, targets, scopes, random.nextInt(6) > 0);
  }

  private ToolCall anyCall() {
    Json.ObjBuilder arguments = Json.object();
    for (String name : List.of("owner", "repo")) {
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> arguments.put(name, 7);
        default -> arguments.put(name, any(NAMES));
      }
    }
    return new ToolCall(any(List.of("", "vcs.", "a.b.")) + any(LEAVES), arguments.build());
  }

  /** The gates before the baseline, read off the case. */
  private static String gates(Case c, ToolCall call) {
    String leaf = call.name().replaceAll("^.*\\.", "");
    if (!c.governed()) {
      return "policy_allow";
    }
    if (leaf.equals("search")) {
      return "unclassified_tool_call";
    }
    if (!leaf.endsWith("deploy_key")) {
      return "classification_incomplete"; // these calls name neither people nor places
    }
    if (!(call.arguments().get("owner") instanceof Json.Str(String owner))
        || !(call.arguments().get("repo") instanceof Json.Str(String repo))) {
      return "classification_incomplete";
    }
    if (!c.targets().contains(owner + "/" + repo)) {
      return "no_declared_allowance";
    }
    if (!c.credential() || c.scopes().contains("other")) {
      return "credential_scope_unknown";
    }
    boolean covered = c.scopes().contains("repo:admin") || c.scopes().contains(SCOPES.getFirst());
    return covered ? "policy_allow" : "credential_scope_insufficient";
  }

  @Test
  void the_gates_equal_a_slow_reading_of_them() {
    int allowed = 0;
    for (int i = 0; i < RUNS; i++) {
      Case c = anyCase();
      ToolCall call = anyCall();
      Decision decision =
          Policies.engine(c.yaml(c.targets().size()))
              .decide(call, Sightings.state(1, ToolSighting.ASSUMED));
      assertThat(decision.consoleReason())
          .as("%s %s assay.seed=%s", c, call, Seed.value())
          .isEqualTo(gates(c, call));
      allowed += decision instanceof Decision.Allow && c.governed() ? 1 : 0;
    }
    assertThat(allowed).isPositive();
  }

  @Test
  void taking_an_allowance_away_never_allows() {
    for (int i = 0; i < RUNS; i++) {
      Case c = anyCase();
      ToolCall call = anyCall();
      int fewer = c.targets().isEmpty() ? 0 : random.nextInt(c.targets().size());
      Decision less =
          Policies.engine(c.yaml(fewer)).decide(call, Sightings.state(1, ToolSighting.ASSUMED));
      Decision more =
          Policies.engine(c.yaml(c.targets().size()))
              .decide(call, Sightings.state(1, ToolSighting.ASSUMED));
      assertThat(less instanceof Decision.Allow && more instanceof Decision.Deny)
          .as("%s %s assay.seed=%s", c, call, Seed.value())
          .isFalse();
    }
  }

  @Test
  void a_governed_tool_that_is_not_the_approved_one_is_never_allowed() {
    for (Listing listing : Listing.values()) {
      if (listing == Listing.ASSUMED || listing == Listing.LISTED) {
        continue;
      }
      for (int i = 0; i < 200; i++) {
        Case c = anyCase();
        ToolSighting sighting = ToolSighting.unlisted(listing, ServerStanding.UNKNOWN);
        Decision decision =
            Policies.engine(c.yaml(c.targets().size()))
                .decide(anyCall(), Sightings.state(1, sighting));
        assertThat(decision instanceof Decision.Allow)
            .as("%s assay.seed=%s", c, Seed.value())
            .isEqualTo(!c.governed());
      }
    }
  }

  @Test
  void of_arguments_only_owner_repository_and_role_stand_in_the_clear() {
    KeyedDigest key = KeyedDigest.named("k", SecretBytes.takingOver(new byte[32]));
    Policy policy = Policies.accepted(new Case(true, List.of(), List.of(), true).yaml(0));
    PrivilegedSurface surface =
        new PrivilegedSurface(policy.privilegedActions(), "s", Optional.of(key));
    List<String> names =
        List.of(
            "title",
            "key_title",
            "key",
            "token",
            "workspace_id",
            "channel_id",
            "user_id",
            "user",
            "workspace",
            "org",
            "principal",
            "read_only",
            "note");
    for (int i = 0; i < 500; i++) {
      Json.ObjBuilder arguments =
          Json.object().put("owner", "clear-owner").put("repo", "clear-repo").put("role", "clear");
      for (String name : names) {
        if (random.nextInt(3) > 0) {
          arguments.put(name, "planted-" + random.nextInt(100_000));
        }
      }
      ToolCall call = new ToolCall("x." + any(LEAVES), arguments.build());
      Decision decision =
          new PolicyEngine(policy).decide(call, Sightings.state(1, ToolSighting.NOT_LISTED));
      PrivilegedRecords records =
          surface.of(
              new PrivilegedCall(
                  call, ToolSighting.NOT_LISTED, RelistOutcome.NOT_PERFORMED, decision, false));
      String text =
          JsonText.compact(records.member())
              + JsonText.compact(records.surface().record("success"));
      assertThat(text).as("assay.seed=%s %s", Seed.value(), call).doesNotContain("planted-");
    }
  }

  @Test
  void records_stay_small_whatever_the_arguments_are() {
    String huge = "a".repeat(1_000_000);
    ToolCall call =
        new ToolCall(
            "vcs.add_deploy_key",
            Json.object().put("owner", huge).put("repo", huge).put("title", huge).build());
    Policy policy = Policies.accepted(new Case(true, List.of(), List.of(), true).yaml(0));
    Decision decision =
        new PolicyEngine(policy).decide(call, Sightings.state(1, ToolSighting.NOT_LISTED));
    PrivilegedRecords records =
        new PrivilegedSurface(policy.privilegedActions(), "s", Optional.empty())
            .of(
                new PrivilegedCall(
                    call, ToolSighting.NOT_LISTED, RelistOutcome.NOT_PERFORMED, decision, false));

    assertThat(JsonText.compact(records.member())).hasSizeLessThan(4_096);
    assertThat(JsonText.compact(records.surface().record("blocked"))).hasSizeLessThan(4_096);
  }

  @Test
  void every_edit_that_changes_meaning_moves_the_policy_digest() {
    String section =
        "{ tools: [a], caller: { id: c }, upstream_credential: { alias: v, scopes: [\"repo:admin\"] },"
            + " allowances: [{ action_class: github_deploy_key, targets: [{ owner: o, repo: r }] }],"
            + " baseline: b.json, establish_budget: 5s }";
    List<String> variants = new ArrayList<>(List.of(section));
    for (String[] edit :
        new String[][] {
          {"[a]", "[b]"},
          {"id: c", "id: d"},
          {"alias: v", "alias: w"},
          {"repo:admin", "repo:read"},
          {"github_deploy_key", "workspace_admin"},
          {"owner: o", "owner: p"},
          {"repo: r ", "repo: s "},
          {"b.json", "c.json"},
          {"5s", "6s"}
        }) {
      assertThat(section).contains(edit[0]);
      variants.add(section.replace(edit[0], edit[1]));
    }
    List<String> digests = new ArrayList<>();
    for (String variant : variants) {
      digests.add(Policies.accepted("version: \"2.0\"\nprivileged_actions: " + variant).digest());
    }
    assertThat(digests).doesNotHaveDuplicates();
    assertThat(
            Policies.accepted(
                    "version: \"2.0\"\nprivileged_actions: "
                        + section.replace("id: c", "id: c, x-note: n"))
                .digest())
        .isEqualTo(digests.getFirst());
    assertThat(Policies.accepted("version: \"2.0\"\nprivileged_actions: null").digest())
        .isEqualTo(Policies.accepted("version: \"2.0\"").digest());
  }
}
