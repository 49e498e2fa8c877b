package dev.assay.core.policy.argument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentPathTest {
  private static Optional<String> masked(String path, String arguments) {
    return ArgumentPath.parse(path)
        .orElseThrow()
        .changed((Json.Obj) Vectors.parse(arguments), _ -> new Json.Str("#"))
        .map(Json::toString);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"items\":{\"*\":{\"secret\":\"a\"},\"0\":{\"secret\":\"PLAIN\"}}}`",
        "`{\"items\":{\"*\":{\"secret\":\"a\"}}}`",
        "`{\"items\":[{\"secret\":\"a\"},{\"other\":1}]}`",
        "`{\"items\":\"a\"}`",
        "{}"
      })
  void what_is_no_list_where_each_item_is_named_is_missing(String arguments) {
    assertThat(masked("/items/*/secret", arguments)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"items\":[{\"secret\":\"a\"},{\"secret\":\"b\",\"o\":1}]}`,`{\"items\":[{\"secret\":\"#\"},{\"secret\":\"#\",\"o\":1}]}`",
        "`{\"items\":[]}`,`{\"items\":[]}`"
      })
  void each_item_of_a_list_is_changed(String arguments, String after) {
    assertThat(masked("/items/*/secret", arguments))
        .contains(((Json.Obj) Vectors.parse(after)).toString());
  }
}
