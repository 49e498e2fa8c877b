package dev.assay.core.crypto.timestamp;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.jspecify.annotations.Nullable;

/**
 * The response of a time-stamp authority with a token inside (RFC 3161, 2.4.2). One that was read
 * is of the right form and was granted; whether to believe it is for {@link TimeStampTrust}.
 */
public final class TimeStamp {
  private static final int MAX_STATUS_CHARACTERS = 200;

  private final TimeStampToken token;

  private TimeStamp(TimeStampToken token) {
    this.token = token;
  }

  /** What reading a response gave. */
  public sealed interface Reading {
    /** The time stamp. */
    record Read(TimeStamp stamp) implements Reading {}

    /** There is none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads a response; at most 64 KiB of DER. */
  public static Reading read(byte[] response) {
    if (response.length > DerShape.MAX_BYTES) {
      return refused(AnchorFault.TOO_LARGE, "more than " + DerShape.MAX_BYTES + " bytes");
    }
    Optional<String> complaint = DerShape.complaint(response);
    if (complaint.isPresent()) {
      return refused(AnchorFault.NOT_DER, complaint.get());
    }
    try {
      TimeStampResp parsed = TimeStampResp.getInstance(ASN1Primitive.fromByteArray(response));
      BigInteger status = parsed.getStatus().getStatus();
      boolean granted =
          status.equals(BigInteger.valueOf(PKIStatus.GRANTED))
              || status.equals(BigInteger.valueOf(PKIStatus.GRANTED_WITH_MODS));
      if (!granted || parsed.getTimeStampToken() == null) {
        return refused(AnchorFault.NOT_GRANTED, "status " + status + words(parsed));
      }
      return ofSigned(new CMSSignedData(parsed.getTimeStampToken()));
    } catch (TSPValidationException e) {
      return refused(AnchorFault.CERTIFICATE_DIFFERS, "the signed attribute is missing or odd");
    } catch (CMSException | TSPException | IOException | RuntimeException e) {
      return new Reading.Refused(AnchorRefusal.of(AnchorFault.NOT_A_RESPONSE));
    }
  }

  private static Reading ofSigned(CMSSignedData signed) throws TSPException, IOException {
    int signers = signed.getSignerInfos().size();
    if (signers != 1) {
      return refused(AnchorFault.SIGNER_COUNT, signers + " of them");
    }
    if (!signed.getSignedContentTypeOID().equals(PKCSObjectIdentifiers.id_ct_TSTInfo.getId())) {
      return refused(AnchorFault.NOT_A_RESPONSE, "what is signed is not a time");
    }
    TimeStamp stamp = new TimeStamp(new TimeStampToken(signed));
    stamp.time(); // a time or an accuracy that cannot be told is met here, not later
    stamp.accuracy();
    return new Reading.Read(stamp);
  }

  private static Reading refused(AnchorFault fault, String detail) {
    return new Reading.Refused(AnchorRefusal.of(fault, detail));
  }

  private static String words(TimeStampResp response) {
    if (response.getStatus().getStatusString() == null
        || response.getStatus().getStatusString().size() == 0) {
      return "";
    }
    String words = response.getStatus().getStatusString().getStringAtUTF8(0).getString();
    return ", `" + words.substring(0, Math.min(words.length(), MAX_STATUS_CHARACTERS)) + "`";
  }

  /** Gives the time the authority states. */
  public Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /** Gives how far the true time may be from it; null when the authority does not say. */
  public @Nullable Duration accuracy() {
    GenTimeAccuracy accuracy = token.getTimeStampInfo().getGenTimeAccuracy();
    return accuracy == null
        ? null
        : Duration.ofSeconds(accuracy.getSeconds())
            .plusMillis(accuracy.getMillis())
            .plusNanos(accuracy.getMicros() * 1000L);
  }

  /** Says why it is not a stamp of this SHA-256 digest; null when it is. */
  public @Nullable AnchorRefusal objection(byte[] digest) {
    TimeStampTokenInfo info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)) {
      return AnchorRefusal.of(AnchorFault.WEAK_DIGEST, "what is stamped is not a SHA-256 digest");
    }
    return Arrays.equals(info.getMessageImprintDigest(), digest)
        ? null
        : AnchorRefusal.of(AnchorFault.IMPRINT_DIFFERS);
  }

  /** Says why it does not answer a request: digest, nonce, policy; null when it does. */
  public @Nullable AnchorRefusal objection(TimeStampQuery query) {
    TimeStampRequest request = query.request();
    TimeStampTokenInfo info = token.getTimeStampInfo();
    AnchorRefusal other = objection(query.imprint());
    if (other != null) {
      return other;
    }
    if (!request.getNonce().equals(info.getNonce())) {
      return AnchorRefusal.of(AnchorFault.NONCE_DIFFERS);
    }
    return request.getReqPolicy() == null || request.getReqPolicy().equals(info.getPolicy())
        ? null
        : AnchorRefusal.of(AnchorFault.POLICY_DIFFERS, "it is under " + info.getPolicy());
  }

  TimeStampToken token() {
    return token;
  }
}
