package dev.assay.adapter.config;

import dev.assay.app.offline.store.StoreSettings.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the address of a store, and that of a server. */
sealed interface StoreAddress {
  /** It says where. */
  record Read(Place place) implements StoreAddress {}

  /** It does not. */
  record Refused(String why) implements StoreAddress {}

  /** What buckets may be called. */
  Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** What keys may begin with: nothing that has to be escaped anywhere. */
  Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*");

  /** Reads {@code file:///directory} or {@code s3://bucket/prefix}. */
  static StoreAddress read(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.startsWith("file:")) {
      return directory(url);
    }
    return lower.startsWith("s3://")
        ? bucket(url.substring("s3://".length()))
        : new Refused("a store is `file:///directory` or `s3://bucket/prefix`");
  }

  private static StoreAddress directory(String url) {
    try {
      URI uri = new URI(url);
      String host = uri.getAuthority();
      String path = uri.getPath();
      if (host != null || uri.getQuery() != null || uri.getFragment() != null) {
        return new Refused("write three slashes and nothing after the path: `file:///directory`");
      }
      if (path == null || !path.startsWith("/") || Path.of(path).normalize().getNameCount() == 0) {
        return new Refused("name a directory below the root: `file:///directory`");
      }
      return new Read(new Place.Directory(Path.of(path).normalize().toString()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Refused("the address is no URL; a blank is written `%20`");
    }
  }

  private static StoreAddress bucket(String rest) {
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1);
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix += '/';
    }
    if (!BUCKET.matcher(bucket).matches()) {
      return new Refused("a bucket name has 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    return PREFIX.matcher(prefix).matches()
        ? new Read(new Place.Bucket(bucket, prefix))
        : new Refused("a prefix has letters, digits, `-`, `_`, `.` and single slashes");
  }

  /** Says what is wrong with the address of a server; empty when nothing is. */
  static String endpointFault(String endpoint, boolean allowHttp) {
    URI uri;
    try {
      uri = new URI(endpoint);
    } catch (URISyntaxException e) {
      return "the endpoint is no URL";
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
      return "an endpoint has no user, query or fragment; credentials come from the environment";
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return "an endpoint is `https://host` or `https://host:port`";
    }
    return scheme.equals("http") && !allowHttp
        ? "an endpoint without TLS needs `allow_http: true`"
        : "";
  }
}
