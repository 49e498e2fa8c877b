package dev.assay.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code args_digest} of {@code vectors/receipts/tool-decision-truth}: the digest of the gate. */
final class ToolDecisionDigestTest {
  private static final String FILE = "receipts/tool-decision-truth/cases.json";

  @TestFactory
  Stream<DynamicTest> arguments_have_the_published_digest() {
    Json.Obj file = Vectors.object(FILE);
    byte[] key = file.string("hmac_key_utf8").orElseThrow().getBytes(StandardCharsets.UTF_8);
    ArgumentsDigest digest =
        new ArgumentsDigest(
            KeyedDigest.named(file.string("key_id").orElseThrow(), SecretBytes.takingOver(key)));
    return Vectors.cases(FILE, "args_digest").stream()
        .map(
            row ->
                dynamicTest(
                    row.string("id").orElseThrow(),
                    () -> {
                      Json arguments = row.members().get("arguments");
                      assertThat(CanonicalJson.canonicalText(ArgumentsDigest.projected(arguments)))
                          .isEqualTo(row.string("projected_jcs").orElseThrow());
                      assertThat(digest.textOf(arguments))
                          .isEqualTo(row.string("args_digest").orElseThrow());
                    }));
  }
}
