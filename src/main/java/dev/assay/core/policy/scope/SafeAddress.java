package dev.assay.core.policy.scope;

/** Addresses that a person may be sent to. */
public final class SafeAddress {
  private SafeAddress() {}

  /**
   * Says whether a text is an {@code https} address that every reader takes apart in the same way,
   * without user information. Says nothing about where it leads.
   */
  public static boolean isHttps(String text) {
    WebAddress address = WebAddress.read(text).address();
    return address != null && address.scheme().equals("https");
  }
}
