package dev.assay.core.crypto.timestamp;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.problem.BugException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Certificates the user trusts, and the way from another certificate to one of them (RFC 5280). */
final class TrustedCertificates {
  /** The common roots of the web are 220 KiB. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_CERTIFICATES = 512;
  private static final int MAX_INTERMEDIATES = 5;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private final List<X509Certificate> certificates;

  private TrustedCertificates(List<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /** What reading PEM gave. */
  sealed interface Reading {
    /** At least one certificate. */
    record Read(TrustedCertificates trusted) implements Reading {}

    /** No certificate, or one that cannot be read. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  static Reading read(byte[] pem) {
    if (pem.length > MAX_BYTES) {
      return refused(AnchorFault.TOO_LARGE, "more than " + MAX_BYTES + " bytes");
    }
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    List<X509Certificate> certificates = new ArrayList<>();
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
      int end = text.indexOf(END, begin + BEGIN.length());
      if (end < 0 || certificates.size() == MAX_CERTIFICATES) {
        return refused(
            AnchorFault.NOT_CERTIFICATES,
            end < 0 ? "the last one is not ended" : "more than " + MAX_CERTIFICATES);
      }
      try {
        String body = text.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
        byte[] der =
            Base64Text.decode(body).orElseThrow(() -> new CertificateException("no base64"));
        certificates.add(certificate(der));
      } catch (CertificateException e) {
        return refused(
            AnchorFault.NOT_CERTIFICATES,
            "certificate %d cannot be read".formatted(certificates.size() + 1));
      }
    }
    return certificates.isEmpty()
        ? refused(AnchorFault.NOT_CERTIFICATES, "there is none in it")
        : new Reading.Read(new TrustedCertificates(certificates));
  }

  private static Reading refused(AnchorFault fault, String detail) {
    return new Reading.Refused(AnchorRefusal.of(fault, detail));
  }

  static X509Certificate certificate(byte[] der) throws CertificateException {
    Certificate certificate =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new CertificateException("no certificate");
  }

  List<X509Certificate> certificates() {
    return certificates;
  }

  /** RFC 3161, 2.3: the extended key usage is critical and time stamping is its only member. */
  static boolean isForTimeStampsOnly(X509Certificate certificate) {
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    boolean[] usage = certificate.getKeyUsage();
    try {
      return critical != null
          && critical.contains(EXTENDED_KEY_USAGE)
          && List.of(TIME_STAMPING).equals(certificate.getExtendedKeyUsage())
          && (usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION]);
    } catch (CertificateException e) {
      return false;
    }
  }

  static boolean isValid(X509Certificate certificate, Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && !time.isAfter(certificate.getNotAfter().toInstant());
  }

  /**
   * Says why a certificate was not trustworthy at a time; null when it was. Revocation is not asked
   * for; nothing is fetched.
   */
  @Nullable AnchorRefusal objection(
      X509Certificate certificate, List<X509Certificate> supplied, Instant time) {
    if (certificates.contains(certificate)) {
      return null;
    }
    try {
      Set<TrustAnchor> anchors = new LinkedHashSet<>();
      for (X509Certificate trusted : certificates) {
        anchors.add(new TrustAnchor(trusted, null));
      }
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificate);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setDate(Date.from(time));
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(MAX_INTERMEDIATES);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(supplied)));
      PKIXCertPathBuilderResult path =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      X509Certificate anchor = path.getTrustAnchor().getTrustedCert();
      return isValid(anchor, time)
          ? null
          : AnchorRefusal.of(AnchorFault.CERTIFICATE_EXPIRED, "the trusted one");
    } catch (CertPathBuilderException e) {
      return AnchorRefusal.of(AnchorFault.UNTRUSTED);
    } catch (GeneralSecurityException e) {
      throw new BugException("the JDK builds certificate paths", e);
    }
  }
}
