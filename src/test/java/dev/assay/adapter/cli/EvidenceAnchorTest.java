package dev.assay.adapter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.assay.core.json.Json;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.Needs;
import dev.assay.testkit.OpensslAuthority;
import dev.assay.testkit.TimeStampAuthority;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Anchoring a bundle through the command line: an authority on the loopback, a log, OpenSSL. */
class EvidenceAnchorTest {
  private static final String BUNDLES = "src/test/resources/vectors/evidence/sealed/";

  @TempDir private Path directory;
  private final TimeStampAuthority authority = new TimeStampAuthority();
  private final List<HttpServer> servers = new ArrayList<>();
  private String bundle = "";
  private String root = "";
  private String key = "";

  private record Said(int exitCode, String out, String err) {
    Said ends(int expected) {
      assertThat(exitCode).as(out + err).isEqualTo(expected);
      return this;
    }
  }

  @BeforeEach
  void files() throws IOException {
    bundle = file("b.tar.gz", Files.readAllBytes(Path.of(BUNDLES + "ok.tar.gz")));
    root = file("root.pem", authority.rootPem());
    key = file("log.pem", LogKeys.pem(3));
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes).toString();
  }

  private static Said run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Said(exit, out.toString(), err.toString());
  }

  private Said evidence(String words) {
    return run(("evidence " + words).split(" "));
  }

  private static String layer(Said said, String name) {
    Json.Obj layer =
        ((Json.Obj) Vectors.parse(said.out()))
            .object("trust")
            .flatMap(t -> t.object(name))
            .orElseThrow();
    String code =
        layer.object("details").flatMap(d -> d.string("code")).map(c -> " " + c).orElse("");
    return layer.string("status").orElseThrow()
        + " "
        + layer.string("reason_code").orElseThrow()
        + code;
  }

  @Test
  void a_time_stamp_by_files_is_requested_accepted_and_verified() throws IOException {
    evidence("timestamp request " + bundle).ends(0);
    byte[] request = Files.readAllBytes(Path.of(bundle + ".tsq"));
    String answer = file("answer", authority.answer(request));
    Said accepted = evidence("timestamp accept " + bundle + " " + answer + " --tsa-cert " + root);
    assertThat(accepted.ends(0).out()).contains("2026-05-01T12:00:00Z by `CN=Test Time Stamps`");
    Said verified =
        evidence("verify --json --require timestamped --tsa-cert " + root + " " + bundle).ends(0);
    assertThat(layer(verified, "timestamped")).isEqualTo("confirmed timestamp_holds");
    assertThat(verified.out()).contains("\"time\": \"2026-05-01T12:00:00Z\"", "\"PT1.5S\"");
    String otherRoot = file("other.pem", new TimeStampAuthority().rootPem());
    Said untrusted =
        evidence("verify --json --require timestamped --tsa-cert " + otherRoot + " " + bundle);
    assertThat(layer(untrusted.ends(2), "timestamped"))
        .isEqualTo("failed timestamp_refused anchor.untrusted");
    Said unrequired = evidence("verify --tsa-cert " + otherRoot + " " + bundle).ends(0);
    assertThat(unrequired.err()).contains("`timestamped` failed");
    Said named =
        evidence("verify --tsa-cert " + otherRoot + " --timestamp " + bundle + ".tsr " + bundle);
    assertThat(named.ends(2).err()).contains("timestamp_refused");
  }

  @Test
  void a_time_stamp_of_another_bundle_or_request_is_not_kept() throws IOException {
    evidence("timestamp request " + bundle).ends(0);
    byte[] first = authority.answer(Files.readAllBytes(Path.of(bundle + ".tsq")));
    evidence("timestamp request " + bundle).ends(2);
    evidence("timestamp request --force " + bundle).ends(0);
    String answer = file("answer", first);
    Said nonce = evidence("timestamp accept " + bundle + " " + answer);
    assertThat(nonce.ends(2).err()).contains("answers another request");
    String recovered = file("c.tar.gz", Files.readAllBytes(other()));
    Said asked =
        evidence("timestamp accept " + recovered + " " + answer + " --request " + bundle + ".tsq");
    assertThat(asked.ends(2).err()).contains("of other bytes");
    String garbage = file("garbage", "hello".getBytes(UTF_8));
    assertThat(evidence("timestamp accept " + bundle + " " + garbage).ends(2).err())
        .contains("not one DER value");
    assertThat(Path.of(bundle + ".tsr")).doesNotExist();
    Said broken =
        evidence(
            "timestamp request src/test/resources/vectors/evidence/tamper/100-data-naive.tar.gz");
    assertThat(broken.ends(2).err()).contains("seq 5");
    assertThat(evidence("timestamp request --policy x --force " + bundle).ends(2).err())
        .contains("`x` is no object identifier");
  }

  /** Another bundle that verifies. */
  private static Path other() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(BUNDLES))) {
      return files.filter(f -> f.toString().endsWith("unsealed.tar.gz")).findFirst().orElseThrow();
    }
  }

  @Test
  void an_authority_is_asked_over_http_only_when_it_is_named() throws IOException {
    String fetch = "timestamp fetch " + bundle + " --force --timeout 5 --tsa-cert " + root;
    String url = serve(200, "application/timestamp-reply", authority::answer);
    assertThat(evidence(fetch + " --tsa " + url).ends(0).out()).contains("2026-05-01T12:00:00Z");
    evidence("verify --require timestamped --tsa-cert " + root + " " + bundle).ends(0);
    assertFetch(fetch, serve(500, "text/plain", r -> r), 3, "HTTP status 500");
    assertFetch(fetch, serve(302, "text/plain", r -> r), 3, "HTTP status 302");
    assertFetch(fetch, serve(200, "text/html", authority::answer), 3, "timestamp-reply");
    String type = "application/timestamp-reply";
    assertFetch(fetch, serve(200, type, r -> new byte[200_000]), 3, "exchange failed");
    assertFetch(fetch, serve(200, type, r -> TimeStampAuthority.refusal()), 2, "did not grant");
    assertFetch(fetch, serve(200, type, r -> r), 2, "not a time-stamp response");
    TimeStampAuthority stranger = new TimeStampAuthority();
    assertFetch(fetch, serve(200, type, stranger::answer), 2, "does not lead to a trusted one");
    assertFetch(fetch, "http://127.0.0.1:1/", 3, "no time stamp");
    assertFetch(fetch, "ftp://127.0.0.1/", 2, "http or https");
    assertFetch(fetch, "http://user@127.0.0.1/", 2, "http or https");
    Said unchecked = evidence("timestamp fetch " + bundle + " --force --tsa " + url).ends(0);
    assertThat(unchecked.out()).contains("not checked: no `--tsa-cert` was given");
  }

  private void assertFetch(String fetch, String url, int exit, String says) {
    assertThat(evidence(fetch + " --tsa " + url).ends(exit).err()).contains(says);
  }

  private String serve(int status, String type, UnaryOperator<byte[]> answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.apply(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Test
  void a_log_proves_its_bundles_and_that_it_only_grew() throws IOException {
    String log = directory.resolve("log").toString();
    String trust = " --log-key " + log + "/verifier-key ";
    evidence("log init " + log + " --origin log.example/a --sign-key " + key).ends(0);
    evidence("log init " + log + " --origin log.example/a --sign-key " + key).ends(2);
    String old = file("old", Files.readAllBytes(Path.of(log + "/checkpoint")));
    evidence("log append " + log + " --sign-key " + key + " " + bundle).ends(0);
    assertThat(evidence("log append " + log + " --sign-key " + key + " " + bundle).ends(2).err())
        .contains("exists");
    Said again = evidence("log append " + log + " --force --sign-key " + key + " " + bundle);
    assertThat(again.ends(0).out()).contains("entry 0 of 1, was there");
    String second = file("c.tar.gz", Files.readAllBytes(other()));
    evidence("log append " + log + " --sign-key " + key + " " + second).ends(0);
    evidence("log prove " + log + " --force " + bundle).ends(0);
    Said verified = evidence("verify --json --require logged" + trust + bundle + " ").ends(0);
    assertThat(layer(verified, "logged")).isEqualTo("confirmed log_proof_holds");
    assertThat(verified.out()).contains("\"log\": \"log.example/a\"", "\"size\": 2");
    Said swapped = evidence("verify --json --log-proof " + bundle + ".tlog-proof" + trust + second);
    assertThat(layer(swapped.ends(2), "logged"))
        .isEqualTo("failed log_proof_refused anchor.inclusion_fails");
    String growth = directory.resolve("growth").toString();
    evidence("log prove " + log + " --since " + old + " -o " + growth).ends(0);
    evidence("log consistency " + growth + " --since " + old + trust + "-o " + old).ends(0);
    evidence("log verify " + log + trust + "--since " + old).ends(0);
    Files.delete(Path.of(log + "/tile/entries/000.p/2"));
    assertThat(evidence("log verify " + log + trust).ends(2).err())
        .contains("tile/entries/000.p/2");
    evidence("log prove " + log).ends(2);
  }

  @Test
  void witnesses_append_their_signatures_to_a_proof() throws IOException {
    String log = directory.resolve("log").toString();
    evidence("log init " + log + " --origin log.example/a --sign-key " + key).ends(0);
    evidence("log append " + log + " --sign-key " + key + " " + bundle).ends(0);
    String keys =
        file(
            "witnesses",
            (LogKeys.verifier("w.example/1", 4, 11) + LogKeys.verifier("w.example/2", 4, 12))
                .getBytes(UTF_8));
    String verify =
        "verify --json --require logged --log-key "
            + log
            + "/verifier-key --witness "
            + keys
            + " --witness-quorum 1 "
            + bundle;
    assertThat(layer(evidence(verify).ends(2), "logged"))
        .isEqualTo("failed log_proof_refused anchor.witness_quorum");
    Path proof = Path.of(bundle + ".tlog-proof");
    String text = LogKeys.text(Files.readAllBytes(Path.of(log + "/checkpoint")));
    Files.writeString(
        proof, Files.readString(proof) + LogKeys.cosignature("w.example/2", 12, 1000, text));
    Said seen = evidence(verify).ends(0);
    assertThat(seen.out()).contains("\"w.example/2\"", "\"seen_at\": \"1970-01-01T00:16:40Z\"");
    assertThat(evidence(verify.replace("quorum 1", "quorum 3")).ends(2).err())
        .contains("3 asked for, 2 keys given");
  }

  @Test
  void a_signature_is_exported_for_sigstore_with_a_stamp_over_it() throws IOException {
    evidence("attest --bundle " + bundle + " --key " + key).ends(0);
    evidence("export-sigstore " + bundle).ends(0);
    evidence("timestamp request --signature " + bundle).ends(0);
    String stamped = bundle + ".att.json";
    byte[] answer = authority.answer(Files.readAllBytes(Path.of(stamped + ".tsq")));
    String response = file("answer", answer);
    evidence("timestamp accept --signature " + bundle + " " + response + " --tsa-cert " + root)
        .ends(0);
    assertThat(evidence("export-sigstore --force " + bundle).ends(0).out())
        .contains("signature and its time stamp");
    Json.Obj document =
        (Json.Obj) Vectors.parse(Files.readAllBytes(Path.of(bundle + ".sigstore.json")));
    assertThat(document.members().keySet())
        .containsExactly("mediaType", "verificationMaterial", "dsseEnvelope");
    evidence("timestamp request --force " + bundle).ends(0);
    byte[] ofArchive = authority.answer(Files.readAllBytes(Path.of(bundle + ".tsq")));
    file("b.tar.gz.att.json.tsr", ofArchive);
    assertThat(evidence("export-sigstore --force " + bundle).ends(2).err())
        .as("sigstore verifiers hold a stamp against the signature")
        .contains("of other bytes");
  }

  @Test
  void receipts_need_somebody_to_trust() {
    assertThat(evidence("verify --timestamp x " + bundle).ends(2).err()).contains("--tsa-cert");
    assertThat(evidence("verify --log-proof x " + bundle).ends(2).err()).contains("--log-key");
    assertThat(evidence("verify --witness-quorum 1 " + bundle).ends(2).err()).contains("--log-key");
    assertThat(evidence("verify --tsa-cert " + bundle + " " + bundle).ends(2).err())
        .contains("not a file of certificates");
    assertThat(evidence("verify --tsa-cert missing " + bundle).ends(2).err())
        .contains("does not exist");
    Said absent = evidence("verify --json --tsa-cert " + root + " " + bundle).ends(0);
    assertThat(layer(absent, "timestamped")).isEqualTo("not_present timestamp_absent");
    Said named =
        evidence("verify --json --timestamp missing --tsa-cert " + root + " " + bundle).ends(2);
    assertThat(layer(named, "timestamped")).isEqualTo("failed timestamp_refused file.unreadable");
  }

  @Test
  void openssl_and_we_accept_each_others_time_stamps() throws IOException {
    Needs.program("openssl");
    evidence("timestamp request " + bundle).ends(0);
    String request = bundle + ".tsq";
    String ours = file("ours.tsr", authority.answer(Files.readAllBytes(Path.of(request))));
    file("own.pem", authority.ownPem());
    String holds = " -in " + ours + " -CAfile root.pem -attime 1777636800";
    OpensslAuthority.openssl(directory, "ts -verify -queryfile " + request + holds);
    OpensslAuthority.openssl(directory, "ts -verify -data " + bundle + holds);
    OpensslAuthority openssl = OpensslAuthority.in(directory);
    String theirs = directory.resolve("theirs.tsr").toString();
    openssl.answer(request, theirs);
    evidence("timestamp accept " + bundle + " " + theirs + " --tsa-cert " + openssl.root()).ends(0);
    evidence("verify --require timestamped --tsa-cert " + openssl.root() + " " + bundle).ends(0);
  }
}
