package dev.assay.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A time-stamp authority made and run by {@code openssl ts}: root, certificate and clock are its.
 */
public final class OpensslAuthority {
  private static final String CONFIGURATION =
      """
      [req]
      distinguished_name=dn
      [dn]
      [ca]
      basicConstraints=critical,CA:TRUE
      [tsa]
      extendedKeyUsage=critical,timeStamping
      [service]
      serial=serial
      signer_cert=tsa.pem
      signer_key=tsa.key
      signer_digest=sha256
      default_policy=1.2.3.4.1
      digests=sha256
      ess_cert_id_alg=sha256
      """;

  private final Path directory;

  private OpensslAuthority(Path directory) {
    this.directory = directory;
  }

  /** Makes keys and certificates in a directory. */
  public static OpensslAuthority in(Path directory) throws IOException {
    OpensslAuthority authority = new OpensslAuthority(directory);
    Files.writeString(directory.resolve("tsa.cnf"), CONFIGURATION);
    Files.writeString(directory.resolve("serial"), "01\n");
    authority.openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj /CN=Root"
            + " -config tsa.cnf -extensions ca");
    authority.openssl(
        "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=T -config tsa.cnf");
    authority.openssl(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 365"
            + " -extfile tsa.cnf -extensions tsa");
    return authority;
  }

  /** Gives the file of the root's certificate. */
  public String root() {
    return directory.resolve("ca.pem").toString();
  }

  /** Answers a request at the time of day. */
  public void answer(String request, String response) {
    openssl(
        "ts -reply -config tsa.cnf -section service -queryfile " + request + " -out " + response);
  }

  private void openssl(String words) {
    openssl(directory, words);
  }

  /** Runs the program in a directory; it must succeed. */
  public static void openssl(Path directory, String words) {
    CommandRun.of(
            Map.of(), List.of("/bin/sh", "-c", "cd " + directory + " && exec openssl " + words))
        .endsWith(0);
  }
}
