package dev.assay.core.report;

import java.util.List;
import java.util.Locale;

/**
 * Text of others without what looks like a secret or a person: each becomes {@code
 * <redacted:RULE>}.
 *
 * <p>It knows shapes of published tokens, assignments and addresses and nothing else: what it
 * leaves is not proven to be harmless. Linear in the length of the text. It must run before a text
 * is cut, because half a secret has no shape. Source: {@code trust-basis.md} 12.1.
 */
public final class Redaction {
  private static final List<String> SECRET_NAMES =
      List.of(
          "access_key",
          "access_token",
          "api_key",
          "apikey",
          "client_secret",
          "private_key",
          "password",
          "passwd",
          "secret",
          "secret_access_key",
          "secret_key",
          "token");

  /** A token by what it begins with and how much must follow. */
  private record Prefix(String rule, String start, int least) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("aws-access-key-id", "AKIA", 16),
          new Prefix("aws-access-key-id", "ASIA", 16),
          new Prefix("github-token", "ghp_", 20),
          new Prefix("github-token", "gho_", 20),
          new Prefix("github-token", "ghu_", 20),
          new Prefix("github-token", "ghs_", 20),
          new Prefix("github-token", "ghr_", 20),
          new Prefix("github-token", "github_pat_", 20),
          new Prefix("stripe-key", "sk_live_", 10),
          new Prefix("stripe-key", "sk_test_", 10),
          new Prefix("stripe-key", "rk_live_", 10),
          new Prefix("openai-key", "sk-", 20),
          new Prefix("slack-token", "xoxb-", 10),
          new Prefix("slack-token", "xoxa-", 10),
          new Prefix("slack-token", "xoxp-", 10),
          new Prefix("slack-token", "xoxr-", 10),
          new Prefix("slack-token", "xoxs-", 10),
          new Prefix("google-api-key", "AIza", 30));

  private static final String PEM = "-----BEGIN ";
  private static final String PEM_END = "-----END ";

  /** The longest part of an address before and after its {@code @}. */
  private static final int MAX_LOCAL = 64;

  private final String text;
  private final StringBuilder out;
  private int at;

  /** The end of the word that is known to begin no signed token; keeps the work linear. */
  private int noJwtBefore;

  private Redaction(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** Gives the text without what looks like a secret. */
  public static String of(String text) {
    Redaction redaction = new Redaction(text);
    while (redaction.at < text.length()) {
      redaction.next();
    }
    return redaction.out.toString();
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '-' && text.startsWith(PEM, at) && pem()) {
      return;
    }
    if (c == '@' && email()) {
      return;
    }
    if (isWord(c) && beginsPart() && token()) {
      return;
    }
    out.append(c);
    at++;
  }

  /**
   * A name is made of parts: the secret one of {@code --token} and {@code DB_PASSWORD} is the last.
   */
  private boolean beginsPart() {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return !isWord(before) || before == '-' || before == '_';
  }

  private boolean pem() {
    int line = text.indexOf("-----", at + PEM.length());
    if (line < 0 || !text.substring(at, line).endsWith("PRIVATE KEY") || line - at > 80) {
      return false;
    }
    int end = text.indexOf(PEM_END, line);
    int close = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
    put("private-key-pem", close < 0 ? text.length() : close + 5);
    return true;
  }

  private boolean token() {
    for (Prefix prefix : PREFIXES) {
      if (text.startsWith(prefix.start, at)) {
        int end = run(at + prefix.start.length());
        if (end - at - prefix.start.length() >= prefix.least) {
          put(prefix.rule, end);
          return true;
        }
      }
    }
    return jwt() || bearer() || assignment() || slackUser();
  }

  /** Three parts of base64url, the first of them an object. */
  private boolean jwt() {
    if (at < noJwtBefore || !text.startsWith("eyJ", at)) {
      return false;
    }
    int first = run(at);
    noJwtBefore = first;
    int second = first < text.length() && text.charAt(first) == '.' ? run(first + 1) : first;
    int third = second < text.length() && text.charAt(second) == '.' ? run(second + 1) : second;
    boolean parts = first - at >= 4 && second - first > 4 && third - second > 4;
    if (parts) {
      put("jwt", third);
    }
    return parts;
  }

  private boolean bearer() {
    String word = "bearer ";
    if (!text.regionMatches(true, at, word, 0, word.length())) {
      return false;
    }
    int end = value(at + word.length());
    if (end - at - word.length() < 8) {
      return false;
    }
    put("bearer-token", end);
    return true;
  }

  /** A name of a secret, then {@code =} or {@code :} and a value, which goes. */
  private boolean assignment() {
    int nameEnd = at;
    while (nameEnd < text.length() && nameEnd - at <= 20 && isNameCharacter(nameEnd)) {
      nameEnd++;
    }
    String name = text.substring(at, nameEnd).toLowerCase(Locale.ROOT).replace('-', '_');
    if (!SECRET_NAMES.contains(name)) {
      return false;
    }
    int sign = blanks(nameEnd);
    if (sign == text.length() || (text.charAt(sign) != '=' && text.charAt(sign) != ':')) {
      return false;
    }
    int from = blanks(sign + 1);
    if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
      from++;
    }
    int end = value(from);
    if (end - from < 4) {
      return false;
    }
    boolean query = at > 0 && (text.charAt(at - 1) == '?' || text.charAt(at - 1) == '&');
    out.append(text, at, from);
    put(query ? "sensitive-query-param" : "credential-assignment", end);
    return true;
  }

  private boolean isNameCharacter(int index) {
    return isWord(text.charAt(index));
  }

  private int blanks(int from) {
    int end = from;
    while (end < text.length() && end - from < 4 && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  private boolean slackUser() {
    char c = text.charAt(at);
    int end = at;
    boolean digit = false;
    while (end < text.length() && end - at <= 12 && isUpperOrDigit(text.charAt(end))) {
      digit |= text.charAt(end) <= '9';
      end++;
    }
    boolean whole = end == text.length() || !isWord(text.charAt(end));
    boolean alone = at == 0 || !isWord(text.charAt(at - 1));
    boolean shaped = alone && (c == 'U' || c == 'W') && digit && end - at >= 9 && end - at <= 12;
    if (shaped && whole) {
      put("slack-user-id", end);
    }
    return shaped && whole;
  }

  /** The part before the {@code @} is in the output already. */
  private boolean email() {
    int local = out.length();
    while (local > 0 && out.length() - local < MAX_LOCAL && isLocal(out.charAt(local - 1))) {
      local--;
    }
    int end = at + 1;
    while (end < text.length() && end - at < 256 && isDomain(text.charAt(end))) {
      end++;
    }
    String domain = text.substring(at + 1, end);
    int dot = domain.lastIndexOf('.');
    if (local == out.length() || dot < 1 || dot + 2 >= domain.length()) {
      return false;
    }
    out.setLength(local);
    put("email", end);
    return true;
  }

  private void put(String rule, int end) {
    out.append("<redacted:").append(rule).append('>');
    at = end;
  }

  private int run(int from) {
    int end = from;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int value(int from) {
    int end = from;
    while (end < text.length()
        && text.charAt(end) > ' '
        && "&\"'`,;<>)".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isUpperOrDigit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isLocal(char c) {
    return isWord(c) || c == '.' || c == '+';
  }

  private static boolean isDomain(char c) {
    return (isWord(c) && c != '_') || c == '.';
  }

  private static boolean isWord(char c) {
    return isUpperOrDigit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
  }
}
