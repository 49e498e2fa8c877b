package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import dev.assay.core.json.StrictMapping;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code urls}: where an argument may lead, by its text. A name is resolved by the
 * upstream: a listed name that resolves to a private address passes here, and so does a redirect.
 *
 * <p>Source: {@code policy-language.md} 3.
 */
final class UrlScope implements ArgumentScope {
  private static final String SCHEMES = "schemes";
  private static final String HOSTS = "hosts";
  private static final String PORTS = "ports";
  private static final String PRIVATE = "private_addresses";
  private static final List<String> MEMBERS = list("args", SCHEMES, HOSTS, PORTS, PRIVATE);
  private static final List<String> HTTPS = list("https");

  /** These have no host that could be judged. */
  private static final List<String> WITHOUT_HOST = list("file", "data", "javascript", "blob");

  private final List<String> schemes;
  private final @Nullable List<HostPattern> hosts;
  private final @Nullable List<Integer> ports;
  private final boolean privateAllowed;
  private final Objection wrongScheme;
  private final Objection wrongHost;
  private final Objection wrongPort;

  private static final Objection PRIVATE_ADDRESS =
      new Objection("private_address", "must not be a loopback, link-local or private address");

  private UrlScope(
      List<String> schemes,
      @Nullable List<HostPattern> hosts,
      @Nullable List<Integer> ports,
      boolean privateAllowed) {
    this.schemes = schemes;
    this.hosts = hosts;
    this.ports = ports;
    this.privateAllowed = privateAllowed;
    this.wrongScheme = new Objection("scheme", "must have a scheme of " + texts(schemes));
    this.wrongHost =
        new Objection(
            "host",
            hosts == null
                ? "must have a host name, not an IP address"
                : "must have a host of " + texts(hosts));
    this.wrongPort =
        new Objection(
            "port",
            ports == null
                ? "must have the port of its scheme"
                : "must have a port of " + texts(ports));
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  private static String texts(List<?> items) {
    StringBuilder text = new StringBuilder();
    for (Object item : items) {
      text.append(text.isEmpty() ? "" : ", ").append('`').append(item).append('`');
      if (text.length() > 200) {
        return text.append(" or others").toString();
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  static UrlScope read(Section entry) {
    entry.refuseUnknown(MEMBERS);
    entry.require("args");
    boolean privateAllowed =
        entry.word(PRIVATE, list("deny", "allow")).orElse("deny").equals("allow");
    Optional<List<String>> hosts = entry.strings(HOSTS);
    if (hosts.isEmpty()) {
      entry
          .findings()
          .warn(
              PolicyFault.SCOPE_OPEN,
              "every host name is allowed here",
              entry.findings().name(entry.pointer()),
              "list the names in `hosts`");
    }
    return new UrlScope(
        readSchemes(entry),
        hosts.isEmpty() ? null : readHosts(entry, hosts.get(), privateAllowed),
        readPorts(entry),
        privateAllowed);
  }

  private static List<String> readSchemes(Section entry) {
    Optional<List<String>> given = entry.strings(SCHEMES);
    if (given.isEmpty()) {
      return HTTPS;
    }
    for (int i = 0; i < given.get().size(); i++) {
      String scheme = given.get().get(i);
      boolean hasHost = !WITHOUT_HOST.contains(scheme);
      if (!scheme.matches("[a-z][a-z0-9+.-]*") || !hasHost) {
        entry
            .findings()
            .refuse(
                PolicyFault.UNKNOWN_VALUE,
                "`schemes` cannot have `" + scheme + "`",
                entry.findings().value(entry.at(SCHEMES) + "/" + i),
                hasHost
                    ? "write it in lower case, without `:`"
                    : "it has no host, files belong under `paths`");
      }
    }
    return given.get();
  }

  private static List<HostPattern> readHosts(
      Section entry, List<String> texts, boolean privateAllowed) {
    List<HostPattern> hosts = new ArrayList<>();
    Findings findings = entry.findings();
    for (int i = 0; i < texts.size(); i++) {
      Where where = findings.value(entry.at(HOSTS) + "/" + i);
      HostPattern pattern = HostPattern.read(texts.get(i));
      if (pattern == null) {
        findings.refuse(
            PolicyFault.HOST,
            "`" + texts.get(i) + "` is no host",
            where,
            "write a name in lower case, `*.name` or an IP address, without scheme and port");
      } else if (pattern.host().isPrivate() && !privateAllowed) {
        findings.refuse(
            PolicyFault.PRIVATE_HOST,
            "host `" + texts.get(i) + "` is a private address and would never be allowed",
            where,
            "add `private_addresses: allow`");
      } else {
        hosts.add(pattern);
      }
    }
    return hosts;
  }

  private static @Nullable List<Integer> readPorts(Section entry) {
    Json given = entry.get(PORTS);
    if (given == null) {
      return null;
    }
    List<Integer> ports = new ArrayList<>();
    if (!(given instanceof Json.Arr list)) {
      entry
          .findings()
          .refuse(
              PolicyFault.WRONG_TYPE,
              "`ports` is a list, not " + StrictMapping.kind(given),
              entry.at(PORTS));
      return ports;
    }
    for (int i = 0; i < list.items().size(); i++) {
      Optional<Long> port =
          list.items().get(i) instanceof Json.Num number ? number.asLong() : Optional.empty();
      if (port.isPresent() && port.get() >= 0 && port.get() <= 65_535) {
        ports.add(port.get().intValue());
      } else {
        entry
            .findings()
            .refuse(
                PolicyFault.WRONG_TYPE,
                "an entry of `ports` is an integer from 0 to 65535",
                entry.at(PORTS) + "/" + i);
      }
    }
    return ports;
  }

  @Override
  public @Nullable Objection judge(Json value, FileSystemView files) {
    if (!(value instanceof Json.Str(String text))) {
      return Objection.NO_STRING;
    }
    WebAddress.Reading reading = WebAddress.read(text);
    WebAddress address = reading.address();
    if (address == null) {
      return reading.objection();
    }
    if (!schemes.contains(address.scheme())) {
      return wrongScheme;
    }
    if (!privateAllowed && address.host().isPrivate()) {
      return PRIVATE_ADDRESS;
    }
    if (!isListed(address.host())) {
      return wrongHost;
    }
    return hasPort(address) ? null : wrongPort;
  }

  private boolean isListed(Host host) {
    if (hosts == null) {
      return !host.isLiteral();
    }
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).matches(host)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPort(WebAddress address) {
    if (ports != null) {
      return ports.contains(address.port());
    }
    return address.port() == WebAddress.defaultPort(address.scheme());
  }
}
