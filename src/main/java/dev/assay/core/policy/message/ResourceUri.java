package dev.assay.core.policy.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A resource's URI, taken apart for comparison: scheme and authority in one spelling as one
 * segment, then the segments of the path, decoded and in NFC. A URI that any normalisation would
 * take for another is none: dot segments, empty segments, encoded separators or letters,
 * backslashes, user information, a fragment, a {@code file:} address of another host, a web address
 * that not every reader takes apart in the same way, an empty port.
 */
final class ResourceUri {
  private static final int MAX_CHARS = 8_192;
  private static final String UNRESERVED = "-._~";

  /** Decoded, these would be separators, or another encoding. */
  private static final String NEVER_ENCODED = "/\\%";

  private final String[] segments;
  private final String query;

  private ResourceUri(String[] segments, String query) {
    this.segments = segments;
    this.query = query;
  }

  /** Reads a URI, or gives null for what is none. */
  static @Nullable ResourceUri read(String uri) {
    if (uri.length() > MAX_CHARS || !isClean(uri)) {
      return null;
    }
    int mark = uri.indexOf('?');
    String written = mark < 0 ? uri : uri.substring(0, mark);
    String path = decoded(written);
    if (path == null) {
      return null;
    }
    String[] segments = segments(path);
    if (segments == null || !isNormal(segments) || isHostEncoded(written)) {
      return null;
    }
    String beginning = UriBeginning.ofUri(segments[0]);
    if (beginning == null) {
      return null;
    }
    segments[0] = beginning;
    return new ResourceUri(segments, mark < 0 ? "" : uri.substring(mark));
  }

  /** Some readers decode a host before they look at it, others after. */
  private static boolean isHostEncoded(String uri) {
    String[] segments = segments(uri);
    return segments != null && UriBeginning.isOfWeb(segments[0]) && segments[0].indexOf('%') >= 0;
  }

  private static boolean isClean(String uri) {
    return uri.codePoints()
        .noneMatch(
            c ->
                c == '\\'
                    || c == '#'
                    || Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE);
  }

  private static @Nullable String decoded(String text) {
    byte[] bytes = new byte[text.length() * 3];
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        int value = i + 3 <= text.length() ? hex(text.substring(i + 1, i + 3)) : -1;
        if (value < 0x20 || value == 0x7f || isPlain((char) value)) {
          return null;
        }
        bytes[length++] = (byte) value;
        i += 3;
      } else {
        int end = text.offsetByCodePoints(i, 1);
        byte[] encoded = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        i = end;
      }
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      String whole = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return Normalizer.normalize(whole, Normalizer.Form.NFC);
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /** Whether nobody has a reason to encode a character, or decoding it would make another URI. */
  private static boolean isPlain(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0
        || NEVER_ENCODED.indexOf(c) >= 0;
  }

  private static int hex(String digits) {
    int high = Character.digit(digits.charAt(0), 16);
    int low = Character.digit(digits.charAt(1), 16);
    boolean ascii = digits.charAt(0) < 0x80 && digits.charAt(1) < 0x80;
    return ascii && high >= 0 && low >= 0 ? 16 * high + low : -1;
  }

  /**
   * Cuts a URI without query: its beginning up to the end of the authority, then the path; null
   * when it has no scheme.
   */
  static String @Nullable [] segments(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 1 || !isScheme(uri.substring(0, colon))) {
      return null;
    }
    int path = uri.indexOf('/', uri.startsWith("//", colon + 1) ? colon + 3 : colon + 1);
    String beginning = path < 0 ? uri : uri.substring(0, path);
    String[] rest = path < 0 ? new String[0] : uri.substring(path + 1).split("/", -1);
    if (rest.length > 0 && rest[rest.length - 1].isEmpty()) {
      rest = Arrays.copyOf(rest, rest.length - 1);
    }
    String[] segments = new String[rest.length + 1];
    boolean authority = beginning.startsWith("//", colon + 1);
    segments[0] =
        authority
            ? beginning.toLowerCase(Locale.ROOT)
            : beginning.substring(0, colon).toLowerCase(Locale.ROOT) + beginning.substring(colon);
    System.arraycopy(rest, 0, segments, 1, rest.length);
    return segments;
  }

  private static boolean isScheme(String text) {
    char first = text.charAt(0);
    boolean letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    for (int i = 1; letter && i < text.length(); i++) {
      char c = text.charAt(i);
      letter =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "+-.".indexOf(c) >= 0;
    }
    return letter;
  }

  private static boolean isNormal(String[] segments) {
    if (segments[0].indexOf('@') >= 0
        || (segments[0].startsWith("file:") && !segments[0].equals("file://"))) {
      return false;
    }
    for (int i = 1; i < segments.length; i++) {
      if (segments[i].isEmpty() || segments[i].equals(".") || segments[i].equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Gives the segments; a query belongs to the last one. */
  String[] whole() {
    String[] whole = segments.clone();
    whole[whole.length - 1] += query;
    return whole;
  }

  /** Gives the segments without the query. */
  String[] path() {
    return segments;
  }
}
