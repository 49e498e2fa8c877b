package dev.assay.core.anchor;

/** Judges receipts of one kind, with the trust it was made with. Never throws for bad bytes. */
public interface AnchorVerifier {
  /** Gives the kind of receipts it judges. */
  AnchorKind kind();

  /**
   * Judges a receipt. It confirms exactly that the archive with this digest is the one the receipt
   * is about and that who made the receipt is trusted; never that the bundle tells the truth.
   */
  AnchorStanding verify(byte[] receipt, AnchorSubject subject);
}
