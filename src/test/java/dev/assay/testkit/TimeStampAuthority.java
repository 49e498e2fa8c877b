package dev.assay.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority with its own root, that does what it is told, right or wrong. */
public final class TimeStampAuthority {
  public static final Instant TIME = Instant.parse("2026-05-01T12:00:00Z");
  public static final String POLICY = "1.3.6.1.4.1.99999.1";

  private static final Duration YEAR = Duration.ofDays(365);

  private final KeyPair rootKeys = keys();
  private final KeyPair keys = keys();
  private final X509Certificate root;
  private final Map<String, X509Certificate> certificates = new HashMap<>();
  private Instant time = TIME;
  private Instant notAfter = TIME.plus(YEAR);
  private String signerDigest = "SHA256withECDSA";
  private Purpose purpose = Purpose.TIME_STAMPING;

  /** What the authority's certificate says it is for. */
  public enum Purpose {
    TIME_STAMPING,
    NOT_CRITICAL,
    MORE_THAN_ONE,
    NOTHING
  }

  public TimeStampAuthority() {
    this.root = root(rootKeys, TIME.plus(YEAR.multipliedBy(10)));
  }

  public TimeStampAuthority at(Instant newTime) {
    time = newTime;
    return this;
  }

  public TimeStampAuthority certificateEndsAt(Instant end) {
    notAfter = end;
    return this;
  }

  public TimeStampAuthority signingWith(String algorithm) {
    signerDigest = algorithm;
    return this;
  }

  public TimeStampAuthority certifiedFor(Purpose newPurpose) {
    purpose = newPurpose;
    return this;
  }

  /** The root's certificate in PEM. */
  public byte[] rootPem() {
    return pem(root);
  }

  /** The authority's own certificate in PEM. */
  public byte[] ownPem() {
    return pem(certificate(Purpose.TIME_STAMPING));
  }

  /** Answers a request: a granted response in DER. */
  public byte[] answer(byte[] request) {
    return granted(token(request));
  }

  /** Answers with a certificate in the token that is not for time stamping as it should be. */
  public byte[] answerWithWrongPurpose(byte[] request) {
    CMSSignedData signed = token(request);
    try {
      return granted(
          CMSSignedData.replaceCertificatesAndCRLs(
              signed, new JcaCertStore(List.of(certificate(purpose))), null, null));
    } catch (CMSException | CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers with a certificate in the token that ends a second later than the signed one. */
  public byte[] answerWithSwappedCertificate(byte[] request) {
    CMSSignedData signed = token(request);
    notAfter = notAfter.plusSeconds(1);
    try {
      return granted(
          CMSSignedData.replaceCertificatesAndCRLs(
              signed, new JcaCertStore(List.of(certificate(purpose))), null, null));
    } catch (CMSException | CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers with the same signature twice. */
  public byte[] answerSignedTwice(byte[] request) {
    CMSSignedData one = token(request);
    CMSSignedData other = token(request);
    List<SignerInformation> both = new ArrayList<>(one.getSignerInfos().getSigners());
    both.addAll(other.getSignerInfos().getSigners());
    return granted(CMSSignedData.replaceSigners(one, new SignerInformationStore(both)));
  }

  /** Answers without any certificate. */
  public byte[] answerWithoutCertificates(byte[] request) {
    try {
      return granted(
          CMSSignedData.replaceCertificatesAndCRLs(
              token(request), new JcaCertStore(List.of()), null, null));
    } catch (CMSException | CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] refusal() {
    try {
      return new TimeStampResp(new PKIStatusInfo(PKIStatus.rejection), null).getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] granted(CMSSignedData token) {
    try {
      return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token.toASN1Structure())
          .getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CMSSignedData token(byte[] der) {
    try {
      TimeStampRequest request = new TimeStampRequest(der);
      X509Certificate own = certificate(Purpose.TIME_STAMPING);
      TimeStampTokenGenerator generator =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .setSignedAttributeGenerator(
                      new DefaultSignedAttributeTableGenerator(new AttributeTable(signingTime())))
                  .build(signerDigest, keys.getPrivate(), own),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
              request.getReqPolicy() == null
                  ? new ASN1ObjectIdentifier(POLICY)
                  : request.getReqPolicy());
      generator.setAccuracySeconds(1);
      generator.setAccuracyMillis(500);
      generator.addCertificates(new JcaCertStore(List.of(own)));
      TimeStampToken token = generator.generate(request, BigInteger.valueOf(17), Date.from(time));
      return token.toCMSSignedData();
    } catch (IOException | OperatorCreationException | GeneralSecurityException | TSPException e) {
      throw new AssertionError(e);
    }
  }

  private Attribute signingTime() {
    return new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))));
  }

  /** One certificate for each purpose and end: ECDSA would sign the next one differently. */
  private X509Certificate certificate(Purpose wanted) {
    return certificates.computeIfAbsent(wanted + " " + notAfter, _ -> issue(wanted));
  }

  private X509Certificate issue(Purpose wanted) {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Test Root"),
            BigInteger.valueOf(2),
            Date.from(TIME.minus(YEAR)),
            Date.from(notAfter),
            new X500Name("CN=Test Time Stamps"),
            keys.getPublic());
    try {
      switch (wanted) {
        case TIME_STAMPING -> purposes(builder, true, KeyPurposeId.id_kp_timeStamping);
        case NOT_CRITICAL -> purposes(builder, false, KeyPurposeId.id_kp_timeStamping);
        case MORE_THAN_ONE ->
            purposes(
                builder, true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning);
        case NOTHING ->
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      }
    } catch (CertIOException e) {
      throw new AssertionError(e);
    }
    return signed(builder, rootKeys);
  }

  private static void purposes(
      JcaX509v3CertificateBuilder builder, boolean critical, KeyPurposeId... purposes)
      throws CertIOException {
    builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
  }

  private static X509Certificate root(KeyPair keys, Instant end) {
    X500Name name = new X500Name("CN=Test Root");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(TIME.minus(YEAR.multipliedBy(2))),
            Date.from(end),
            name,
            keys.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } catch (CertIOException e) {
      throw new AssertionError(e);
    }
    return signed(builder, keys);
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by) {
    try {
      X509CertificateHolder holder =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] pem(X509Certificate certificate) {
    try {
      return ("-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(certificate.getEncoded())
              + "\n-----END CERTIFICATE-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
