package dev.assay.core.crypto;

import java.math.BigInteger;
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

/** A public key: Ed25519, or ECDSA on P-256 with SHA-256. */
public final class VerifyingKey {
  private final AsymmetricKeyParameter key;
  private final String keyId;

  private VerifyingKey(AsymmetricKeyParameter key, String keyId) {
    this.key = key;
    this.keyId = keyId;
  }

  /** Reads a DER SubjectPublicKeyInfo; empty when it is not one of the two kinds. */
  public static Optional<VerifyingKey> read(byte[] publicKeyInfo) {
    try {
      AsymmetricKeyParameter key = PublicKeyFactory.createKey(publicKeyInfo);
      boolean known =
          key instanceof Ed25519PublicKeyParameters
              || (key instanceof ECPublicKeyParameters ec
                  && ec.getParameters() instanceof ECNamedDomainParameters named
                  && named.getName().equals(SECObjectIdentifiers.secp256r1));
      return known
          ? Optional.of(new VerifyingKey(key, Sha256.text(publicKeyInfo)))
          : Optional.empty();
    } catch (Exception e) { // the library meets bad DER in many ways
      return Optional.empty();
    }
  }

  /** Gives {@code sha256:<hex>} of the SubjectPublicKeyInfo. */
  public String keyId() {
    return keyId;
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
}
