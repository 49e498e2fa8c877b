package dev.assay.core.crypto.timestamp;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.anchor.AnchorVerifier;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/**
 * Judges time stamps offline under certificates the user trusts. Every certificate given is a trust
 * anchor: the authority's own or one above it.
 *
 * <p>It confirms that a trusted authority put this time on these bytes. It asks nobody whether a
 * certificate was revoked.
 */
public final class TimeStampTrust implements AnchorVerifier {
  /** More than any chain has. */
  private static final int MAX_TOKEN_CERTIFICATES = 32;

  private static final List<ASN1ObjectIdentifier> DIGESTS =
      List.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  /** Signature algorithms that do not bring a digest of their own, or bring one of the above. */
  private static final List<ASN1ObjectIdentifier> SIGNATURES =
      List.of(
          PKCSObjectIdentifiers.rsaEncryption,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          EdECObjectIdentifiers.id_Ed25519);

  private final TrustedCertificates trusted;

  private TimeStampTrust(TrustedCertificates trusted) {
    this.trusted = trusted;
  }

  /** What reading certificates gave. */
  public sealed interface Reading {
    /** Certificates to trust. */
    record Read(TimeStampTrust trust) implements Reading {}

    /** The file has none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads trusted certificates from PEM; one or more, other text between them is ignored. */
  public static Reading read(byte[] pem) {
    return switch (TrustedCertificates.read(pem)) {
      case TrustedCertificates.Reading.Read(TrustedCertificates trusted) ->
          new Reading.Read(new TimeStampTrust(trusted));
      case TrustedCertificates.Reading.Refused(AnchorRefusal refusal) ->
          new Reading.Refused(refusal);
    };
  }

  @Override
  public AnchorKind kind() {
    return AnchorKind.TIMESTAMP;
  }

  @Override
  public AnchorStanding verify(byte[] receipt, AnchorSubject subject) {
    return verify(receipt, subject.archiveDigest());
  }

  /** Judges a response about any SHA-256 digest, such as one over a signature. */
  public AnchorStanding verify(byte[] receipt, byte[] digest) {
    return switch (TimeStamp.read(receipt)) {
      case TimeStamp.Reading.Refused(AnchorRefusal refusal) -> new AnchorStanding.Refused(refusal);
      case TimeStamp.Reading.Read(TimeStamp stamp) -> judge(stamp, digest);
    };
  }

  private AnchorStanding judge(TimeStamp stamp, byte[] digest) {
    AnchorRefusal objection = stamp.objection(digest);
    if (objection != null) {
      return new AnchorStanding.Refused(objection);
    }
    try {
      return judge(stamp);
    } catch (CertificateException | CMSException | IOException | RuntimeException e) {
      return refused(AnchorFault.SIGNATURE_INVALID, "its certificates cannot be read");
    }
  }

  private AnchorStanding judge(TimeStamp stamp)
      throws CertificateException, CMSException, IOException {
    TimeStampToken token = stamp.token();
    SignerInformation signer =
        token.toCMSSignedData().getSignerInfos().getSigners().iterator().next();
    if (!isStrong(signer)) {
      return refused(AnchorFault.WEAK_DIGEST, "in its signature");
    }
    List<X509Certificate> supplied = supplied(token);
    if (supplied.size() > MAX_TOKEN_CERTIFICATES) {
      return refused(AnchorFault.CERTIFICATE_ABSENT, "more than " + MAX_TOKEN_CERTIFICATES);
    }
    Optional<X509Certificate> certificate = certificate(token, supplied);
    if (certificate.isEmpty()) {
      return refused(AnchorFault.CERTIFICATE_ABSENT, "none belongs to the signature");
    }
    AnchorRefusal refusal = objection(token, signer, certificate.get(), supplied);
    return refusal == null
        ? new AnchorStanding.Stamped(
            stamp.time(), stamp.accuracy(), certificate.get().getSubjectX500Principal().getName())
        : new AnchorStanding.Refused(refusal);
  }

  private @Nullable AnchorRefusal objection(
      TimeStampToken token,
      SignerInformation signer,
      X509Certificate certificate,
      List<X509Certificate> supplied)
      throws CMSException, IOException {
    try {
      SignerInformationVerifier verifier =
          new JcaSimpleSignerInfoVerifierBuilder().build(certificate);
      if (!TrustedCertificates.isForTimeStampsOnly(certificate)) {
        return AnchorRefusal.of(AnchorFault.KEY_PURPOSE);
      }
      Instant time = token.getTimeStampInfo().getGenTime().toInstant();
      if (!TrustedCertificates.isValid(certificate, time)) {
        return AnchorRefusal.of(AnchorFault.CERTIFICATE_EXPIRED, "the authority's own");
      }
      if (!signer.verify(verifier)) {
        return AnchorRefusal.of(AnchorFault.SIGNATURE_INVALID);
      }
      token.validate(verifier);
      return trusted.objection(certificate, supplied, time);
    } catch (OperatorCreationException e) {
      return AnchorRefusal.of(AnchorFault.SIGNATURE_INVALID, "its key cannot be used");
    } catch (CMSVerifierCertificateNotValidException e) {
      return AnchorRefusal.of(AnchorFault.CERTIFICATE_EXPIRED, "at the signing time it states");
    } catch (CMSException e) {
      return AnchorRefusal.of(AnchorFault.SIGNATURE_INVALID);
    } catch (TSPException e) { // the signature holds: what is left is the certificate's digest
      return AnchorRefusal.of(AnchorFault.CERTIFICATE_DIFFERS);
    }
  }

  private static boolean isStrong(SignerInformation signer) {
    ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(signer.getEncryptionAlgOID());
    boolean digest = DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm());
    if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      AlgorithmIdentifier whole = signer.toASN1Structure().getDigestEncryptionAlgorithm();
      RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(whole.getParameters());
      return digest
          && parameters != null
          && DIGESTS.contains(parameters.getHashAlgorithm().getAlgorithm());
    }
    return digest && SIGNATURES.contains(algorithm);
  }

  private static List<X509Certificate> supplied(TimeStampToken token)
      throws CertificateException, IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    Collection<X509CertificateHolder> holders = token.getCertificates().getMatches(null);
    for (X509CertificateHolder holder : holders) {
      if (certificates.size() <= MAX_TOKEN_CERTIFICATES) {
        certificates.add(TrustedCertificates.certificate(holder.getEncoded()));
      }
    }
    return certificates;
  }

  /** The certificate the signature names, from the token or from what the user gave. */
  private Optional<X509Certificate> certificate(
      TimeStampToken token, List<X509Certificate> supplied)
      throws CertificateException, IOException {
    List<X509Certificate> all = new ArrayList<>(supplied);
    all.addAll(trusted.certificates());
    for (X509Certificate candidate : all) {
      if (token.getSID().match(new X509CertificateHolder(candidate.getEncoded()))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static AnchorStanding refused(AnchorFault fault, String detail) {
    return new AnchorStanding.Refused(AnchorRefusal.of(fault, detail));
  }
}
