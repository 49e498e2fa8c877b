package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.policy.message.MessageRefusal;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws of the sections about other messages, over random lists; {@code -Dassay.seed=N} repeats a
 * run.
 */
class MessageRulesPropertiesTest {
  private static final long SEED = Long.getLong("assay.seed", 20_260_401L);
  private static final List<String> GLOBS =
      List.of(
          "**",
          "**/.env",
          "**/a/**",
          "file:///srv/app/**",
          "file:///srv/*/a",
          "FILE:///etc/**",
          "demo://Host/**/b*",
          "note:*",
          "https://*.example.org/**");
  private static final List<String> URIS =
      List.of(
          "file:///srv/app/a",
          "FILE:///srv/app/a/",
          "file:///srv/app",
          "file:///srv/app/.env",
          "file:///srv/app/.env?x=/a/",
          "file:///srv/app/../etc/passwd",
          "file:///srv//app/a",
          "file:///srv/app/%61",
          "file:///srv/app/%2Fa",
          "file:///srv/app/a%20b",
          "file://localhost/etc/a",
          "file:/etc/a",
          "file:///etc/a",
          "demo://host/x/y/bee",
          "demo://HOST/bee?q",
          "demo://u@host/bee",
          "note:a",
          "note:a/b",
          "https://x.example.org/a",
          "https://example.org/a#f",
          "h://h/a",
          "no-uri",
          "");

  private static String all(List<String> globs) {
    return Json.Arr.ofStrings(globs).toString();
  }

  private static Json.Obj policy(Optional<List<String>> allow, List<String> deny) {
    Json.ObjBuilder resources = Json.object();
    allow.ifPresent(globs -> resources.put("allow", Json.Arr.ofStrings(globs)));
    resources.put("deny", Json.Arr.ofStrings(deny));
    return Json.object().put("version", "2.0").put("resources", resources.build()).build();
  }

  private static boolean denied(Json.Obj policy, String uri) {
    Optional<MessageRefusal> refusal =
        Policies.accepted(policy)
            .messages()
            .fromAgent("resources/read", Json.object().put("uri", uri).build());
    refusal.ifPresent(r -> assertThat(r.reason()).isEqualTo(RefusalReason.RESOURCE_DENIED));
    return refusal.isPresent();
  }

  /** The section read off the lists: regular expressions, and recursion over segments. */
  private static boolean reference(Optional<List<String>> allow, List<String> deny, String uri) {
    boolean normal =
        Pattern.matches("(?i)(?!file:(?!///))[a-z][a-z0-9+.-]*:[^\\\\#\\s@]*", uri)
            && !uri.contains("@")
            && !Pattern.compile("%(2F|61)").matcher(uri).find()
            && !Pattern.compile("(?<![:/])//|/\\.\\.?(/|$)").matcher(uri).find();
    if (!normal) {
      return true;
    }
    String path = uri.replaceAll("\\?.*", "").replaceAll("(?<!/)/$", "").replace("%20", " ");
    String query = uri.contains("?") ? uri.substring(uri.indexOf('?')) : "";
    return deny.stream().anyMatch(g -> matches(g, path, "") || matches(g, path, query))
        || (allow.isPresent() && allow.get().stream().noneMatch(g -> matches(g, path, query)));
  }

  private static boolean matches(String glob, String path, String query) {
    List<String> segments = segments(path);
    segments.set(segments.size() - 1, segments.getLast() + query);
    return matches(segments(glob), segments);
  }

  private static List<String> segments(String text) {
    List<String> segments = new ArrayList<>();
    String rest = text;
    if (text.contains("://")) {
      int end = text.indexOf('/', text.indexOf("://") + 3);
      String beginning = end < 0 ? text : text.substring(0, end);
      segments.add(beginning.toLowerCase(Locale.ROOT));
      rest = end < 0 ? "" : text.substring(end + 1);
    }
    if (!rest.isEmpty()) {
      segments.addAll(Arrays.asList(rest.split("/")));
    }
    return segments;
  }

  private static boolean matches(List<String> glob, List<String> text) {
    if (glob.isEmpty()) {
      return text.isEmpty();
    }
    List<String> rest = glob.subList(1, glob.size());
    if (glob.getFirst().equals("**")) {
      return matches(rest, text)
          || (!text.isEmpty() && matches(glob, text.subList(1, text.size())));
    }
    String regex = Pattern.quote(glob.getFirst()).replace("*", "\\E.*\\Q");
    return !text.isEmpty()
        && Pattern.compile(regex, Pattern.DOTALL).matcher(text.getFirst()).matches()
        && matches(rest, text.subList(1, text.size()));
  }

  private interface Law {
    void holds(Optional<List<String>> allow, List<String> deny, String uri, Random random);
  }

  private static void forAll(Law law) {
    List<String> globs = GLOBS;
    for (int i = 0; i < 150; i++) {
      Random random = new Random(SEED + i);
      Optional<List<String>> allow =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of(some(globs, random));
      List<String> deny = some(globs, random);
      for (String uri : URIS) {
        try {
          law.holds(allow, deny, uri, random);
        } catch (AssertionError e) {
          throw new AssertionError("assay.seed=" + (SEED + i) + " " + allow + all(deny) + uri, e);
        }
      }
    }
  }

  private static List<String> some(List<String> from, Random random) {
    List<String> chosen = new ArrayList<>(from);
    Collections.shuffle(chosen, random);
    return chosen.subList(0, random.nextInt(4));
  }

  @Test
  void equals_the_reference() {
    forAll(
        (allow, deny, uri, _) ->
            assertThat(denied(policy(allow, deny), uri)).isEqualTo(reference(allow, deny, uri)));
  }

  @Test
  void adding_a_deny_never_allows_and_order_does_not_matter() {
    forAll(
        (allow, deny, uri, random) -> {
          boolean before = denied(policy(allow, deny), uri);
          List<String> more = new ArrayList<>(deny);
          more.addFirst(GLOBS.get(random.nextInt(5)));
          assertThat(denied(policy(allow, more), uri) || !before).isTrue();
          assertThat(denied(policy(allow.map(List::reversed), deny.reversed()), uri))
              .isEqualTo(before);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///srv/app/%2e%2e/x",
        "file:///srv/app/..%2fx",
        "file:///srv/app/%5cx",
        "file:///srv/app/%252e",
        "file:///srv/app/a\\b",
        "file:///srv/app/%00",
        "file:///srv/app/%zz",
        "file:///srv/app/%c3",
        "file:///srv/app/%ff",
        "file:///srv/app/a b",
        "file:///srv/app/\u200ba",
        "file:///srv/app/\ud800",
        "file://user@host/srv",
        "file:srv",
        ":x",
        "1a:x",
        "/srv/app"
      })
  void a_uri_that_readers_take_for_another_is_denied_whatever_is_allowed(String uri) {
    assertThat(denied(policy(Optional.of(List.of("**")), List.of()), uri)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "resources/read, uri, mem://a, RESOURCE_DENIED",
    "resources/subscribe, uri, mem://a, RESOURCE_DENIED",
    "resources/read, uri, mem://ok/x,",
    "resources/read, url, mem://ok/x, RESOURCE_DENIED",
    "resources/unsubscribe, uri, mem://a,",
    "resources/list, cursor, x,",
    "prompts/get, name, other, PROMPT_DENIED",
    "prompts/get, name, review_code,",
    "prompts/get, name, review_secret, PROMPT_DENIED",
    "prompts/get, title, review_code, PROMPT_DENIED",
    "Resources/Read, uri, mem://ok/x, METHOD_LOOKALIKE",
    "'prompts/get ', name, review_code, METHOD_LOOKALIKE",
    "prompts/list, cursor, x,",
    "no/such, name, x, METHOD_NOT_ALLOWLISTED",
    "notifications/initialized, name, x,"
  })
  void messages_are_judged_by_what_they_name(
      String method, String member, String value, String reason) {
    Policy policy =
        Policies.accepted(
            """
            version: "2.0"
            resources: { allow: ["mem://ok/**"] }
            prompts: { allow: ["review_*"], deny: ["*_secret"] }
            methods: { unknown: deny }
            """);
    Json.Obj params = Json.object().put(member, value).build();
    Optional<MessageRefusal> refusal = policy.messages().fromAgent(method, params);
    assertThat(refusal.map(r -> r.reason().name()).orElse(null)).isEqualTo(reason);
    assertThat(policy.messages().governsAgent(method) || refusal.isEmpty()).isTrue();
  }

  @Test
  void completions_and_subscriptions_are_judged_by_the_resource_or_prompt_they_name() {
    Policy policy =
        Policies.accepted(
            """
            version: "2.0"
            resources: { deny: ["mem://secret/**"] }
            prompts: { allow: [] }
            """);
    assertThat(reason(policy, "completion/complete", "{\"ref\":{\"uri\":\"mem://secret/{id}\"}}"))
        .contains(RefusalReason.RESOURCE_DENIED);
    assertThat(reason(policy, "completion/complete", "{\"ref\":{\"uri\":\"mem://open/{id}\"}}"))
        .isEmpty();
    assertThat(reason(policy, "completion/complete", "{\"ref\":{\"name\":\"p\"}}"))
        .contains(RefusalReason.PROMPT_DENIED);
    String listen = "{\"notifications\":{\"resourceSubscriptions\":%s}}";
    assertThat(reason(policy, "subscriptions/listen", listen.formatted("[\"mem://a\"]"))).isEmpty();
    for (String uris : List.of("[\"mem://a\",\"mem://secret/b\"]", "\"mem://secret/b\"", "[7]")) {
      assertThat(reason(policy, "subscriptions/listen", listen.formatted(uris)))
          .contains(RefusalReason.RESOURCE_DENIED);
    }
    assertThat(reason(policy, "subscriptions/listen", "{\"notifications\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://secret.example/a",
        "HTTPS://SECRET.example/a",
        "https://secret.example:443/a",
        "https://secret.example:/a",
        "https://secret.example:0443/a",
        "https://secret.example./a",
        "https://secret.example..:443/a",
        "https:secret.example/a",
        "https:/secret.example/a",
        "https:///secret.example/a",
        "https://secret\u3002example/a",
        "https://\uff53ecret.example/a",
        "https://\u017fecret.example/a",
        "https://secret.example,x/a",
        "wss://secret.example:443/a",
        "http://secret.example:80/a",
        "ws:secret.example/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://127.0.0.1:80/a",
        "http://0x7f.1/a",
        "http://2130706433/a",
        "http://[0:0:0:0:0:ffff:7f00:1]/a",
        "https://b\u00fccher.example/a",
        "https://xn--bcher-kva.example./a",
        "https://app.secret.example:443/a",
        "ftp://secret.example:21/a",
        "ftp:/secret.example/a",
        "https://secret.example%3a443/a",
        "https://secret%C2%ADx.example/a",
        "mem://secret:/a",
        "mem://secret./a"
      })
  void one_host_is_denied_however_it_is_spelled(String uri) {
    List<String> deny =
        List.of(
            "https://secret.example/**",
            "http://secret.example/**",
            "wss://secret.example:443/**",
            "ws://secret.example/**",
            "ftp://secret.example/**",
            "https://*.secret.example/**",
            "http://127.0.0.1/**",
            "mem://secret/**",
            "https://b\u00fccher.example/**");
    assertThat(denied(policy(Optional.empty(), deny), uri)).isTrue();
    assertThat(denied(policy(Optional.of(List.of("**")), deny), uri)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/**, https://a.example:8443/x, false",
    "https://a.example:8443/**, https://a.example:8443/x, true",
    "https://a.example:443/**, https://a.example/x, true",
    "https://a.example/**, https://A.example./x, true",
    "https://*.example/**, https://a.example/x, true",
    "https://*.example/**, https://a.example:443/x, true",
    "https://*.example/**, https://a.example:8443/x, false",
    "https://*.example:*/**, https://a.example:8443/x, true",
    "https://*/**, https://a.example/x, true",
    "https://*/**, https://a.example:8443/x, true",
    "https://*:443/**, https://a.example:8443/x, false",
    "https://*:443/**, https://a.example/x, true",
    "https://a.*/**, https://a.example/x, true",
    "https://*/**, https://[::1]/x, true",
    "custom://Host:7/**, custom://host:7/x, true",
    "custom:a/**, custom:a/x, true",
    "https://a.example/a:b/**, https://a.example/a:b/x, true"
  })
  void globs_and_uris_meet_in_one_spelling_of_the_host(String glob, String uri, boolean matches) {
    assertThat(denied(policy(Optional.empty(), List.of(glob)), uri)).isEqualTo(matches);
    assertThat(denied(policy(Optional.of(List.of(glob)), List.of()), uri)).isEqualTo(!matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:a.example/x",
        "https:/a.example/x",
        "https:///a.example/x",
        "https://u@a.example/x",
        "https://a.example:99999/x",
        "https://a\uff0eexample/x",
        "https://a..example/x",
        "https://*.a\uff0eexample/x",
        "https://*.b\u00fccher.example/x",
        "https://*.example:/x",
        "https://*.example:99999/x",
        "https:*/x",
        "custom://host:/x",
        "custom://host./x"
      })
  void a_glob_whose_host_readers_take_apart_differently_is_refused(String glob) {
    assertThat(Policies.read(policy(Optional.empty(), List.of(glob))))
        .isInstanceOf(PolicyReading.Refused.class);
  }

  @Test
  void nested_members_that_only_look_like_judged_ones_are_denied() {
    Policy policy =
        Policies.accepted(
            """
            version: "2.0"
            resources: { deny: ["mem://secret/**"] }
            prompts: { deny: ["bad"] }
            """);
    for (String notifications :
        List.of(
            "{\"ResourceSubscriptions\":[\"mem://secret/a\"]}",
            "{\"resourceSubscriptions\":[],\"resource\u017fubscriptions\":[]}")) {
      assertThat(
              reason(policy, "subscriptions/listen", "{\"notifications\":" + notifications + "}"))
          .contains(RefusalReason.RESOURCE_DENIED);
    }
    assertThat(reason(policy, "subscriptions/listen", "{\"notifications\":[{}]}"))
        .contains(RefusalReason.RESOURCE_DENIED);
    for (String ref :
        List.of(
            "{\"Uri\":\"mem://secret/a\"}",
            "{\"uri\":\"mem://open/a\",\"URI\":\"mem://secret/a\"}",
            "{\"name\":\"good\",\"Name\":\"bad\"}",
            "[{\"uri\":\"mem://secret/a\"}]")) {
      assertThat(reason(policy, "completion/complete", "{\"ref\":" + ref + "}"))
          .as(ref)
          .isPresent();
    }
    assertThat(reason(policy, "completion/complete", "{\"ref\":{\"type\":\"t\",\"x-y\":1}}"))
        .isEmpty();
    assertThat(
            reason(
                policy, "subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}"))
        .isEmpty();
  }

  private static Optional<RefusalReason> reason(Policy policy, String method, String params) {
    return policy
        .messages()
        .fromAgent(method, (Json.Obj) Vectors.parse(params))
        .map(MessageRefusal::reason);
  }

  @Test
  void without_sections_everything_passes() {
    Policy policy = Policies.accepted("version: \"2.0\"\n");
    assertThat(policy.messages().passesTheAgent()).isTrue();
    assertThat(policy.messages().governsServer()).isFalse();
    for (String method : List.of("resources/read", "prompts/get", "no/such", "Resources/read")) {
      assertThat(policy.messages().fromAgent(method, Json.Obj.EMPTY)).isEmpty();
      assertThat(policy.messages().governsAgent(method)).isFalse();
    }
    assertThat(
            policy
                .messages()
                .fromServer("sampling/createMessage", Json.Obj.EMPTY, Optional.empty()))
        .isEmpty();
  }
}
