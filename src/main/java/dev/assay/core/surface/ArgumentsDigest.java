package dev.assay.core.surface;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The digest that stands for arguments in records: HMAC-SHA-256 with a local key over their
 * canonical form, secret-named members left out at every depth.
 *
 * <p>Who has no key cannot test guesses; who has the key can show that two calls had the same
 * arguments. Source: {@code policy.md} 5.5.
 */
public final class ArgumentsDigest {
  /** Member names, lower-cased and without separators, that are never even digested; sorted. */
  private static final String[] SECRET_NAMES = {
    "accesstoken",
    "apikey",
    "authorization",
    "authtoken",
    "clientsecret",
    "credential",
    "credentials",
    "idtoken",
    "passwd",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "sessiontoken",
    "token"
  };

  /** A double keeps this many decimal digits of any number. */
  private static final int EXACT_DIGITS = 15;

  private final KeyedDigest key;
  private final byte[] domain;

  /** Digests with a key. */
  public ArgumentsDigest(KeyedDigest key) {
    this.key = key;
    this.domain = ("assay.tool_args.v0:" + key.keyId() + ":").getBytes(StandardCharsets.UTF_8);
  }

  /** Gives {@code hmac-sha256:<key id>:<hex>} for arguments, as ASCII bytes. */
  public byte[] of(Json arguments) {
    return key.digestText(domain, CanonicalJson.canonicalBytes(projected(arguments)));
  }

  /** Gives what {@link #of} gives, as text. */
  public String textOf(Json arguments) {
    return new String(of(arguments), StandardCharsets.UTF_8);
  }

  /**
   * Says whether the digest stands for all of the arguments: no secret-named member is left out,
   * and no number has digits that its canonical form has not.
   */
  public static boolean covers(Json arguments) {
    return !holdsSecretName(arguments) && isExact(arguments);
  }

  private static boolean isExact(Json value) {
    return switch (value) {
      case Json.Obj object -> object.members().values().stream().allMatch(ArgumentsDigest::isExact);
      case Json.Arr array -> array.items().stream().allMatch(ArgumentsDigest::isExact);
      case Json.Num number -> isExact(number);
      case Json.Str _, Json.Bool _, Json.Null _ -> true;
    };
  }

  private static boolean isExact(Json.Num number) {
    String text = number.text();
    boolean plain = text.length() <= EXACT_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    return plain || CanonicalJson.canonicalText(number).equals(text);
  }

  /**
   * Says whether a document speaks of a member that the digest leaves out: by a name, by a string,
   * or by a step of a pointer.
   */
  public static boolean isNamedIn(Json document) {
    return switch (document) {
      case Json.Obj object ->
          object.members().entrySet().stream()
              .anyMatch(member -> isSecretName(member.getKey()) || isNamedIn(member.getValue()));
      case Json.Arr array -> array.items().stream().anyMatch(ArgumentsDigest::isNamedIn);
      case Json.Str(String text) ->
          Arrays.stream(text.split("/")).anyMatch(ArgumentsDigest::isSecretName);
      case Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  /** Gives the arguments without secret-named members. */
  static Json projected(Json value) {
    return holdsSecretName(value) ? withoutSecretNames(value) : value;
  }

  private static boolean holdsSecretName(Json value) {
    if (value instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        if (isSecretName(member.getKey()) || holdsSecretName(member.getValue())) {
          return true;
        }
      }
    } else if (value instanceof Json.Arr array) {
      for (Json item : array.items()) {
        if (holdsSecretName(item)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Json withoutSecretNames(Json value) {
    if (value instanceof Json.Obj object) {
      Json.ObjBuilder kept = Json.object();
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        if (!isSecretName(member.getKey())) {
          kept.put(member.getKey(), withoutSecretNames(member.getValue()));
        }
      }
      return kept.build();
    }
    if (value instanceof Json.Arr array) {
      List<Json> items = new ArrayList<>(array.items().size());
      for (Json item : array.items()) {
        items.add(withoutSecretNames(item));
      }
      return new Json.Arr(items);
    }
    return value;
  }

  private static boolean isSecretName(String name) {
    if (name.length() < 5 || name.length() > 40) {
      return false;
    }
    String plain = name;
    if (name.indexOf('_') >= 0 || name.indexOf('-') >= 0 || name.indexOf(' ') >= 0) {
      plain = name.replace("_", "").replace("-", "").replace(" ", "");
    }
    return Arrays.binarySearch(SECRET_NAMES, plain.toLowerCase(Locale.ROOT)) >= 0;
  }
}
