package dev.assay.core.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.0.0.1.",
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0",
        "0x",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "[FEBF::1]",
        "[fc00::1]",
        "[fdff::]",
        "[ff02::1]",
        "[64:ff9b::10.0.0.1]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST.",
        "a.localhost"
      })
  void these_are_private_in_every_spelling(String text) {
    Host host = Host.read(text);
    assertThat(host).as(text).isNotNull();
    assertThat(host.isPrivate()).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "[2001:db8::1]",
        "[::ffff:8.8.8.8]",
        "[2002:808::]",
        "[64:ff9b::8.8.8.8]",
        "example.org",
        "localhost.example.org",
        "x_y.example"
      })
  void these_are_not(String text) {
    Host host = Host.read(text);
    assertThat(host).as(text).isNotNull();
    assertThat(host.isPrivate()).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        ".a",
        "a..",
        "a b",
        "a%2eb",
        "a/b",
        "a:b",
        "256.1.1.1",
        "1.2.3.4.5",
        "08",
        "1.2.3.256",
        "1.2.65536",
        "0x1.2.3.4.0x5",
        "a.0x",
        "a.1",
        "4294967296",
        "09.1.1.1",
        "[::1",
        "::1]",
        "[::1%25eth0]",
        "[1::2::3]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[::12345]",
        "[::1.2.3]",
        "[::01.2.3.4]",
        "[1.2.3.4::]",
        "[]",
        "[:::]",
        "\uff45xample.org",
        "example\u3002org",
        "g\u0130thub.example",
        "\u212aelvin.example",
        "stra\u00dfe.example",
        "a\u200db.example",
        "a\u00adb.example",
        "\u0301a.example",
        "B\u00dcCHER.example"
      })
  void these_are_no_hosts(String text) {
    assertThat(Host.read(text)).as(text).isNull();
  }

  @Test
  void names_are_compared_in_ascii() {
    assertThat(Host.read("b\u00fccher.example").name()).isEqualTo("xn--bcher-kva.example");
    assertThat(Host.read("XN--BCHER-KVA.Example.").name()).isEqualTo("xn--bcher-kva.example");
    assertThat(
            HostPattern.read("*.b\u00fccher.example").matches(Host.read("a.xn--bcher-kva.example")))
        .isTrue();
    assertThat(HostPattern.read("*.example.net").matches(Host.read("example.net"))).isFalse();
    assertThat(HostPattern.read("*.example.net").matches(Host.read("xexample.net"))).isFalse();
    assertThat(HostPattern.read("::1").matches(Host.read("[0::0:1]"))).isTrue();
    assertThat(HostPattern.read("127.0.0.1").matches(Host.read("[::ffff:127.0.0.1]"))).isFalse();
    assertThat(HostPattern.read("*")).isNull();
    assertThat(HostPattern.read("*.1.2.3.4")).isNull();
  }

  @Test
  void punycode_agrees_with_the_jdk() {
    Random random = new Random(7);
    int[] alphabet = {'a', 'z', '0', '-', 0xe9, 0xfc, 0x3b1, 0x4e2d, 0x5b57, 0x10380, 0x1f600};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder label = new StringBuilder("a");
      for (int length = random.nextInt(12); length > 0; length--) {
        label.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      String text = label.append('\u00fc').toString();
      assertThat("xn--" + Punycode.encode(text)).isEqualTo(IDN.toASCII(text, IDN.ALLOW_UNASSIGNED));
    }
  }

  @Test
  void ipv6_literals_agree_with_the_jdk() throws UnknownHostException {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(16); zero > 0; zero--) {
        bytes[random.nextInt(16)] = 0;
      }
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      Host host = Host.read(text.contains(":") ? "[" + text + "]" : text);
      assertThat(host).as(text).isNotNull();
      InetAddress address = InetAddress.getByName(text);
      boolean local =
          address.isLoopbackAddress()
              || address.isLinkLocalAddress()
              || address.isSiteLocalAddress()
              || address.isMulticastAddress()
              || address.isAnyLocalAddress();
      assertThat(!local || host.isPrivate()).as(text).isTrue();
    }
  }
}
