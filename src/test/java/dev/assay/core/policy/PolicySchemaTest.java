package dev.assay.core.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonPointer;
import dev.assay.core.json.JsonText;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.PolicyShape;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The published schema and the loader agree on the shape of a policy: what the schema refuses the
 * loader refuses, and a fault of shape that the loader finds the schema finds, too.
 */
public class PolicySchemaTest {
  private static final Path SCHEMA = Path.of("src/main/resources/schema/policy.schema.json");
  private static final Path WHOLE = Path.of("src/test/resources/schema/whole-language.yaml");
  private static final int MUTANTS = 6_000;

  /** The faults that a schema can express; all others are the loader's alone. */
  private static final Set<PolicyFault> OF_SHAPE =
      EnumSet.of(
          PolicyFault.ROOT_NOT_MAPPING,
          PolicyFault.VERSION_MISSING,
          PolicyFault.VERSION_UNSUPPORTED,
          PolicyFault.UNKNOWN_FIELD,
          PolicyFault.MISSING_FIELD,
          PolicyFault.WRONG_TYPE,
          PolicyFault.UNKNOWN_VALUE,
          PolicyFault.PATTERN_INNER_STAR,
          PolicyFault.PATTERN_EMPTY,
          PolicyFault.PATTERN_WHITESPACE,
          PolicyFault.PATTERN_CHARACTER,
          PolicyFault.CLASS_WILDCARD,
          PolicyFault.CLASS_BLANK);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Schema schema = schema();

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(MAPPER.readTree(Files.readString(SCHEMA)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isValid(Json policy) throws IOException {
    JsonNode node = MAPPER.readTree(JsonText.compact(policy));
    return schema.validate(node).isEmpty();
  }

  /** Gives the codes only the loader can give, for the reference page. */
  public static List<String> onlyTheLoader() {
    List<String> codes = new ArrayList<>();
    for (PolicyFault fault : EnumSet.complementOf(EnumSet.copyOf(OF_SHAPE))) {
      codes.add(fault.code());
    }
    return codes;
  }

  /** Gives the members that the schema describes and the loader does not enforce yet. */
  public static Set<String> notYetEnforced() throws IOException {
    Set<String> members = new TreeSet<>();
    for (Problem problem : Policies.problems(Policies.read(Files.readString(WHOLE)))) {
      if (problem.code().equals(PolicyFault.NOT_YET_ENFORCED.code())) {
        members.add(problem.message().substring(0, problem.message().indexOf(" is not yet")));
      }
    }
    return members;
  }

  private static Json yaml(String text) {
    return switch (YamlReader.read(text.getBytes(UTF_8))) {
      case YamlReading.Read read -> read.value();
      case YamlReading.Flawed _, YamlReading.Refused _ -> Json.Null.NULL;
    };
  }

  private static Set<Json> policies() throws IOException {
    Set<Json> policies = new LinkedHashSet<>();
    policies.add(yaml(Files.readString(WHOLE)));
    try (var folders = Files.list(Path.of("src/test/resources/policies"))) {
      for (Path folder : folders.sorted().toList()) {
        if (folder.getFileName().toString().startsWith("yaml-not")
            || folder.getFileName().toString().startsWith("yaml-utf")) {
          continue; // no text at all
        }
        policies.add(yaml(Files.readString(folder.resolve("policy.yaml"))));
      }
    }
    for (Json.Obj one : Vectors.cases("policy/decisions.json", "cases")) {
      policies.add(one.get("policy"));
    }
    for (Json.Obj one : Vectors.cases("policy/loader.json", "cases")) {
      policies.add(yaml(one.string("yaml").orElseThrow()));
    }
    policies.remove(Json.Null.NULL);
    return policies;
  }

  private void agree(Json policy) throws IOException {
    boolean valid = isValid(policy);
    List<Problem> problems = Policies.problems(Policies.read(policy));
    List<String> codes = Policies.codes(problems);
    boolean shape = OF_SHAPE.stream().anyMatch(fault -> codes.contains(fault.code()));
    String trace = "assay.seed=" + Seed.value() + "\n" + JsonText.pretty(policy) + "\n" + problems;
    if (!valid) {
      assertThat(problems).as("refused by the schema only: %s", trace).isNotEmpty();
    }
    if (shape) {
      assertThat(valid).as("refused by the loader only: %s", trace).isFalse();
    }
  }

  @Test
  void the_schema_and_the_loader_agree_on_every_policy_there_is() throws IOException {
    assertThat(policies()).hasSizeGreaterThan(60);
    for (Json policy : policies()) {
      agree(policy);
    }
  }

  @Test
  void they_agree_on_policies_in_which_something_was_changed() throws IOException {
    List<Json> all = new ArrayList<>(policies());
    RandomGenerator random = Seed.random();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Json policy = all.get(random.nextInt(all.size()));
      List<String> pointers = new ArrayList<>();
      collect(policy, "", pointers);
      Json mutant = changed(policy, pointers.get(random.nextInt(pointers.size())), random);
      agree(mutant);
      refused += isValid(mutant) ? 0 : 1;
    }
    assertThat(refused).isBetween(MUTANTS / 5, MUTANTS * 4 / 5);
  }

  @Test
  void every_member_of_the_language_is_described() throws IOException {
    Json.Obj document = (Json.Obj) Vectors.parse(Files.readString(SCHEMA));
    for (PolicyShape shape : PolicyShape.values()) {
      Json.Obj section =
          shape == PolicyShape.ROOT
              ? document
              : (Json.Obj) JsonPointer.find(document, "/properties/" + shape.section());
      assertThat(section.object("properties").orElseThrow().members().keySet())
          .as(shape.name())
          .containsExactlyInAnyOrderElementsOf(shape.members());
    }
  }

  @Test
  void the_whole_language_satisfies_the_schema() throws IOException {
    Json whole = yaml(Files.readString(WHOLE));
    assertThat(schema.validate(MAPPER.readTree(JsonText.compact(whole)))).isEmpty();
    List<String> codes = Policies.codes(Policies.problems(Policies.read(whole)));
    assertThat(codes).isSubsetOf(PolicyFault.NOT_YET_ENFORCED.code());
  }

  private static void collect(Json value, String pointer, List<String> pointers) {
    pointers.add(pointer);
    if (value instanceof Json.Obj object) {
      object.members().forEach((k, v) -> collect(v, JsonPointer.below(pointer, k), pointers));
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.items().size(); i++) {
        collect(array.items().get(i), pointer + "/" + i, pointers);
      }
    }
  }

  private static Json changed(Json value, String pointer, RandomGenerator random) {
    if (pointer.isEmpty()) {
      return random.nextInt(3) == 0 && value instanceof Json.Obj object
          ? with(object, "zzz", Json.Num.of(1))
          : replacement(random);
    }
    int slash = pointer.indexOf('/', 1);
    String token =
        pointer
            .substring(1, slash < 0 ? pointer.length() : slash)
            .replace("~1", "/")
            .replace("~0", "~");
    String rest = slash < 0 ? "" : pointer.substring(slash);
    if (value instanceof Json.Obj object) {
      Json member = object.members().get(token);
      if (!rest.isEmpty()) {
        return with(object, token, changed(member, rest, random));
      }
      Map<String, Json> members = new LinkedHashMap<>(object.members());
      switch (random.nextInt(4)) {
        case 0 -> members.remove(token);
        case 1 -> {
          members.remove(token);
          members.put(token + (random.nextBoolean() ? "z" : " "), member);
        }
        default -> members.put(token, changed(member, "", random));
      }
      return new Json.Obj(members);
    }
    List<Json> items = new ArrayList<>(((Json.Arr) value).items());
    int index = Integer.parseInt(token);
    items.set(index, changed(items.get(index), rest, random));
    return new Json.Arr(items);
  }

  private static Json replacement(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Num.of(7);
      case 2 -> Json.Bool.TRUE;
      case 3 -> Json.Arr.EMPTY;
      case 4 -> Json.Obj.EMPTY;
      case 5 -> new Json.Str("a*b");
      case 6 -> new Json.Str("");
      case 7 -> new Json.Str(" x");
      case 8 -> Json.Arr.ofStrings(List.of("zzz", "*"));
      default -> new Json.Str("zzz");
    };
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
