package dev.assay.app.offline.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.crypto.timestamp.TimeStampQuery;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.TimeStampAuthority;
import dev.assay.testkit.Vectors;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The JSON names of {@code dev.sigstore.bundle.v1.Bundle} as its protobuf definition gives them:
 * every name we write is one of them and has its type; required ones are there.
 */
class SigstoreBundleTest {
  /** Published names by message; the second half of an entry is the type of its value. */
  private static final Map<String, Map<String, String>> PUBLISHED =
      Map.of(
          "Bundle",
          Map.of(
              "mediaType", "string",
              "verificationMaterial", "VerificationMaterial",
              "messageSignature", "MessageSignature",
              "dsseEnvelope", "Envelope"),
          "VerificationMaterial",
          Map.of(
              "publicKey", "PublicKeyIdentifier",
              "x509CertificateChain", "X509CertificateChain",
              "certificate", "X509Certificate",
              "tlogEntries", "TransparencyLogEntry[]",
              "timestampVerificationData", "TimestampVerificationData"),
          "PublicKeyIdentifier",
          Map.of("hint", "string"),
          "TimestampVerificationData",
          Map.of("rfc3161Timestamps", "RFC3161SignedTimestamp[]"),
          "RFC3161SignedTimestamp",
          Map.of("signedTimestamp", "bytes"),
          "Envelope",
          Map.of("payload", "bytes", "payloadType", "string", "signatures", "Signature[]"),
          "Signature",
          Map.of("sig", "bytes", "keyid", "string"));

  private static final byte[] ENVELOPE = Attestations.truth(Attestations.ed25519(1));

  private final TimeStampAuthority authority = new TimeStampAuthority();

  private static void assertMessage(String message, Json value) {
    Map<String, String> names = new TreeMap<>(PUBLISHED.get(message));
    assertThat(value).as(message).isInstanceOf(Json.Obj.class);
    ((Json.Obj) value)
        .members()
        .forEach(
            (name, member) -> {
              assertThat(names).as(message).containsKey(name);
              assertType(names.get(name), member);
            });
  }

  private static void assertType(String type, Json value) {
    if (type.endsWith("[]")) {
      ((Json.Arr) value).items().forEach(item -> assertType(type.replace("[]", ""), item));
    } else if (type.equals("string")) {
      assertThat(value).isInstanceOf(Json.Str.class);
    } else if (type.equals("bytes")) {
      assertThat(Base64.getDecoder().decode(((Json.Str) value).value())).isNotEmpty();
    } else {
      assertMessage(type, value);
    }
  }

  private byte[] stamp(byte[] digest) {
    TimeStampQuery.Reading reading = TimeStampQuery.make(digest, new byte[8], null);
    return authority.answer(((TimeStampQuery.Reading.Read) reading).query().bytes());
  }

  private static Json.Obj exported(byte[] stamp) {
    return ((SigstoreBundle.Export.Exported) SigstoreBundle.export(ENVELOPE, stamp)).document();
  }

  private static SoleSignature signature() {
    return ((SoleSignature.Reading.Read) SoleSignature.read(ENVELOPE)).signature();
  }

  @Test
  void every_name_is_published_and_the_envelope_is_unchanged() {
    for (Json.Obj document : List.of(exported(null), exported(stamp(signature().digest())))) {
      assertMessage("Bundle", document);
      assertThat(document.string("mediaType"))
          .contains("application/vnd.dev.sigstore.bundle.v0.3+json");
      Json.Obj envelope = document.object("dsseEnvelope").orElseThrow();
      assertThat(CanonicalJson.canonicalBytes(envelope)).isEqualTo(ENVELOPE);
      Json.Obj material = document.object("verificationMaterial").orElseThrow();
      assertThat(material.get("tlogEntries")).as("our log is not Rekor").isNull();
      Json first = ((Json.Arr) envelope.members().get("signatures")).items().getFirst();
      assertThat(material.object("publicKey").flatMap(k -> k.string("hint")))
          .as("the hint must be exactly the key id of the envelope")
          .isEqualTo(((Json.Obj) first).string("keyid"))
          .isPresent();
    }
  }

  @Test
  void a_stamp_over_anything_but_the_signature_is_refused() {
    assertRefused(
        SigstoreBundle.export(ENVELOPE, stamp(new byte[32])), AnchorFault.IMPRINT_DIFFERS);
    assertRefused(SigstoreBundle.export(ENVELOPE, new byte[] {1}), AnchorFault.NOT_DER);
  }

  @Test
  void what_has_not_exactly_one_signature_is_refused() {
    Json.Obj envelope = (Json.Obj) Vectors.parse(ENVELOPE);
    Json one = ((Json.Arr) envelope.members().get("signatures")).items().getFirst();
    for (Json signatures :
        List.of(
            Json.Arr.EMPTY,
            new Json.Arr(List.of(one, one)),
            new Json.Arr(List.of(Json.Null.NULL)),
            new Json.Arr(List.of(Json.object().put("keyid", "a").put("sig", "*").build())),
            new Json.Arr(List.of(Json.object().put("sig", "AAAA").build())))) {
      Json.ObjBuilder other = Json.object();
      envelope.members().forEach(other::put);
      byte[] bytes = CanonicalJson.canonicalBytes(other.put("signatures", signatures).build());
      assertRefused(SigstoreBundle.export(bytes, null), AnchorFault.NOT_EXPORTABLE);
    }
    assertRefused(SigstoreBundle.export("{}".getBytes(UTF_8), null), AnchorFault.NOT_EXPORTABLE);
    assertRefused(SigstoreBundle.export("hello".getBytes(UTF_8), null), AnchorFault.NOT_EXPORTABLE);
  }

  private static void assertRefused(SigstoreBundle.Export export, AnchorFault fault) {
    assertThat(export)
        .isInstanceOfSatisfying(
            SigstoreBundle.Export.Refused.class,
            r -> assertThat(r.refusal().fault()).isEqualTo(fault));
  }
}
