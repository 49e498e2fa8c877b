package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.testkit.Attestations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each way a command can fail: its exit code, its reason, and a document that repeats both. */
class CommandFailuresTest {
  private static final String POLICY = "examples/mcp-quickstart/policy.yaml";
  private static final String BUNDLES = "src/test/resources/vectors/evidence/";

  @TempDir private Path directory;

  /** A command line and how it must end. */
  private record Failure(int exitCode, String reason, String says, List<String> words) {}

  private record Said(int exitCode, String out, String err) {}

  @TestFactory
  Stream<DynamicTest> every_failure_has_its_code_and_its_reason() throws IOException {
    String misspelt = write("misspelt.yaml", "version: \"2.0\"\ntool:\n  allow: [a]\n");
    String empty = write("empty.yaml", "");
    String duplicate =
        write("twice.yaml", "version: \"2.0\"\ntools: {deny: [a]}\ntools: {deny: [b]}\n");
    String ignored = write("ignored.yaml", "version: \"2.0\"\nkill_switch: { mode: immediate }\n");
    String missing = directory.resolve("missing").toString();
    String notBundle = write("not.tar.gz", "hello");
    String sealed = BUNDLES + "sealed/ok.tar.gz";
    String unsealed = BUNDLES + "sealed/unsealed.tar.gz";
    String other = "sha256:" + "0".repeat(64);
    String attestation =
        write("att.json", new String(Attestations.truth(Attestations.ed25519(1)), UTF_8));
    String nobody = write("nobody.json", "{\"schema\":\"assay.trust_set.v1\",\"keys\":[]}");
    String replacing = write("replacing.json", "{\"run_id\":\"x\"}");
    String key = secret("key.pem", Attestations.KEY_PEM);
    String badKey = secret("bad.pem", "hello");
    String looseKey = write("loose.pem", Attestations.KEY_PEM);
    Files.setPosixFilePermissions(Path.of(looseKey), PosixFilePermissions.fromString("rw-r--r--"));
    return Stream.of(
            failure(2, "E_MISSING_CONFIG", "does not exist", "policy validate " + missing),
            failure(2, "E_MISSING_CONFIG", "directory", "policy validate " + directory),
            failure(2, "E_POLICY_PARSE", "misspelt.yaml:2:1", "policy validate " + misspelt),
            failure(2, "E_POLICY_PARSE", "did you mean `tools`", "policy validate " + misspelt),
            failure(2, "E_POLICY_PARSE", "empty.yaml", "policy validate " + empty),
            failure(2, "E_POLICY_PARSE", "twice.yaml:3:1", "policy validate " + duplicate),
            failure(2, "E_POLICY_PARSE", "not yet enforced", "policy validate " + ignored),
            failure(2, "E_POLICY_PARSE", "tool", "policy validate " + POLICY + " " + misspelt),
            failure(
                2, "E_MISSING_CONFIG", "exist", "policy explain --policy " + missing + " --call a"),
            failure(
                2, "E_POLICY_PARSE", "tool", "policy explain --policy " + misspelt + " --call a"),
            failure(1, "E_POLICY_VIOLATION", "", "policy explain --call exec --policy " + POLICY),
            failure(
                2,
                "E_INVALID_ARGS",
                "not JSON",
                "policy explain --call exec --args {1 --policy " + POLICY),
            failure(
                2,
                "E_INVALID_ARGS",
                "not a JSON object",
                "policy explain --call exec --args [] --policy " + POLICY),
            failure(
                2,
                "E_MISSING_CONFIG",
                "cannot be read",
                "policy explain --call exec --args @" + missing + " --policy " + POLICY),
            failure(2, "E_EVIDENCE_UNREADABLE", "no such file", "evidence verify " + missing),
            failure(2, "E_EVIDENCE_UNREADABLE", "directory", "evidence verify " + directory),
            failure(2, "E_EVIDENCE_UNREADABLE", "", "evidence verify " + notBundle),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence verify " + BUNDLES + "tamper/100-data-naive.tar.gz"),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence verify " + sealed + " " + BUNDLES + "tamper/100-data-naive.tar.gz"),
            failure(
                2,
                "E_EVIDENCE_REQUIREMENT",
                "sealed",
                "evidence verify --require sealed " + unsealed),
            failure(
                2,
                "E_EVIDENCE_REQUIREMENT",
                "expected",
                "evidence verify --expect-digest " + other + " " + sealed),
            failure(2, "E_INVALID_ARGS", "digest", "evidence verify --expect-digest abc " + sealed),
            failure(2, "E_EVIDENCE_UNREADABLE", "no such file", "evidence lint " + missing),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence lint " + BUNDLES + "tamper/100-data-naive.tar.gz"),
            failure(1, "E_LINT_FINDING", "", "evidence lint --fail-on warn " + sealed),
            failure(
                3,
                "E_PACK_UNUSABLE",
                "did you mean `gateway-baseline`",
                "evidence lint --pack gateway-baselin " + sealed),
            failure(
                3,
                "E_PACK_UNUSABLE",
                "misspelt.yaml:2:1",
                "evidence lint --pack " + misspelt + " " + sealed),
            failure(
                2,
                "E_EVIDENCE_REQUIREMENT",
                "expected",
                "evidence verify --expect-bundle-id " + other + " " + sealed),
            failure(
                2,
                "E_EVIDENCE_REQUIREMENT",
                "observed",
                "evidence verify --require sealed,observed " + sealed),
            failure(
                2,
                "E_EVIDENCE_CONTRACT",
                "canonical",
                "evidence verify --require-canonical " + BUNDLES + "tamper/083-pretty.tar.gz"),
            failure(
                2,
                "E_INVALID_ARGS",
                "is not the name of a limit",
                "evidence verify --limits {\"max_event\":1} " + sealed),
            failure(
                2,
                "E_MISSING_CONFIG",
                "exist",
                "evidence verify --limits " + missing + " " + sealed),
            failure(
                2,
                "E_CFG_PARSE",
                "not strict JSON",
                "evidence verify --limits " + notBundle + " " + sealed),
            failure(
                2,
                "E_EVIDENCE_LIMIT_EXCEEDED",
                "LimitTotalEvents",
                "evidence verify --limits {\"max_events\":1} " + sealed),
            failure(
                2, "E_MISSING_CONFIG", "exist", "evidence verify --key " + missing + " " + sealed),
            failure(
                2,
                "E_CFG_PARSE",
                "public key",
                "evidence verify --key " + notBundle + " " + sealed),
            failure(
                2,
                "E_MISSING_CONFIG",
                "directory",
                "evidence verify --trust-set " + directory + " " + sealed),
            failure(
                2,
                "E_CFG_PARSE",
                "not a JSON document",
                "evidence verify --trust-set " + notBundle + " " + sealed),
            failure(
                2,
                "E_MISSING_CONFIG",
                "exist",
                "evidence verify --attestation " + missing + " " + sealed),
            failure(
                2,
                "E_EVIDENCE_REQUIREMENT",
                "attestation_malformed",
                "evidence verify --attestation " + notBundle + " " + sealed),
            failure(2, "E_MISSING_CONFIG", "exist", "evidence verify-attestation " + missing),
            failure(
                2,
                "E_ATTESTATION_REFUSED",
                "signed envelope",
                "evidence verify-attestation " + notBundle),
            failure(
                2,
                "E_SIGNATURE_NOT_CHECKED",
                "whose keys",
                "evidence verify-attestation " + attestation),
            failure(
                2,
                "E_SIGNATURE_REFUSED",
                "no key that you trust",
                "evidence verify-attestation " + attestation + " --trust-set " + nobody),
            failure(
                2,
                "E_INVALID_ARGS",
                "2 signatures",
                "evidence verify-attestation "
                    + attestation
                    + " --threshold 2 --trust-set "
                    + nobody),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence verify-attestation "
                    + attestation
                    + " --bundle "
                    + BUNDLES
                    + "tamper/100-data-naive.tar.gz"),
            failure(
                2,
                "E_MISSING_CONFIG",
                "no such file",
                "evidence attest --bundle " + sealed + " --key " + missing),
            failure(
                2,
                "E_MISSING_CONFIG",
                "directory",
                "evidence attest --bundle " + sealed + " --key " + directory),
            failure(
                2,
                "E_CFG_PARSE",
                "PKCS#8",
                "evidence attest --bundle " + sealed + " --key " + badKey),
            failure(
                2,
                "E_CFG_PARSE",
                "open to others",
                "evidence attest --bundle " + sealed + " --key " + looseKey),
            failure(
                2,
                "E_OUTPUT_EXISTS",
                "exists",
                "evidence attest --bundle " + sealed + " --key " + key + " --out " + nobody),
            failure(
                3,
                "E_EVIDENCE_UNWRITABLE",
                "does not exist",
                "evidence attest --bundle "
                    + sealed
                    + " --key "
                    + key
                    + " --out "
                    + missing
                    + "/a"),
            failure(
                2,
                "E_CFG_PARSE",
                "come from the bundle",
                "evidence attest --bundle "
                    + sealed
                    + " --key "
                    + key
                    + " --predicate "
                    + replacing),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence attest --key "
                    + key
                    + " --bundle "
                    + BUNDLES
                    + "tamper/100-data-naive.tar.gz"),
            failure(2, "E_STORE_CONFIG", "store is `file:", "evidence list --store memory://x"),
            failure(
                2,
                "E_STORE_CONFIG",
                "no such directory",
                "evidence verify --all --store file://" + missing),
            failure(
                2,
                "E_EVIDENCE_UNREADABLE",
                "no such file",
                "evidence push " + missing + " --store file://" + directory.resolve("store")),
            failure(
                2,
                "E_STORE_NOT_FOUND",
                "no such bundle",
                "evidence pull --digest " + other + " --store file://" + directory),
            failure(
                2,
                "E_EVIDENCE_UNREADABLE",
                "no such directory",
                "evidence prune --keep 1 --dir " + missing),
            failure(
                2,
                "E_PRUNE_RECORD",
                "misspelt.yaml:1:1",
                "evidence prune --keep 1 --legal-hold " + misspelt + " --dir " + directory),
            failure(
                2,
                "E_PRUNE_RECORD",
                "longer than",
                "evidence prune --keep 1 --legal-hold /dev/zero --dir " + directory),
            failure(2, "E_EVIDENCE_UNREADABLE", "no such file", "evidence show " + missing),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "evidence show " + BUNDLES + "tamper/100-data-naive.tar.gz"),
            failure(
                2,
                "E_IMPORT_REJECTED",
                "line 1",
                "evidence import promptfoo-jsonl --bundle-out "
                    + directory.resolve("receipts.tar.gz")
                    + " --input "
                    + notBundle),
            failure(2, "E_EVIDENCE_UNREADABLE", "no such", "trust-basis generate " + missing),
            failure(
                2,
                "E_EVIDENCE_INTEGRITY",
                "seq 5",
                "trust-card generate --out-dir "
                    + directory.resolve("card")
                    + " "
                    + BUNDLES
                    + "tamper/100-data-naive.tar.gz"),
            failure(
                3,
                "E_OUTPUT_FAILED",
                "cannot be written",
                "trust-basis generate -o " + notBundle + "/below " + sealed),
            failure(
                2,
                "E_BASELINE_INVALID",
                "baseline",
                "trust-basis diff " + missing + " " + notBundle),
            failure(
                2,
                "E_MISSING_CONFIG",
                "trust policy",
                "trust-policy check --policy " + missing + " " + notBundle),
            failure(
                2,
                "E_TRUST_POLICY_PARSE",
                "schema",
                "trust-policy check --policy " + misspelt + " " + notBundle),
            failure(2, "E_TRUST_POLICY_PARSE", "mapping", "trust-policy test " + notBundle),
            failure(2, "E_BASELINE_INVALID", "exist", "trust-basis fold " + missing),
            failure(2, "E_MISSING_CONFIG", "exist", "ci --policy " + missing),
            failure(
                2,
                "E_SCHEMA_INPUT",
                "exist",
                "evidence schema validate --schema mastra.score-event.v1 --input " + missing),
            failure(
                1,
                "E_RECEIPT_DIFFERS",
                "",
                "evidence receipts check --bundle " + sealed + " --source " + notBundle),
            failure(2, "E_RECORD_CHECK", "", "evidence verify-tool-decision-truth " + sealed),
            failure(
                2,
                "E_RECORD_INPUT",
                "at byte 0",
                "evidence verify-mcp-tunnel-observed --artifact " + notBundle),
            failure(2, "E_POLICY_PARSE", "did you mean `tools`", "ci --policy " + misspelt),
            failure(
                2, "E_TRACE_NOT_FOUND", "no such", "ci --policy " + POLICY + " --trace " + missing),
            failure(
                3,
                "E_OUTPUT_FAILED",
                "cannot be written",
                "ci --policy " + POLICY + " --junit " + notBundle + "/below"),
            failure(
                2,
                "E_BASELINE_INVALID",
                "not.tar.gz",
                "trust-basis accept --by a --reason b " + notBundle),
            failure(
                2,
                "E_BASELINE_INVALID",
                "not JSON",
                "trust-basis assert -i " + notBundle + " --require bundle_verified=verified"),
            failure(
                2,
                "E_INVALID_ARGS",
                "no claim",
                "trust-basis assert -i " + notBundle + " --require made_up=verified"))
        .map(
            failure ->
                DynamicTest.dynamicTest(String.join(" ", failure.words), () -> check(failure)));
  }

  @Test
  void a_broken_bundle_is_shown_only_when_asked_and_marked() {
    Said said =
        run(List.of("evidence", "show", "--no-verify", BUNDLES + "tamper/100-data-naive.tar.gz"));
    assertThat(said.exitCode()).isZero();
    assertThat(said.out().lines().findFirst().orElse("")).endsWith("NOT VERIFIED");
  }

  @Test
  void a_bundle_that_does_not_verify_has_no_basis() {
    Path basis = directory.resolve("none.json");
    String broken = BUNDLES + "tamper/100-data-naive.tar.gz";
    Said said = run(List.of("trust-basis", "generate", "-o", basis.toString(), broken));
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(run(List.of("trust-basis", "generate", broken)).out()).isEmpty();
    assertThat(basis).doesNotExist();
  }

  @Test
  void a_level_that_is_not_the_demanded_one_is_a_finding() throws IOException {
    Path basis = directory.resolve("trust-basis.json");
    String bundle = BUNDLES + "sealed/ok.tar.gz";
    assertThat(run(List.of("trust-basis", "generate", "-o", basis.toString(), bundle)).exitCode())
        .isZero();
    Said said =
        run(
            List.of(
                "trust-basis",
                "assert",
                "-i",
                basis.toString(),
                "--require",
                "signing_evidence_present=verified"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out())
        .contains("- FAIL signing_evidence_present: expected verified, actual absent");
  }

  @Test
  void a_regression_is_a_finding_only_when_asked() throws IOException {
    String golden = "src/test/resources/vectors/trust/golden/";
    List<String> words =
        new ArrayList<>(
            List.of(
                "trust-basis",
                "diff",
                golden + "signals-and-receipts/trust-basis.json",
                golden + "all-absent/trust-basis.json"));
    assertThat(run(words).exitCode()).isZero();
    words.add("--fail-on-regression");
    Said said = run(words);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out()).contains("Regressions:");
    assertThat(said.err()).contains("Trust Basis regression check failed");
  }

  @Test
  void no_argument_value_is_repeated_when_a_call_is_denied() {
    Said said =
        run(
            List.of(
                "policy",
                "explain",
                "--policy",
                POLICY,
                "--call",
                "read_file",
                "--args",
                "{\"path\":\"/etc/very-secret\"}"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out() + said.err()).doesNotContain("very-secret");
  }

  private static Failure failure(int exitCode, String reason, String says, String words) {
    return new Failure(exitCode, reason, says, List.of(words.split(" ")));
  }

  private static void check(Failure failure) {
    List<String> words = new ArrayList<>(failure.words);
    Said text = run(words);
    assertThat(text.exitCode()).as(text.err()).isEqualTo(failure.exitCode);
    assertThat(text.err()).contains(failure.says).doesNotContain("\tat ");
    if (failure.exitCode == 2) {
      assertThat(text.err()).contains("error: ").contains("\nnext: ");
    }
    words.add("--json");
    Said json = run(words);
    assertThat(json.exitCode()).isEqualTo(failure.exitCode);
    Json.Obj document = document(json.out());
    assertThat(document.string("schema").orElse("")).matches("assay\\.[a-z_.-]+\\.v\\d+");
    assertThat(document.integer("exit_code")).contains((long) failure.exitCode);
    assertThat(document.string("reason_code")).contains(failure.reason);
  }

  private static Json.Obj document(String out) {
    assertThat(out).endsWith("}\n");
    return switch (JsonReader.read(out.getBytes(UTF_8), JsonLimits.DOCUMENT)) {
      case JsonReading.Read(Json.Obj object) -> object;
      case JsonReading.Read _, JsonReading.Refused _ -> throw new AssertionError(out);
    };
  }

  private static Said run(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  private String secret(String name, String text) throws IOException {
    String path = write(name, text);
    Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rw-------"));
    return path;
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
