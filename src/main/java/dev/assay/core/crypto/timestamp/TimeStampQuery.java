package dev.assay.core.crypto.timestamp;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.problem.BugException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A request to a time-stamp authority (RFC 3161, 2.4.1): a SHA-256 digest, a nonce, and the wish
 * that the certificate comes along. It tells the authority nothing but the digest.
 */
public final class TimeStampQuery {
  private static final int DIGEST_BYTES = 32;

  private final TimeStampRequest request;
  private final byte[] der;

  private TimeStampQuery(TimeStampRequest request, byte[] der) {
    this.request = request;
    this.der = der;
  }

  /** What reading a request, or making one with a policy, gave. */
  public sealed interface Reading {
    /** The request. */
    record Read(TimeStampQuery query) implements Reading {}

    /** There is none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /**
   * Makes a request.
   *
   * @param digest SHA-256 of what is to be stamped
   * @param nonce unpredictable bytes, at least 8
   * @param policy the policy wanted, an object identifier in dotted form, or null for any
   */
  public static Reading make(byte[] digest, byte[] nonce, @Nullable String policy) {
    if (digest.length != DIGEST_BYTES || nonce.length < 8) {
      throw new BugException("a request has a SHA-256 digest and a nonce of 8 bytes or more");
    }
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    if (policy != null) {
      Optional<ASN1ObjectIdentifier> identifier =
          Optional.ofNullable(ASN1ObjectIdentifier.tryFromID(policy));
      if (identifier.isEmpty()) {
        return new Reading.Refused(
            AnchorRefusal.of(AnchorFault.NOT_A_QUERY, "`" + policy + "` is no object identifier"));
      }
      generator.setReqPolicy(identifier.get());
    }
    try {
      TimeStampRequest request =
          generator.generate(TSPAlgorithms.SHA256, digest, new BigInteger(1, nonce));
      return new Reading.Read(new TimeStampQuery(request, request.getEncoded()));
    } catch (IOException e) {
      throw new BugException("a request can be encoded", e);
    }
  }

  /** Reads a request that was kept; at most 64 KiB, SHA-256, with a nonce. */
  public static Reading read(byte[] der) {
    if (der.length > DerShape.MAX_BYTES) {
      return refused(AnchorFault.TOO_LARGE, "more than " + DerShape.MAX_BYTES + " bytes");
    }
    Optional<String> complaint = DerShape.complaint(der);
    if (complaint.isPresent()) {
      return refused(AnchorFault.NOT_DER, complaint.get());
    }
    try {
      TimeStampRequest request = new TimeStampRequest(der);
      if (!request.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
          || request.getMessageImprintDigest().length != DIGEST_BYTES) {
        return refused(AnchorFault.WEAK_DIGEST, "the request is not for a SHA-256 digest");
      }
      return request.getNonce() == null
          ? refused(AnchorFault.NOT_A_QUERY, "there is no nonce in it")
          : new Reading.Read(new TimeStampQuery(request, der.clone()));
    } catch (IOException | RuntimeException e) { // the library meets bad DER in many ways
      return new Reading.Refused(AnchorRefusal.of(AnchorFault.NOT_A_QUERY));
    }
  }

  private static Reading refused(AnchorFault fault, String detail) {
    return new Reading.Refused(AnchorRefusal.of(fault, detail));
  }

  /** Gives the request in DER: what is sent, as {@code application/timestamp-query}. */
  public byte[] bytes() {
    return der.clone();
  }

  /** Gives the digest that is to be stamped. */
  public byte[] imprint() {
    return request.getMessageImprintDigest().clone();
  }

  TimeStampRequest request() {
    return request;
  }
}
