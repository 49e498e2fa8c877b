package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.JsonValues;
import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ToolIdentityPropertiesTest {
  private static final int RUNS = 500;
  private static final String NO_INSTRUCTIONS = LockedServer.instructionsDigest("");
  private static final List<String> COVERED =
      List.of(
          "title",
          "description",
          "inputSchema",
          "outputSchema",
          "annotations",
          "execution",
          "icons");

  private final RandomGenerator random = Seed.random();

  @Test
  void a_lock_is_read_as_it_was_written() {
    for (int i = 0; i < RUNS; i++) {
      ToolLock lock = Listings.lock(random);
      assertThat(ToolLockReader.read(lock.canonicalBytes()))
          .as("seed %d, run %d", Seed.value(), i)
          .isEqualTo(new ToolLockReading.Read(lock));
    }
  }

  @Test
  void pages_order_of_tools_and_order_of_members_change_nothing() {
    for (int i = 0; i < RUNS; i++) {
      List<Json> tools = Listings.several(random);
      List<Json> other = new ArrayList<>();
      tools.forEach(tool -> other.add(Listings.shuffled(tool, random)));
      Collections.shuffle(other, Random.from(random));
      ToolListing pages = new ToolListing(Listings.LABEL);
      int cut = random.nextInt(other.size() + 1);
      pages.add(new Json.Arr(other.subList(0, cut)));
      pages.add(new Json.Arr(other.subList(cut, other.size())));

      LockedServer expected = Listings.of(tools).identity(NO_INSTRUCTIONS);
      assertThat(pages.identity(NO_INSTRUCTIONS))
          .as("seed %d, run %d", Seed.value(), i)
          .isEqualTo(expected);
      assertThat(Drift.between(expected, pages, NO_INSTRUCTIONS).isEmpty()).isTrue();
    }
  }

  @Test
  void any_change_of_a_definition_is_drift() {
    for (int i = 0; i < RUNS; i++) {
      Json.Obj tool = Listings.any("t", random);
      LockedServer approved = Listings.of(List.of(tool)).identity(NO_INSTRUCTIONS);
      String member = COVERED.get(random.nextInt(COVERED.size()));
      Json changed = random.nextInt(4) == 0 ? null : JsonValues.any(random);
      Json.ObjBuilder other = Json.object();
      tool.members().forEach((n, v) -> other.put(n, n.equals(member) ? changed : v));
      ToolListing listing = Listings.of(List.of(other.build()));

      assertThat(Drift.between(approved, listing, NO_INSTRUCTIONS).tools())
          .as("seed %d, run %d, %s", Seed.value(), i, member)
          .extracting(Drift.ToolChange::name)
          .containsExactly("t");
    }
  }

  @Test
  void added_removed_and_renamed_tools_are_drift_and_change_the_set() {
    for (int i = 0; i < RUNS; i++) {
      List<Json> tools = Listings.several(random);
      LockedServer approved = Listings.of(tools).identity(NO_INSTRUCTIONS);
      Json.Obj last = (Json.Obj) tools.getLast();
      Json.ObjBuilder renamed = Json.object();
      last.members().forEach((n, v) -> renamed.put(n, n.equals("name") ? new Json.Str("new") : v));
      tools.set(tools.size() - 1, renamed.build());
      ToolListing listing = Listings.of(tools);

      assertThat(Drift.between(approved, listing, NO_INSTRUCTIONS).tools())
          .as("seed %d, run %d", Seed.value(), i)
          .extracting(Drift.ToolChange::kind)
          .containsExactlyInAnyOrder(Drift.Kind.ADDED, Drift.Kind.REMOVED);
      assertThat(listing.identity(NO_INSTRUCTIONS).setDigest()).isNotEqualTo(approved.setDigest());
    }
  }

  @Test
  void other_instructions_are_drift_and_change_the_set() {
    LockedServer approved = Listings.of(List.of()).identity(NO_INSTRUCTIONS);
    String other = LockedServer.instructionsDigest("be kind");

    Drift drift = Drift.between(approved, Listings.of(List.of()), other);

    assertThat(drift.instructions()).isTrue();
    assertThat(drift.isEmpty()).isFalse();
    assertThat(Listings.of(List.of()).identity(other).setDigest())
        .isNotEqualTo(approved.setDigest());
  }

  @Test
  void a_name_listed_twice_on_any_pages_stands_for_nothing() {
    Json.Obj tool = Listings.tool("{\"name\":\"t\"}");
    LockedServer approved = Listings.of(List.of(tool)).identity(NO_INSTRUCTIONS);
    ToolListing twice = new ToolListing(Listings.LABEL);
    twice.add(new Json.Arr(List.of(tool)));
    twice.add(new Json.Arr(List.of(tool)));

    assertThat(Drift.between(approved, twice, NO_INSTRUCTIONS).tools())
        .extracting(Drift.ToolChange::kind)
        .containsExactly(Drift.Kind.AMBIGUOUS);
  }

  @Test
  void a_number_that_digests_do_not_fix_is_drift_even_from_itself() {
    Json.Obj tool =
        Listings.tool("{\"name\":\"t\",\"inputSchema\":{\"maximum\":9007199254740993}}");
    LockedServer approved = Listings.of(List.of(tool)).identity(NO_INSTRUCTIONS);

    assertThat(Drift.between(approved, Listings.of(List.of(tool)), NO_INSTRUCTIONS).tools())
        .extracting(Drift.ToolChange::kind)
        .containsExactly(Drift.Kind.INEXACT);
    for (String exact : List.of("9007199254740992", "1e300", "0.5", "100000000000000000000")) {
      Json.Obj fixed =
          Listings.tool("{\"name\":\"t\",\"inputSchema\":{\"maximum\":" + exact + "}}");
      assertThat(ObservedTool.of(fixed, "l", Optional.empty()).orElseThrow().exact())
          .as(exact)
          .isTrue();
    }
    for (String lost :
        List.of("1e-99999999999", "0.1000000000000000055511151231257827", "1e-400")) {
      Json.Obj unfixed =
          Listings.tool("{\"name\":\"t\",\"inputSchema\":{\"maximum\":" + lost + "}}");
      assertThat(ObservedTool.of(unfixed, "l", Optional.empty()).orElseThrow().exact())
          .as(lost)
          .isFalse();
    }
  }

  @Test
  void elements_without_a_name_are_drift_of_the_server() {
    LockedServer approved = Listings.of(List.of()).identity(NO_INSTRUCTIONS);
    ToolListing listing = Listings.of(List.of(Listings.tool("{\"description\":\"obey\"}")));

    Drift drift = Drift.between(approved, listing, NO_INSTRUCTIONS);

    assertThat(drift.unnamed()).isTrue();
    assertThat(drift.isEmpty()).isFalse();
  }

  @Test
  void a_listing_takes_no_more_tools_than_its_bound() {
    List<Json> many = new ArrayList<>();
    for (int i = 0; i <= ToolListing.MAX_TOOLS; i++) {
      many.add(Json.object().put("name", "t" + i).build());
    }
    ToolListing listing = Listings.of(many);

    assertThat(listing.isFull()).isTrue();
    assertThat(listing.tools()).hasSize(ToolListing.MAX_TOOLS);
  }
}
