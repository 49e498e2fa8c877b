package dev.assay.core.policy.infer;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The entries of {@code paths} and {@code urls} for one tool. An entry holds for all its arguments
 * together, so arguments with different places are all allowed what one of them was seen with.
 */
final class Scopes {
  private final List<String> pathArguments = new ArrayList<>();
  private final TreeSet<String> globs = new TreeSet<>();
  private final List<String> urlArguments = new ArrayList<>();
  private final TreeSet<String> schemes = new TreeSet<>();
  private final TreeSet<String> hosts = new TreeSet<>();
  private final TreeSet<Integer> ports = new TreeSet<>();

  void add(String argument, TextProfile texts) {
    if (texts.areDirectories()) {
      pathArguments.add(argument);
      globs.addAll(texts.globs());
    } else if (texts.areAddresses()) {
      urlArguments.add(argument);
      schemes.addAll(texts.schemes());
      hosts.addAll(texts.hosts());
      ports.addAll(texts.ports());
    }
  }

  Optional<Json> pathEntry() {
    return pathArguments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Json.object()
                .put("args", Json.Arr.ofStrings(pathArguments))
                .put("allow", Json.Arr.ofStrings(globs))
                .build());
  }

  /** Whether a host may be a private address, which is then allowed because it is listed. */
  private static boolean isLiteral(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  Optional<Json> urlEntry() {
    if (urlArguments.isEmpty()) {
      return Optional.empty();
    }
    List<Json> numbers = new ArrayList<>();
    ports.forEach(port -> numbers.add(Json.Num.of(port)));
    return Optional.of(
        Json.object()
            .put("args", Json.Arr.ofStrings(urlArguments))
            .put("schemes", Json.Arr.ofStrings(schemes))
            .put("hosts", Json.Arr.ofStrings(hosts))
            .put("ports", new Json.Arr(numbers))
            .put("private_addresses", hosts.stream().anyMatch(Scopes::isLiteral) ? "allow" : null)
            .build());
  }
}
