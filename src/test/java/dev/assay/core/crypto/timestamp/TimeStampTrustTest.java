package dev.assay.core.crypto.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.Sha256;
import dev.assay.testkit.TimeStampAuthority;
import dev.assay.testkit.TimeStampAuthority.Purpose;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time stamps by an authority of our own: what holds, and one rule broken at a time. */
class TimeStampTrustTest {
  private static final byte[] DIGEST = Sha256.digest("archive".getBytes(UTF_8));
  private static final byte[] NONCE = {(byte) 0x9F, 2, 3, 4, 5, 6, 7, 8};

  private final TimeStampAuthority authority = new TimeStampAuthority();

  private static TimeStampQuery query(String policy) {
    return ((TimeStampQuery.Reading.Read) TimeStampQuery.make(DIGEST, NONCE, policy)).query();
  }

  private static byte[] request() {
    return query(null).bytes();
  }

  private static TimeStampTrust trust(byte[] pem) {
    return ((TimeStampTrust.Reading.Read) TimeStampTrust.read(pem)).trust();
  }

  private void assertRefused(byte[] response, AnchorFault fault) {
    assertRefused(trust(authority.rootPem()).verify(response, DIGEST), fault);
  }

  private static void assertRefused(AnchorStanding standing, AnchorFault fault) {
    assertThat(standing)
        .isInstanceOfSatisfying(
            AnchorStanding.Refused.class,
            r -> assertThat(r.refusal().fault()).as(r.refusal().text()).isEqualTo(fault));
  }

  @Test
  void a_token_under_a_trusted_root_or_certificate_tells_the_time() {
    byte[] response = authority.answer(request());
    AnchorStanding.Stamped expected =
        new AnchorStanding.Stamped(
            TimeStampAuthority.TIME, Duration.ofMillis(1500), "CN=Test Time Stamps");
    assertThat(trust(authority.rootPem()).verify(response, DIGEST)).isEqualTo(expected);
    assertThat(trust(authority.ownPem()).verify(response, DIGEST)).isEqualTo(expected);
    assertThat(expected.latest()).isEqualTo(TimeStampAuthority.TIME.plusMillis(1500));
    String hex = "sha256:" + java.util.HexFormat.of().formatHex(DIGEST);
    assertThat(trust(authority.rootPem()).verify(response, new AnchorSubject(hex, hex)))
        .isEqualTo(expected);
  }

  @Test
  void a_certificate_that_ended_since_does_not_matter() {
    authority.certificateEndsAt(TimeStampAuthority.TIME.plusSeconds(1));
    assertThat(trust(authority.rootPem()).verify(authority.answer(request()), DIGEST))
        .isInstanceOf(AnchorStanding.Stamped.class);
  }

  @Test
  void a_certificate_that_was_not_valid_then_is_refused() {
    authority.certificateEndsAt(TimeStampAuthority.TIME.minusSeconds(1));
    assertRefused(authority.answer(request()), AnchorFault.CERTIFICATE_EXPIRED);
    TimeStampAuthority late =
        new TimeStampAuthority()
            .at(TimeStampAuthority.TIME.plus(Duration.ofDays(20 * 365)))
            .certificateEndsAt(TimeStampAuthority.TIME.plus(Duration.ofDays(30 * 365)));
    assertRefused(
        trust(late.rootPem()).verify(late.answer(request()), DIGEST),
        AnchorFault.CERTIFICATE_EXPIRED);
  }

  @Test
  void other_bytes_are_not_stamped() {
    byte[] response = authority.answer(request());
    byte[] other = Sha256.digest("other".getBytes(UTF_8));
    assertRefused(trust(authority.rootPem()).verify(response, other), AnchorFault.IMPRINT_DIFFERS);
  }

  @Test
  void another_root_or_another_key_of_its_name_is_not_trusted() {
    byte[] response = authority.answer(request());
    assertRefused(
        trust(new TimeStampAuthority().rootPem()).verify(response, DIGEST), AnchorFault.UNTRUSTED);
    assertRefused(
        trust(new TimeStampAuthority().ownPem()).verify(response, DIGEST), AnchorFault.UNTRUSTED);
  }

  @ParameterizedTest
  @EnumSource(names = "TIME_STAMPING", mode = EnumSource.Mode.EXCLUDE)
  void a_certificate_for_anything_else_is_refused(Purpose purpose) {
    byte[] response = authority.certifiedFor(purpose).answerWithWrongPurpose(request());
    assertRefused(response, AnchorFault.KEY_PURPOSE);
  }

  @Test
  void another_certificate_than_the_signed_one_is_refused() {
    byte[] swapped = authority.answerWithSwappedCertificate(request());
    assertRefused(swapped, AnchorFault.CERTIFICATE_DIFFERS);
  }

  @Test
  void two_signatures_and_no_certificate_are_refused() {
    assertRefused(authority.answerSignedTwice(request()), AnchorFault.SIGNER_COUNT);
    byte[] without = authority.answerWithoutCertificates(request());
    assertRefused(without, AnchorFault.CERTIFICATE_ABSENT);
    assertThat(trust(authority.ownPem()).verify(without, DIGEST))
        .as("the user may have the certificate")
        .isInstanceOf(AnchorStanding.Stamped.class);
  }

  @Test
  void a_weak_digest_in_the_signature_is_refused() {
    authority.signingWith("SHA1withECDSA");
    assertRefused(authority.answer(request()), AnchorFault.WEAK_DIGEST);
  }

  @Test
  void a_changed_byte_never_changes_what_is_said() {
    TimeStampTrust trust = trust(authority.rootPem());
    byte[] response = authority.answer(request());
    AnchorStanding good = trust.verify(response, DIGEST);
    int withoutEffect = 0;
    for (int i = 0; i < response.length; i++) {
      byte[] changed = response.clone();
      changed[i] ^= 0x01;
      AnchorStanding standing = trust.verify(changed, DIGEST);
      if (standing instanceof AnchorStanding.Stamped) {
        assertThat(standing).as("byte %d", i).isEqualTo(good);
        withoutEffect++;
      }
    }
    assertThat(withoutEffect).as("bytes of the envelope that nothing is said with").isLessThan(40);
  }

  @Test
  void garbage_cuts_and_oversize_are_refused() {
    byte[] response = authority.answer(request());
    assertRefused(new byte[0], AnchorFault.NOT_DER);
    assertRefused("hello".getBytes(UTF_8), AnchorFault.NOT_DER);
    assertRefused(new byte[] {0x30, 0}, AnchorFault.NOT_A_RESPONSE);
    assertRefused(request(), AnchorFault.NOT_A_RESPONSE);
    assertRefused(new byte[(64 << 10) + 1], AnchorFault.TOO_LARGE);
    assertRefused(Arrays.copyOf(response, response.length - 1), AnchorFault.NOT_DER);
    assertRefused(Arrays.copyOf(response, response.length + 1), AnchorFault.NOT_DER);
    assertRefused(new byte[] {0x30, (byte) 0x80, 0, 0}, AnchorFault.NOT_DER);
    byte[] deep = new byte[120];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) (deep.length - i - 2);
    }
    assertRefused(deep, AnchorFault.NOT_DER);
    assertRefused(TimeStampAuthority.refusal(), AnchorFault.NOT_GRANTED);
  }

  @Test
  void a_response_must_answer_the_request_that_was_sent() {
    TimeStamp stamp = stamp(authority.answer(request()));
    assertThat(stamp.objection(query(null))).isNull();
    byte[] nonce = NONCE.clone();
    nonce[0] ^= 1;
    assertObjection(stamp.objection(query(DIGEST, nonce, null)), AnchorFault.NONCE_DIFFERS);
    byte[] other = Sha256.digest("other".getBytes(UTF_8));
    assertObjection(stamp.objection(query(other, NONCE, null)), AnchorFault.IMPRINT_DIFFERS);
    assertObjection(stamp.objection(query("1.2.3.4")), AnchorFault.POLICY_DIFFERS);
    TimeStamp underPolicy = stamp(authority.answer(query("1.2.3.4").bytes()));
    assertThat(underPolicy.objection(query("1.2.3.4"))).isNull();
  }

  private static TimeStamp stamp(byte[] response) {
    return ((TimeStamp.Reading.Read) TimeStamp.read(response)).stamp();
  }

  private static TimeStampQuery query(byte[] digest, byte[] nonce, String policy) {
    return ((TimeStampQuery.Reading.Read) TimeStampQuery.make(digest, nonce, policy)).query();
  }

  private static void assertObjection(AnchorRefusal refusal, AnchorFault fault) {
    assertThat(refusal).isNotNull();
    assertThat(refusal.fault()).isEqualTo(fault);
  }

  @Test
  void a_kept_request_is_read_back_and_anything_else_is_refused() {
    TimeStampQuery.Reading read = TimeStampQuery.read(request());
    assertThat(read)
        .isInstanceOfSatisfying(
            TimeStampQuery.Reading.Read.class,
            r -> assertThat(r.query().imprint()).isEqualTo(DIGEST));
    assertQueryRefused(new byte[(64 << 10) + 1], AnchorFault.TOO_LARGE);
    assertQueryRefused(new byte[] {1}, AnchorFault.NOT_DER);
    assertQueryRefused(authority.answer(request()), AnchorFault.NOT_A_QUERY);
    assertThat(TimeStampQuery.make(DIGEST, NONCE, "not an oid"))
        .isInstanceOf(TimeStampQuery.Reading.Refused.class);
  }

  private static void assertQueryRefused(byte[] bytes, AnchorFault fault) {
    assertThat(TimeStampQuery.read(bytes))
        .isInstanceOfSatisfying(
            TimeStampQuery.Reading.Refused.class,
            r -> assertThat(r.refusal().fault()).isEqualTo(fault));
  }

  @Test
  void certificates_are_read_from_pem_with_words_between_and_refused_otherwise() {
    String two =
        "root:\n"
            + new String(authority.rootPem(), UTF_8)
            + "own:\n"
            + new String(authority.ownPem(), UTF_8);
    assertThat(TimeStampTrust.read(two.getBytes(UTF_8)))
        .isInstanceOf(TimeStampTrust.Reading.Read.class);
    String begin = "-----BEGIN CERTIFICATE-----\n";
    String[] bad = {
      "",
      "hello",
      begin,
      begin + "***\n-----END CERTIFICATE-----\n",
      begin + Base64.getEncoder().encodeToString(NONCE) + "\n-----END CERTIFICATE-----\n",
    };
    for (String pem : bad) {
      assertPemRefused(pem.getBytes(UTF_8), AnchorFault.NOT_CERTIFICATES);
    }
    assertPemRefused(new byte[(1 << 20) + 1], AnchorFault.TOO_LARGE);
  }

  private static void assertPemRefused(byte[] pem, AnchorFault fault) {
    assertThat(TimeStampTrust.read(pem))
        .isInstanceOfSatisfying(
            TimeStampTrust.Reading.Refused.class,
            r -> assertThat(r.refusal().fault()).isEqualTo(fault));
  }
}
