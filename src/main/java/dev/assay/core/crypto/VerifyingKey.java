package dev.assay.core.crypto;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key: Ed25519, or ECDSA on P-256 with SHA-256. The algorithm is the key's, never what a
 * signed text says of itself.
 *
 * <p>One key has one encoding here, the usual DER one, and so one key id: two spellings of a key
 * cannot count as two keys.
 */
public final class VerifyingKey {
  private final AsymmetricKeyParameter key;
  private final byte[] publicKeyInfo;
  private final String keyId;

  private VerifyingKey(AsymmetricKeyParameter key, byte[] publicKeyInfo) {
    this.key = key;
    this.publicKeyInfo = publicKeyInfo;
    this.keyId = Sha256.text(publicKeyInfo);
  }

  /** Reads a DER SubjectPublicKeyInfo; empty when it is not one of the two kinds. */
  public static Optional<VerifyingKey> read(byte[] publicKeyInfo) {
    try {
      AsymmetricKeyParameter key = PublicKeyFactory.createKey(publicKeyInfo);
      return known(key) && isUsualEncoding(key, publicKeyInfo)
          ? Optional.of(new VerifyingKey(key, publicKeyInfo.clone()))
          : Optional.empty();
    } catch (Exception e) { // the library meets bad DER in many ways
      return Optional.empty();
    }
  }

  /** Reads a public key in PEM; exactly one, nothing around it. */
  public static VerifyingKeyReading readPem(byte[] pem) {
    return switch (Pem.read(pem, Pem.Wanted.PUBLIC_KEY)) {
      case Pem.Reading.Refused refused -> new VerifyingKeyReading.Unusable(refused.problem());
      case Pem.Reading.Read read ->
          read(read.der())
              .<VerifyingKeyReading>map(VerifyingKeyReading.Usable::new)
              .orElseGet(() -> new VerifyingKeyReading.Unusable(unknownKind()));
    };
  }

  /** Gives what is wrong with a key of neither kind. */
  public static Problem unknownKind() {
    return Problem.of(
        "key.unusable",
        "not an Ed25519 or ECDSA P-256 public key in its usual encoding",
        Where.NOWHERE);
  }

  private static boolean known(AsymmetricKeyParameter key) {
    if (key instanceof Ed25519PublicKeyParameters ed25519) {
      return Ed25519.validatePublicKeyFull(ed25519.getEncoded(), 0);
    }
    return key instanceof ECPublicKeyParameters ec
        && ec.getParameters() instanceof ECNamedDomainParameters named
        && named.getName().equals(SECObjectIdentifiers.secp256r1);
  }

  private static boolean isUsualEncoding(AsymmetricKeyParameter key, byte[] publicKeyInfo)
      throws IOException {
    return Arrays.equals(
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded("DER"),
        publicKeyInfo);
  }

  /** Gives {@code sha256:<hex>} of the SubjectPublicKeyInfo. */
  public String keyId() {
    return keyId;
  }

  /** Gives the key as DER SubjectPublicKeyInfo. */
  public byte[] publicKeyInfo() {
    return publicKeyInfo.clone();
  }

  /** Says whether it is an Ed25519 key. */
  public boolean isEd25519() {
    return key instanceof Ed25519PublicKeyParameters;
  }

  /** Says whether the signature over the message was made with the private half of this key. */
  public boolean accepts(byte[] message, byte[] signature) {
    if (key instanceof Ed25519PublicKeyParameters) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(false, key);
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    }
    ECPublicKeyParameters ec = (ECPublicKeyParameters) key;
    try {
      BigInteger[] parts =
          StandardDSAEncoding.INSTANCE.decode(ec.getParameters().getN(), signature);
      ECDSASigner signer = new ECDSASigner();
      signer.init(false, ec);
      return signer.verifySignature(Sha256.digest(message), parts[0], parts[1]);
    } catch (Exception e) { // the library meets bad DER in many ways
      return false;
    }
  }

  /** Gives the key id only. */
  @Override
  public String toString() {
    return "VerifyingKey[" + keyId + "]";
  }
}
