package dev.assay.core.crypto;

import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/**
 * A private key: Ed25519, or ECDSA on P-256 with SHA-256 and deterministic nonces (RFC 6979).
 * Prints nothing of it. Same key and bytes, same signature.
 *
 * <p>A signature says that a holder of the key signed, not which person or when.
 */
public final class SigningKey {
  private final AsymmetricKeyParameter key;
  private final byte[] publicKeyInfo;

  private SigningKey(AsymmetricKeyParameter key, byte[] publicKeyInfo) {
    this.key = key;
    this.publicKeyInfo = publicKeyInfo;
  }

  /** Reads an unencrypted PKCS#8 key in PEM; exactly one key, nothing around it. */
  public static KeyReading readPem(byte[] pem) {
    return switch (Pem.read(pem, Pem.Wanted.PRIVATE_KEY)) {
      case Pem.Reading.Refused refused -> new KeyReading.Unusable(refused.problem());
      case Pem.Reading.Read read -> ofDer(read.der());
    };
  }

  private static KeyReading ofDer(byte[] der) {
    try {
      return of(PrivateKeyFactory.createKey(der));
    } catch (Exception e) { // the library meets bad DER in many ways
      return unusable("the key's contents cannot be read", null);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static KeyReading of(AsymmetricKeyParameter key) throws Exception {
    if (key instanceof Ed25519PrivateKeyParameters ed25519) {
      return usable(key, ed25519.generatePublicKey());
    }
    if (key instanceof ECPrivateKeyParameters ec
        && ec.getParameters() instanceof ECNamedDomainParameters named
        && named.getName().equals(SECObjectIdentifiers.secp256r1)) {
      return usable(
          key, new ECPublicKeyParameters(named.getG().multiply(ec.getD()).normalize(), named));
    }
    return unusable("the key is neither Ed25519 nor ECDSA on P-256", null);
  }

  private static KeyReading usable(AsymmetricKeyParameter key, AsymmetricKeyParameter publicKey)
      throws Exception {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
    return new KeyReading.Usable(new SigningKey(key, info.getEncoded("DER")));
  }

  private static KeyReading unusable(String message, @Nullable String hint) {
    return new KeyReading.Unusable(new Problem("key.unusable", message, Where.NOWHERE, hint));
  }

  /** Gives {@code sha256:<hex>} of the public key's SubjectPublicKeyInfo. */
  public String keyId() {
    return Sha256.text(publicKeyInfo);
  }

  /** Gives the public key as DER SubjectPublicKeyInfo. */
  public byte[] publicKeyInfo() {
    return publicKeyInfo.clone();
  }

  /** Gives the public half. */
  public VerifyingKey verifyingKey() {
    return VerifyingKey.read(publicKeyInfo)
        .orElseThrow(() -> new BugException("both halves know the same two algorithms"));
  }

  /** Says whether it is an Ed25519 key. */
  public boolean isEd25519() {
    return key instanceof Ed25519PrivateKeyParameters;
  }

  /** Gives the signature: 64 bytes for Ed25519, a DER sequence for ECDSA. */
  public byte[] sign(byte[] message) {
    if (key instanceof Ed25519PrivateKeyParameters) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    }
    ECPrivateKeyParameters ec = (ECPrivateKeyParameters) key;
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, ec);
    BigInteger[] parts = signer.generateSignature(Sha256.digest(message));
    try {
      return StandardDSAEncoding.INSTANCE.encode(ec.getParameters().getN(), parts[0], parts[1]);
    } catch (Exception e) {
      throw new BugException("two numbers below the order can be encoded", e);
    }
  }

  /** Gives the key id only. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId() + "]";
  }
}
