package dev.assay.core.surface.privileged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The manifest and target digests of {@code digests.json}. */
class PrivilegedDigestsTest {
  private static Json.Obj vector(String kind) {
    return Vectors.cases("policy/digests.json", "cases").stream()
        .filter(c -> c.string("kind").equals(Optional.of(kind)))
        .findFirst()
        .orElseThrow();
  }

  private static ToolListing listing(List<Json> tools) {
    ToolListing listing = new ToolListing("s");
    listing.add(new Json.Arr(tools));
    return listing;
  }

  @Test
  void the_manifest_digest_is_the_published_one_in_any_order() {
    Json.Obj vector = vector("manifest");
    List<Json> tools = new ArrayList<>(((Json.Arr) vector.get("tools")).items());
    Json expected = vector.object("expect").orElseThrow().get("manifest_digest");

    Json.Obj record = ManifestRecord.of("s", listing(tools));
    assertThat(record.object("observed").orElseThrow().get("manifest_digest")).isEqualTo(expected);
    Collections.reverse(tools);
    assertThat((Json) ManifestRecord.of("s", listing(tools))).isEqualTo(record);
  }

  @Test
  void a_name_that_stands_twice_leaves_no_manifest_digest() {
    List<Json> tools = new ArrayList<>(((Json.Arr) vector("manifest").get("tools")).items());
    tools.add(tools.getFirst());

    Json.Obj record = ManifestRecord.of("s", listing(tools));
    assertThat(record.string("status")).contains("ambiguous");
    assertThat(record.object("observed").orElseThrow().get("manifest_digest"))
        .isEqualTo(Json.Null.NULL);
  }

  @Test
  void a_listing_too_long_for_one_event_keeps_its_digest_and_its_number() {
    List<Json> tools = new ArrayList<>();
    for (int i = 0; i <= ManifestRecord.MAX_LISTED; i++) {
      tools.add(Json.object().put("name", "t" + i).build());
    }
    Json.Obj observed = ManifestRecord.of("s", listing(tools)).object("observed").orElseThrow();

    assertThat(observed.get("tool_digests")).isEqualTo(Json.Null.NULL);
    assertThat(observed.integer("tool_count")).contains(1_001L);
    assertThat(observed.string("manifest_digest")).isPresent();
  }

  @Test
  void the_target_digest_is_the_published_one() {
    Json.Obj vector = vector("target_digest");

    assertThat(ActionTarget.digest(vector.object("target").orElseThrow()))
        .isEqualTo(vector.object("expect").orElseThrow().string("target_digest").orElseThrow());
  }
}
