import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Verifies an Assay evidence bundle with nothing but a JDK, 17 or newer:
 *
 * <pre>java Verify.java bundle.tar.gz</pre>
 *
 * Exit code 0: intact. 2: broken, or not readable, or not what was required. 64: wrong usage.
 *
 * <p>It was written from the published format alone and shares no code with the program that makes
 * bundles, so that an error in one of the two shows as a disagreement. Read it from top to bottom;
 * the numbers in comments are the steps of docs/reference/bundle-verification.md. One pass, memory
 * bounded by the limits below, nothing is written or sent anywhere.
 */
public final class Verify {
  private static final String USAGE =
      "usage: java Verify.java [--require-sealed] [--expect-digest sha256:HEX]\n"
          + "           [--attestation FILE.dsse.json --key PUBLIC.pem] [--limit NAME=N] BUNDLE|-";

  // ------------------------------------------------------------------------------- the command

  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.in, System.out, System.err));
  }

  static int run(String[] args, InputStream stdin, PrintStream out, PrintStream err)
      throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    Limits limits = new Limits();
    String file = null;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      boolean valued = List.of("--expect-digest", "--attestation", "--key", "--limit").contains(arg);
      if (arg.equals("--require-sealed")) {
        options.put(arg, "");
      } else if (valued && i + 1 < args.length) {
        String value = args[++i];
        if (!arg.equals("--limit")) {
          options.put(arg, value);
        } else if (!limits.set(value)) {
          err.println("unknown limit or bad number: " + printable(value));
          return 64;
        }
      } else if (file == null && (arg.equals("-") || !arg.startsWith("-"))) {
        file = arg;
      } else {
        err.println(USAGE);
        return 64;
      }
    }
    if (file == null || options.containsKey("--attestation") != options.containsKey("--key")) {
      err.println(USAGE);
      return 64;
    }
    try (InputStream in = file.equals("-") ? stdin : new FileInputStream(file)) {
      Report report = new Bundle(in, limits).verify();
      return answer(report, options, out);
    } catch (Broken broken) {
      out.println("BROKEN " + broken.kind() + "/" + broken.code + ": " + broken.getMessage());
      out.println("Nothing in this file is confirmed. Do not rely on any of its content.");
      return 2;
    } catch (IOException e) {
      out.println("UNREADABLE " + printable(String.valueOf(e.getMessage())));
      return 2;
    }
  }

  private static int answer(Report report, Map<String, String> options, PrintStream out)
      throws IOException {
    out.println("INTACT " + report.events + " events");
    out.println("  archive    " + report.archiveDigest);
    out.println("  bundle id  " + printable(report.bundleId));
    out.println("  run        " + printable(report.runId));
    out.println("  times      " + report.earliest + " to " + report.latest);
    String differs = report.difference;
    out.println("  canonical  " + (differs == null ? "yes" : "no: " + differs));
    out.println("  sealed     " + report.seal + ": " + report.sealReason);
    int code = 0;
    if (options.containsKey("--require-sealed") && !report.seal.equals("confirmed")) {
      code = 2;
    }
    String expected = options.get("--expect-digest");
    if (expected != null) {
      boolean same = expected.equals(report.archiveDigest);
      out.println("  expected   " + (same ? "confirmed" : "FAILED: this is another file"));
      code = same ? code : 2;
    }
    if (options.containsKey("--attestation")) {
      String fault = attestationFault(options.get("--attestation"), options.get("--key"), report);
      out.println("  signed     " + (fault == null ? "confirmed" : "FAILED: " + fault));
      code = fault == null ? code : 2;
    } else {
      out.println("  signed     not checked");
    }
    out.println("Intact means: the archive is whole, every line agrees with its hash, the list of");
    out.println("hashes with the root, the root with the manifest. A confirmed seal adds: nothing is");
    out.println("missing at the end, and times, run and source are those that were sealed. It does");
    out.println("not say who wrote the file (that takes a signature or a digest you were told), that");
    out.println("the clock was right, that the recorder was honest, or that its decisions were good.");
    return code;
  }

  /** For programs: one line that says everything; limits by name, may be empty. */
  static String judge(InputStream in, Map<String, Long> overrides) throws IOException {
    Limits limits = new Limits();
    overrides.forEach((name, value) -> limits.set(name + "=" + value));
    try {
      Report r = new Bundle(in, limits).verify();
      return String.join(
          " ",
          "intact",
          "canonical=" + (r.difference == null),
          "sealed=" + r.seal,
          "events=" + r.events,
          "archive=" + r.archiveDigest,
          "id=" + r.bundleId);
    } catch (Broken broken) {
      return "broken " + broken.kind() + "/" + broken.code + " " + broken.getMessage();
    }
  }

  /** What became known of an intact bundle. */
  static final class Report {
    String archiveDigest;
    String bundleId;
    String runId;
    long events;
    Instant earliest;
    Instant latest;

    /** The first thing that the usual writer would have written otherwise, or null. */
    String difference;

    String seal = "not_present";
    String sealReason = "there is no seal: events may be missing at the end";

    void differs(String what) {
      if (difference == null) {
        difference = what;
      }
    }
  }

  /** The first thing that is wrong; it ends the reading. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    final String code;

    Broken(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    String kind() {
      return code.startsWith("Limit") ? "Limits" : code.split("(?<=[a-z])(?=[A-Z])")[0];
    }
  }

  /** Bounds, all inclusive. */
  static final class Limits {
    private final Map<String, Long> values = new LinkedHashMap<>();

    Limits() {
      values.put("max_bundle_bytes", 100L << 20); // the file
      values.put("max_decode_bytes", 1L << 30); // all that decompression yields
      values.put("max_manifest_bytes", 10L << 20);
      values.put("max_events_bytes", 500L << 20);
      values.put("max_events", 100_000L);
      values.put("max_line_bytes", 1L << 20); // one event, line end not counted
      values.put("max_path_len", 256L); // bytes of an entry name
      values.put("max_json_depth", 64L);
    }

    boolean set(String nameAndValue) {
      Matcher m = Pattern.compile("([a-z_]+)=([0-9]{1,18})").matcher(nameAndValue);
      if (!m.matches() || !values.containsKey(m.group(1))) {
        return false;
      }
      long value = Long.parseLong(m.group(2));
      boolean held = m.group(1).equals("max_line_bytes") || m.group(1).equals("max_manifest_bytes");
      if ((held && value > 1 << 30) || (m.group(1).equals("max_json_depth") && value > 512)) {
        return false; // these are held in memory, or on the stack
      }
      values.put(m.group(1), value);
      return true;
    }

    long of(String name) {
      return values.get(name);
    }
  }

  // ------------------------------------------------------- step 1: the file, counted and hashed

  static final class Source {
    final byte[] buffer = new byte[64 * 1024];
    int at;
    int end;
    private final InputStream in;
    private final long most;
    private final MessageDigest hash = sha256();
    private long count;
    private boolean over;

    Source(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    /** Says whether there is a byte at {@link #at}; reads more when needed. */
    boolean more() throws IOException, Broken {
      if (at < end) {
        return true;
      }
      if (over) {
        throw new Broken("LimitBundleBytes", "the file is larger than max_bundle_bytes, " + most);
      }
      long room = most - count; // one byte more than allowed is enough to know
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, room + 1));
      if (n < 0) {
        return false;
      }
      over = n > room;
      at = 0;
      end = over ? (int) room : n;
      count += end;
      hash.update(buffer, 0, end);
      return more();
    }

    int next() throws IOException, Broken {
      return more() ? buffer[at++] & 0xFF : -1;
    }
  }

  // ------------------------------------- step 2: exactly one gzip member, nothing before or after

  static final class Gzip {
    private static final int[] WRITERS_HEADER = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff};
    private final Source source;
    private final Report report;
    private final long most;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long decoded;
    private boolean corrupt;
    private boolean ended;

    Gzip(Source source, Report report, long most) throws IOException, Broken {
      this.source = source;
      this.report = report;
      this.most = most;
      header();
    }

    private static Broken broken(String why) {
      return new Broken("IntegrityGzip", why);
    }

    private int byteOf(String what, CRC32 sum) throws IOException, Broken {
      int b = source.next();
      if (b < 0) {
        throw broken("the file ends inside the " + what);
      }
      sum.update(b);
      return b;
    }

    private void header() throws IOException, Broken {
      CRC32 sum = new CRC32();
      int[] h = new int[WRITERS_HEADER.length];
      for (int i = 0; i < h.length; i++) {
        h[i] = byteOf("gzip header", sum);
        if (i < 3 && h[i] != WRITERS_HEADER[i]) {
          throw broken("this is not a gzip file; an evidence bundle is a .tar.gz");
        }
        if (i == 3 && (h[3] & 0xE0) != 0) {
          throw broken("the gzip header has reserved flags");
        }
      }
      if (!Arrays.equals(h, WRITERS_HEADER)) {
        report.differs("the gzip header is not the writer's");
      }
      if ((h[3] & 4) != 0) { // extra field
        int length = byteOf("gzip header", sum) | byteOf("gzip header", sum) << 8;
        for (int i = 0; i < length; i++) {
          byteOf("gzip header", sum);
        }
      }
      for (int flag = 8; flag <= 16; flag *= 2) { // file name, comment
        while ((h[3] & flag) != 0 && byteOf("gzip header", sum) != 0) {
          continue;
        }
      }
      if ((h[3] & 2) != 0) { // header checksum
        long expected = sum.getValue() & 0xFFFF;
        if (expected != (byteOf("gzip header", sum) | byteOf("gzip header", sum) << 8)) {
          throw broken("the gzip header checksum is wrong");
        }
      }
    }

    /** Decodes up to {@code length} bytes; -1 once the member and the file have ended well. */
    int read(byte[] out, int from, int length) throws IOException, Broken {
      if (ended) {
        return -1;
      }
      if (corrupt) {
        throw broken("the compressed data is corrupt");
      }
      boolean full = decoded == most;
      byte[] to = full ? new byte[1] : out;
      int n = inflate(to, full ? 0 : from, (int) Math.min(length, full ? 1 : most - decoded));
      if (n > 0 && full) {
        throw new Broken("LimitDecodeBytes", "it unpacks to more than max_decode_bytes, " + most);
      }
      if (n < 0) {
        trailer();
        ended = true;
        return -1;
      }
      crc.update(to, from, n);
      decoded += n;
      return n;
    }

    private int inflate(byte[] to, int from, int length) throws IOException, Broken {
      while (true) {
        long before = inflater.getBytesWritten();
        int n;
        try {
          n = inflater.inflate(to, from, length);
        } catch (DataFormatException e) {
          n = (int) (inflater.getBytesWritten() - before); // what came before the error counts
          corrupt = true;
        }
        if (n > 0) {
          return n;
        }
        if (inflater.finished()) {
          source.at = source.end - inflater.getRemaining();
          return -1;
        }
        if (corrupt || inflater.needsDictionary() || !inflater.needsInput()) {
          throw broken("the compressed data is corrupt");
        }
        if (!source.more()) {
          throw broken("the file is cut: the compressed data does not end");
        }
        inflater.setInput(source.buffer, source.at, source.end - source.at);
        source.at = source.end;
      }
    }

    private void trailer() throws IOException, Broken {
      long[] stored = new long[2];
      for (int i = 0; i < 8; i++) {
        stored[i / 4] |= (long) byteOf("gzip checksum", new CRC32()) << (8 * (i % 4));
      }
      if (stored[0] != crc.getValue()) {
        throw broken("the gzip checksum is wrong");
      }
      if (stored[1] != (decoded & 0xFFFF_FFFFL)) {
        throw broken("the gzip length is wrong");
      }
      if (source.more()) {
        throw broken("bytes follow the end of the gzip member");
      }
    }
  }

  // --------------------------------------------------------------------- step 3: the tar archive

  static final class Bundle {
    private static final int BLOCK = 512;
    private static final int MAX_EXTENSION = 16 * 1024;
    private static final byte[] ZEROS = new byte[BLOCK];
    private final Limits limits;
    private final Report report = new Report();
    private final Source source;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private Gzip gzip;
    private boolean entries;
    private Manifest manifest;
    private Events events;

    /** What PAX and GNU long-name records say of the next entry. */
    private String nextName;

    private long nextSize = -1;
    private boolean extended;

    Bundle(InputStream in, Limits limits) {
      this.limits = limits;
      this.source = new Source(in, limits.of("max_bundle_bytes"));
    }

    Report verify() throws IOException, Broken {
      gzip = new Gzip(source, report, limits.of("max_decode_bytes"));
      try {
        archive();
      } finally {
        gzip.inflater.end();
      }
      if (!entries) {
        throw new Broken("ContractMissingManifest", "the archive is empty");
      }
      if (events == null) {
        throw new Broken("ContractMissingFile", "the archive has no events.ndjson");
      }
      report.archiveDigest = "sha256:" + hex(source.hash.digest());
      events.conclude();
      return report;
    }

    private void archive() throws IOException, Broken {
      byte[] block = new byte[BLOCK];
      for (int zeroBlocks = 0; zeroBlocks < 2; ) {
        if (!more()) {
          if (extended) {
            throw tar("the archive ends after an extension record");
          }
          report.differs("the tar end blocks are missing");
          return;
        }
        read(block, BLOCK);
        if (Arrays.equals(block, ZEROS)) {
          if (extended) {
            throw tar("the archive ends after an extension record");
          }
          zeroBlocks++;
        } else if (zeroBlocks > 0) {
          throw tar("data follows the end of the tar archive");
        } else {
          entry(block);
        }
      }
      while (more()) { // nothing may hide behind the end
        report.differs("zero bytes follow the tar end blocks");
        if (buffer[at++] != 0) {
          throw tar("data follows the end of the tar archive");
        }
      }
    }

    private static Broken tar(String why) {
      return new Broken("IntegrityTar", why);
    }

    private boolean more() throws IOException, Broken {
      if (at == end) {
        at = 0;
        end = Math.max(0, gzip.read(buffer, 0, buffer.length));
      }
      return at < end;
    }

    private void read(byte[] to, int length) throws IOException, Broken {
      for (int done = 0; done < length; ) {
        done += take(to, done, length - done);
      }
    }

    private int take(byte[] to, int from, int most) throws IOException, Broken {
      if (!more()) {
        throw tar("the tar archive is cut");
      }
      int n = Math.min(most, end - at);
      System.arraycopy(buffer, at, to, from, n);
      at += n;
      return n;
    }

    private void entry(byte[] h) throws IOException, Broken {
      long size = number(h, 124, 12);
      long sum = 0;
      for (int i = 0; i < BLOCK; i++) {
        sum += i >= 148 && i < 156 ? ' ' : h[i] & 0xFF;
      }
      if (sum != octal(h, 148, 8) || size < 0) {
        throw tar("a tar header has a wrong checksum or size");
      }
      int type = h[156] & 0xFF;
      if (type == 'L' || type == 'x' || type == 'g') {
        extension(type, size);
        return;
      }
      String name = text(h, 0, 100);
      if (new String(h, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0")) {
        String prefix = text(h, 345, 155);
        name = prefix.isEmpty() ? name : prefix + "/" + name;
      }
      boolean writers = !extended && Arrays.equals(h, writersHeader(name, size));
      name = nextName == null ? name : nextName;
      size = nextSize < 0 ? size : nextSize;
      nextName = null;
      nextSize = -1;
      extended = false;
      entries = true;
      judge(name, size, type);
      if (!writers) {
        report.differs("the tar header of " + name + " is not the writer's");
      }
      if (name.equals("manifest.json")) {
        byte[] text = new byte[(int) size];
        read(text, text.length);
        manifest = Manifest.read(text, limits, report);
      } else {
        events(size);
      }
      padding(size);
    }

    private void judge(String name, long size, int type) throws Broken {
      boolean isManifest = name.equals("manifest.json");
      boolean isEvents = name.equals("events.ndjson");
      if (name.length() > limits.of("max_path_len")) {
        throw new Broken("LimitPathLength", "an entry name is longer than max_path_len");
      }
      String limit = isManifest ? "max_manifest_bytes" : "max_events_bytes";
      if (size > limits.of(limit)) {
        throw new Broken("LimitFileSize", "an entry is larger than " + limit);
      }
      String slashes = name.replace('\\', '/');
      boolean drive = slashes.length() > 1 && slashes.charAt(1) == ':';
      if (slashes.startsWith("/") || drive || ("/" + slashes + "/").contains("/../")) {
        throw new Broken("SecurityPathTraversal", "an entry name leaves the archive");
      }
      if (!isManifest && !isEvents) {
        throw new Broken("ContractUnexpectedFile", "an entry is neither of the two files");
      }
      if (isManifest ? manifest != null : events != null) {
        throw new Broken("ContractDuplicateFile", name + " occurs twice");
      }
      if (manifest == null && isEvents) {
        throw new Broken("ContractFileOrder", "the first entry is not manifest.json");
      }
      if (type != 0 && type != '0') {
        throw new Broken("ContractUnexpectedFile", name + " is not a regular file");
      }
    }

    private void events(long size) throws IOException, Broken {
      if (size != manifest.eventsBytes) {
        throw new Broken("IntegrityFileSizeMismatch", "events.ndjson is not as long as declared");
      }
      events = new Events(manifest, limits, report);
      for (long left = size; left > 0; ) {
        if (!more()) {
          throw tar("the tar archive is cut");
        }
        int n = (int) Math.min(left, end - at);
        events.feed(buffer, at, at + n);
        at += n;
        left -= n;
      }
      events.end();
    }

    private void padding(long size) throws IOException, Broken {
      byte[] rest = new byte[(int) (-size & (BLOCK - 1))];
      read(rest, rest.length);
      if (!Arrays.equals(rest, new byte[rest.length])) {
        report.differs("tar padding is not zero");
      }
    }

    private void extension(int type, long size) throws IOException, Broken {
      report.differs("a tar extension record");
      if (size > MAX_EXTENSION) {
        String code = type == 'L' ? "LimitPathLength" : "LimitFileSize";
        throw new Broken(code, "a tar extension record is longer than " + MAX_EXTENSION);
      }
      byte[] bytes = new byte[(int) size];
      read(bytes, bytes.length);
      String record = new String(bytes, StandardCharsets.ISO_8859_1);
      extended |= type != 'g';
      if (type == 'L') {
        Matcher name = Pattern.compile("([^\0]+)\0*").matcher(record);
        rename(name.matches() ? name.group(1) : "");
      } else {
        pax(record, type == 'g');
      }
      padding(size);
    }

    /** {@code <length> <key>=<value>\n} again and again; the length counts all of it. */
    private void pax(String record, boolean global) throws Broken {
      Pattern head = Pattern.compile("([0-9]+) ");
      for (int from = 0; from < record.length(); ) {
        Matcher m = head.matcher(record).region(from, record.length());
        boolean shaped = m.lookingAt();
        String digits = shaped ? m.group(1).replaceFirst("^0+(?=.)", "") : "0";
        long stop = from + (digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits));
        if (!shaped || stop > record.length() || stop < m.end() + 1) {
          throw tar("a tar extension record is malformed");
        }
        String pair = record.substring(m.end(), (int) stop - 1);
        int equals = pair.indexOf('=');
        if (equals < 1 || record.charAt((int) stop - 1) != '\n') {
          throw tar("a tar extension record is malformed");
        }
        String key = pair.substring(0, equals);
        String value = pair.substring(equals + 1);
        if (global && (key.equals("path") || key.equals("size"))) {
          throw tar("a global tar header renames or resizes entries");
        } else if (key.equals("path")) {
          rename(value);
        } else if (key.equals("size")) {
          if (nextSize >= 0 || !value.matches("[0-9]{1,18}")) {
            throw tar("a tar extension record gives a bad size");
          }
          nextSize = Long.parseLong(value);
        }
        from = (int) stop;
      }
    }

    private void rename(String name) throws Broken {
      if (nextName != null || name.isEmpty() || name.indexOf('\0') >= 0) {
        throw tar("a tar entry is named twice or without a name");
      }
      nextName = name;
    }

    private static String text(byte[] h, int from, int length) {
      String field = new String(h, from, length, StandardCharsets.ISO_8859_1);
      int nul = field.indexOf('\0');
      return nul < 0 ? field : field.substring(0, nul);
    }

    /** Spaces, octal digits, then only NUL and spaces; -1 for anything else. */
    private static long octal(byte[] h, int from, int length) {
      String field = new String(h, from, length, StandardCharsets.ISO_8859_1);
      Matcher m = Pattern.compile(" *([0-7]+)[ \0]*").matcher(field);
      return m.matches() ? Long.parseLong(m.group(1), 8) : -1;
    }

    /** Octal, or the GNU form: first bit set, the rest a big-endian number. */
    private static long number(byte[] h, int from, int length) {
      if (h[from] >= 0) {
        return octal(h, from, length);
      }
      long value = h[from] & 0x7F;
      for (int i = from + 1; i < from + length; i++) {
        if (value >= 1L << 54) {
          return -1;
        }
        value = value << 8 | h[i] & 0xFF;
      }
      return value;
    }

    private static byte[] writersHeader(String name, long size) {
      byte[] h = new byte[BLOCK];
      if (name.length() > 100) {
        return h;
      }
      put(h, 0, name);
      put(h, 100, "0000644\0000000000\0000000000");
      put(h, 136, "00000000000");
      if (size < 1L << 33) {
        put(h, 124, String.format("%011o", size));
      } else {
        h[124] = (byte) 0x80;
        ByteBuffer.wrap(h).putLong(128, size);
      }
      put(h, 148, "        ");
      put(h, 257, "ustar  ");
      put(h, 265, "assay");
      put(h, 297, "assay");
      int sum = 0;
      for (byte b : h) {
        sum += b & 0xFF;
      }
      put(h, 148, String.format("%07o", sum) + "\0");
      return h;
    }

    private static void put(byte[] h, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(bytes, 0, h, at, bytes.length);
    }
  }

  // ------------------------------------------------------------------------ step 4: the manifest

  static final class Manifest {
    static final Map<String, String> ALGORITHMS =
        Map.of(
            "canon", "jcs-rfc8785",
            "hash", "sha256",
            "root", "sha256(concat(content_hash + \"\\n\"))");
    String bundleId;
    String runId;
    String runRoot;
    String eventsDigest;
    long eventsBytes;
    long eventCount;
    Map<String, Object> producer;

    static Manifest read(byte[] text, Limits limits, Report report) throws Broken {
      Object value = Json.read(text, 0, text.length, limits, "manifest.json");
      if (!Arrays.equals(utf8(Json.canonical(value)), text)) {
        report.differs("manifest.json is not canonical json");
      }
      Map<String, Object> m = object(value, "the manifest");
      long version = count(m.get("schema_version"), "schema_version");
      if (version != 1) {
        throw new Broken("ContractSchemaVersion", "manifest.json: schema_version is not 1");
      }
      Manifest manifest = new Manifest();
      manifest.bundleId = string(m.get("bundle_id"), "bundle_id");
      manifest.runId = string(m.get("run_id"), "run_id");
      manifest.runRoot = string(m.get("run_root"), "run_root");
      manifest.eventCount = count(m.get("event_count"), "event_count");
      manifest.producer = object(m.get("producer"), "producer");
      string(manifest.producer.get("name"), "producer.name");
      string(manifest.producer.get("version"), "producer.version");
      if (!absent(manifest.producer.get("git"))) {
        string(manifest.producer.get("git"), "producer.git");
      }
      Map<String, Object> algorithms = object(m.get("algorithms"), "algorithms");
      Map<String, Object> files = object(m.get("files"), "files");
      for (Object each : files.values()) {
        Map<String, Object> file = object(each, "a file");
        string(file.get("path"), "path");
        manifest.eventsDigest = string(file.get("sha256"), "sha256");
        manifest.eventsBytes = count(file.get("bytes"), "bytes");
      }
      for (Map.Entry<String, String> known : ALGORITHMS.entrySet()) {
        if (!known.getValue().equals(algorithms.get(known.getKey()))) {
          throw new Broken("ContractAlgorithm", "manifest.json: the algorithms are not the known");
        }
      }
      if (!files.keySet().equals(java.util.Set.of("events.ndjson"))) {
        throw new Broken("ContractMissingFile", "manifest.json: files is not just events.ndjson");
      }
      if (!object(files.get("events.ndjson"), "").get("path").equals("events.ndjson")) {
        throw new Broken("ContractInvalidManifest", "manifest.json: path differs from the name");
      }
      if (!manifest.eventsDigest.startsWith("sha256:")) {
        report.differs("the file digest has no sha256: in front");
        manifest.eventsDigest = "sha256:" + manifest.eventsDigest;
      }
      report.bundleId = manifest.bundleId;
      report.runId = manifest.runId;
      return manifest;
    }

    private static Broken wrong(String what, String must) {
      return new Broken("ContractInvalidJson", "manifest.json: " + what + " must be " + must);
    }

    private static String string(Object value, String what) throws Broken {
      if (value instanceof String) {
        return (String) value;
      }
      throw wrong(what, "a string");
    }

    private static long count(Object value, String what) throws Broken {
      long number = Json.integer(value);
      if (number < 0) {
        throw wrong(what, "an integer from 0 up");
      }
      return number;
    }

    private static Map<String, Object> object(Object value, String what) throws Broken {
      if (value instanceof Map) {
        return Json.members(value);
      }
      throw wrong(what, "an object");
    }
  }

  // ----------------------------------------------------------- steps 5 and 6: the events, by line

  static final class Events {
    private static final String[] STRINGS = {
      "specversion", "type", "source", "id", "datacontenttype",
      "assayrunid", "assayproducer", "assayproducerversion", "assaygit"
    };
    private static final String[] OPTIONAL = {
      "subject", "traceparent", "tracestate", "assaypolicyid",
      "assaycontenthash", "assaysemanticdigest", "assaydigestprofile"
    };
    private static final String[] FLAGS = {"assaypii", "assaysecrets"};

    private final Manifest manifest;
    private final Limits limits;
    private final Report report;
    private final long maxLine;
    private final MessageDigest fileHash = sha256();
    private final MessageDigest root = sha256();
    private final Seal seal;
    private byte[] held = new byte[4096];
    private int length;
    private long lines;
    private String source;

    Events(Manifest manifest, Limits limits, Report report) {
      this.manifest = manifest;
      this.limits = limits;
      this.report = report;
      this.maxLine = limits.of("max_line_bytes");
      this.seal = new Seal(manifest);
    }

    void feed(byte[] data, int from, int to) throws Broken {
      fileHash.update(data, from, to - from);
      for (int at = from; at < to; ) {
        int stop = at;
        while (stop < to && data[stop] != '\n') {
          stop++;
        }
        hold(data, at, stop);
        if (stop < to) {
          line();
        }
        at = stop + 1;
      }
    }

    private void hold(byte[] data, int from, int to) throws Broken {
      long all = (long) length + to - from;
      if (all > maxLine + 1) { // one more: it may be the carriage return of a line end
        throw tooLong();
      }
      if (all > held.length) {
        held = Arrays.copyOf(held, (int) Math.max(all, 2L * held.length));
      }
      System.arraycopy(data, from, held, length, to - from);
      length = (int) all;
    }

    private Broken tooLong() {
      return new Broken("LimitLineBytes", "a line is longer than max_line_bytes, " + maxLine);
    }

    private Broken here(String code, String what) {
      return new Broken(code, "events.ndjson line " + lines + ": " + what);
    }

    private void line() throws Broken {
      int to = length;
      length = 0;
      if (to > 0 && held[to - 1] == '\r') {
        to--;
        report.differs("a carriage return before a line end");
      }
      if (to > maxLine) {
        throw tooLong();
      }
      if (++lines > limits.of("max_events")) {
        throw new Broken("LimitTotalEvents", "there are more events than max_events");
      }
      String start = new String(held, 0, Math.min(to, 3), StandardCharsets.ISO_8859_1);
      if (lines == 1 && start.equals("\u00ef\u00bb\u00bf")) {
        throw here("ContractInvalidJson", "the file begins with a byte order mark");
      }
      if (isBlank(to)) {
        throw here("ContractInvalidEvent", "the line is blank");
      }
      Object value = Json.read(held, 0, to, limits, "events.ndjson line " + lines);
      if (!(value instanceof Map)) {
        throw here("ContractInvalidJson", "not an object");
      }
      Map<String, Object> event = Json.members(value);
      Instant time = shape(event);
      if (!Arrays.equals(utf8(Json.canonical(event)), Arrays.copyOf(held, to))) {
        report.differs("events.ndjson line " + lines + " is not canonical json");
      }
      content(event);
      place(event);
      root.update(utf8(event.get("assaycontenthash") + "\n"));
      seal.event(event, time, held, to);
    }

    private boolean isBlank(int to) {
      for (int i = 0; i < to; i++) {
        if (held[i] != ' ' && held[i] != '\t' && held[i] != '\r') {
          return false;
        }
      }
      return true;
    }

    /** Every member has its type; gives the time. */
    private Instant shape(Map<String, Object> event) throws Broken {
      for (String name : STRINGS) {
        if (!(event.get(name) instanceof String)) {
          throw here("ContractInvalidJson", name + " must be a string");
        }
      }
      for (String name : OPTIONAL) {
        if (!absent(event.get(name)) && !(event.get(name) instanceof String)) {
          throw here("ContractInvalidJson", name + " must be a string when it is there");
        }
        if (event.get(name) == Json.NULL) {
          report.differs(name + " is null instead of absent");
        }
      }
      for (String name : FLAGS) {
        if (!(event.get(name) instanceof Boolean)) {
          throw here("ContractInvalidJson", name + " must be true or false");
        }
      }
      if (!event.containsKey("data")) {
        throw here("ContractInvalidJson", "data is missing");
      }
      if (Json.integer(event.get("assayseq")) < 0) {
        throw here("ContractInvalidJson", "assayseq must be an integer from 0 up");
      }
      Object text = event.get("time");
      Instant time = text instanceof String ? time((String) text) : null;
      if (time == null) {
        throw here("ContractInvalidJson", "time must be an RFC 3339 time");
      }
      if (!time.toString().equals(text)) {
        report.differs("events.ndjson line " + lines + ": time is not in the stored form");
      }
      return time;
    }

    private void content(Map<String, Object> event) throws Broken {
      if (!event.get("specversion").equals("1.0")) {
        throw here("ContractSchemaVersion", "specversion is not 1.0");
      }
      if (absent(event.get("assaycontenthash"))) {
        throw here("ContractSchemaVersion", "assaycontenthash is missing");
      }
      Map<String, Object> bound = new TreeMap<>();
      for (String name : List.of("specversion", "type", "datacontenttype", "subject", "data")) {
        if (name.equals("data") || !absent(event.get(name))) {
          bound.put(name, event.get(name));
        }
      }
      String computed = "sha256:" + hex(sha256().digest(utf8(Json.canonical(bound))));
      if (!computed.equals(event.get("assaycontenthash"))) {
        throw here("IntegrityEventHash", "the content hash differs from the content");
      }
    }

    private void place(Map<String, Object> event) throws Broken {
      long seq = Json.integer(event.get("assayseq"));
      String run = (String) event.get("assayrunid");
      if (seq != lines - 1) {
        String code = lines == 1 ? "ContractSequenceStart" : "ContractSequenceGap";
        throw here(code, "assayseq should be " + (lines - 1));
      }
      if (!run.equals(manifest.runId)) {
        throw here("ContractRunIdMismatch", "the run id is not the manifest's");
      }
      if (run.isEmpty() || run.contains(":") || !event.get("id").equals(run + ":" + seq)) {
        throw here("ContractInvalidEvent", "run id or id is not of the form");
      }
      if (((String) event.get("source")).indexOf(':') < 1) {
        throw here("ContractInvalidEvent", "source must be a URI");
      }
      if (!event.get("datacontenttype").equals("application/json")) {
        throw here("ContractInvalidEvent", "datacontenttype must be application/json");
      }
      source = source == null ? (String) event.get("source") : source;
      if (!event.get("source").equals(source)) {
        throw here("ContractInvalidEvent", "source differs from the first event's");
      }
    }

    /** The file is complete. */
    void end() throws Broken {
      if (length > 0) {
        report.differs("no final line end");
        line();
      }
      if (!manifest.eventsDigest.equals("sha256:" + hex(fileHash.digest()))) {
        throw new Broken("IntegrityManifestHash", "the digest of events.ndjson is another");
      }
      if (lines == 0) {
        throw new Broken("ContractInvalidEvent", "there are no events");
      }
      if (lines != manifest.eventCount) {
        throw new Broken("ContractSequenceGap", "event_count is not the number of lines");
      }
      if (!manifest.runRoot.equals("sha256:" + hex(root.digest()))) {
        throw new Broken("IntegrityRunRootMismatch", "run_root is not that of the content hashes");
      }
      if (!manifest.bundleId.equals(manifest.runRoot)) {
        throw new Broken("ContractBundleIdMismatch", "bundle_id is not run_root");
      }
    }

    void conclude() {
      report.events = lines;
      seal.conclude(report);
    }
  }

  // --------------------------------------------------------------------------- step 9: the seal

  /** Recomputes what the seal states. A wrong seal does not break the bundle; it is reported. */
  static final class Seal {
    private static final String[] REPEATED = {
      "assayproducer", "assayproducerversion", "assaygit", "assaypolicyid", "assaypii",
      "assaysecrets", "traceparent", "tracestate", "assaysemanticdigest", "assaydigestprofile"
    };
    private static final List<String> KNOWN = new ArrayList<>();

    static {
      KNOWN.addAll(List.of(Events.STRINGS));
      KNOWN.addAll(List.of(Events.OPTIONAL));
      KNOWN.addAll(List.of(Events.FLAGS));
      KNOWN.addAll(List.of("data", "time", "assayseq"));
    }

    private final Manifest manifest;
    private final Map<String, Long> counts = new TreeMap<>();
    private final ArrayDeque<byte[]> subtrees = new ArrayDeque<>();
    private long leaves;
    private Instant earliest;
    private Instant latest;
    private Map<String, Object> previous = Map.of();
    private boolean seen;
    private String closeReason = "";
    private String fault;

    Seal(Manifest manifest) {
      this.manifest = manifest;
      for (String kind : List.of("decisions", "allowed", "denied", "errors", "gaps", "dropped")) {
        counts.put(kind, 0L);
      }
    }

    void event(Map<String, Object> event, Instant time, byte[] line, int length) {
      if (seen && fault == null) {
        fault = "an event follows the seal";
      }
      if (event.get("type").equals("assay.session.sealed") && !seen) {
        seen = true;
        fault = judge(event);
      }
      count(event);
      earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
      latest = latest == null || time.isAfter(latest) ? time : latest;
      leaf(line, length);
      previous = event;
    }

    private void count(Map<String, Object> event) {
      Map<String, Object> data = Json.members(event.get("data"));
      if (event.get("type").equals("assay.tool.decision")) {
        counts.merge("decisions", 1L, Long::sum);
        Object decision = data.get("decision");
        String kind =
            "allow".equals(decision) ? "allowed" : "deny".equals(decision) ? "denied" : "errors";
        counts.merge(kind, kind.equals("errors") && !"error".equals(decision) ? 0L : 1L, Long::sum);
      } else if (event.get("type").equals("assay.evidence.gap")) {
        counts.merge("gaps", 1L, Long::sum);
        counts.merge("dropped", Math.max(0, Json.integer(data.get("count"))), Long::sum);
      }
    }

    /** RFC 9162: a leaf is hashed behind a 0 byte, a node behind a 1 byte. */
    private void leaf(byte[] line, int length) {
      MessageDigest hash = sha256();
      hash.update((byte) 0);
      hash.update(line, 0, length);
      byte[] tree = hash.digest();
      for (long bits = leaves++; (bits & 1) == 1; bits >>= 1) {
        tree = node(subtrees.removeLast(), tree);
      }
      subtrees.addLast(tree);
    }

    private static byte[] node(byte[] left, byte[] right) {
      MessageDigest hash = sha256();
      hash.update((byte) 1);
      hash.update(left);
      return hash.digest(right);
    }

    private String treeRoot() {
      byte[] tree = null;
      for (byte[] left : (Iterable<byte[]>) subtrees::descendingIterator) {
        tree = tree == null ? left : node(left, tree);
      }
      return hex(tree == null ? sha256().digest() : tree);
    }

    /** Gives what is wrong with the seal, or null. */
    private String judge(Map<String, Object> seal) {
      Map<String, Object> data = Json.members(seal.get("data"));
      Map<String, Object> recorder = Json.members(data.get("recorder"));
      Map<String, Object> stated = Json.members(data.get("counts"));
      closeReason = String.valueOf(data.get("close_reason"));
      boolean formed =
          "assay.session_seal.v1".equals(data.get("schema"))
              && data.get("counts") instanceof Map
              && recorder.get("name") instanceof String
              && recorder.get("version") instanceof String
              && recorder.get("build") instanceof String
              && data.get("close_reason") instanceof String
              && List.of("normal", "signal", "rotated", "recovered", "limit").contains(closeReason);
      if (!formed) {
        return "the seal is not of the form assay.session_seal.v1";
      }
      if (!seal.get("assayrunid").equals(data.get("run_id"))
          || !seal.get("source").equals(data.get("source"))) {
        return "the seal is of another run or source";
      }
      if (Json.integer(data.get("events_before")) != leaves) {
        return "the seal counts another number of events";
      }
      if (!treeRoot().equals(data.get("envelope_root"))) {
        return "an event line was changed after sealing";
      }
      if (!states(data.get("first_time"), earliest) || !states(data.get("last_time"), latest)) {
        return "the seal names another first or last time";
      }
      for (Map.Entry<String, Long> kind : counts.entrySet()) {
        Object number = stated.get(kind.getKey());
        if (!(number instanceof Json.Num) || Json.integer(number) != kind.getValue()) {
          return "the seal counts decisions or gaps that the events do not show";
        }
      }
      boolean same = seal.get("time").equals(data.get("sealed_at"));
      for (String name : REPEATED) {
        same &= leaves == 0 || text(seal.get(name)).equals(text(previous.get(name)));
      }
      if (!same || !KNOWN.containsAll(seal.keySet())) {
        return "the envelope of the seal was changed after sealing";
      }
      Map<String, Object> made = manifest.producer;
      Object build = recorder.get("build");
      boolean known =
          recorder.get("name").equals(seal.get("assayproducer"))
              && recorder.get("version").equals(seal.get("assayproducerversion"))
              && build.equals(seal.get("assaygit"))
              && recorder.get("name").equals(made.get("name"))
              && recorder.get("version").equals(made.get("version"))
              && build.equals(made.get("git") instanceof String ? made.get("git") : "unknown");
      return known ? null : "the manifest or the envelope names another recorder than the seal";
    }

    private static boolean states(Object stated, Instant time) {
      return time == null ? !(stated instanceof String) : time.toString().equals(stated);
    }

    private static String text(Object value) {
      return value == null ? "absent" : Json.canonical(value);
    }

    void conclude(Report report) {
      report.earliest = earliest;
      report.latest = latest;
      if (seen) {
        report.seal = fault == null ? "confirmed" : "failed";
        report.sealReason =
            fault != null
                ? fault
                : closeReason.equals("recovered")
                    ? "sealed by recovery; what a crash lost is not in it"
                    : "nothing was cut or changed since the seal was written";
      }
    }
  }

  // ------------------------------------------------------------ strict JSON and its canonical form

  static final class Json {
    static final Object NULL = new Object();

    /** A number as written. */
    static final class Num {
      final String text;

      Num(String text) {
        this.text = text;
      }
    }

    private static final int MAX_MEMBERS = 10_000;
    private static final int MAX_CODE_POINTS = 1_048_576;
    private static final Pattern NUMBER =
        Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

    private final CharSequence in;
    private final long maxDepth;
    private final String where;
    private int at;
    private int depth;

    private Json(CharSequence in, long maxDepth, String where) {
      this.in = in;
      this.maxDepth = maxDepth;
      this.where = where;
    }

    /** Strings, {@link Num}, Boolean, {@link #NULL}, List and Map; anything else is refused. */
    static Object read(byte[] text, int from, int to, Limits limits, String where) throws Broken {
      CharSequence chars;
      try { // the decoder refuses overlong forms, surrogates and code points beyond Unicode
        ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
        chars = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      } catch (CharacterCodingException e) {
        throw new Broken("ContractInvalidJson", where + ": not UTF-8");
      }
      Json reader = new Json(chars.toString(), limits.of("max_json_depth"), where);
      Object value = reader.value();
      reader.space();
      if (reader.at < chars.length()) {
        throw reader.bad("more than one value");
      }
      return value;
    }

    /** The number if it is an integer from 0 up that fits a long, else -1. */
    static long integer(Object value) {
      String text = value instanceof Num ? ((Num) value).text : "";
      try {
        return text.matches("[0-9]{1,19}") ? Long.parseLong(text) : -1;
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    @SuppressWarnings("unchecked") // only read() makes maps, and only such maps
    static Map<String, Object> members(Object value) {
      return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    private Broken bad(String what) {
      return new Broken("ContractInvalidJson", where + " character " + (at + 1) + ": " + what);
    }

    private int peek() {
      return at < in.length() ? in.charAt(at) : -1;
    }

    private void space() {
      while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
        at++;
      }
    }

    private void take(char c) throws Broken {
      if (peek() != c) {
        throw bad("`" + c + "` expected");
      }
      at++;
    }

    private Object value() throws Broken {
      space();
      switch (peek()) {
        case '{':
          return object();
        case '[':
          return array();
        case '"':
          return string();
        case 't':
          return literal("true", true);
        case 'f':
          return literal("false", false);
        case 'n':
          return literal("null", NULL);
        default:
          return number();
      }
    }

    private Object literal(String word, Object value) throws Broken {
      for (char c : word.toCharArray()) {
        take(c);
      }
      return value;
    }

    private Num number() throws Broken {
      Matcher m = NUMBER.matcher(in).region(at, in.length());
      if (!m.lookingAt()) {
        throw bad("not a json value");
      }
      if (Double.isInfinite(Double.parseDouble(m.group()))) {
        throw bad("the number is too large");
      }
      at = m.end();
      return new Num(m.group());
    }

    private void enter() throws Broken {
      if (++depth > maxDepth) {
        throw new Broken("LimitJsonDepth", where + ": nests deeper than " + maxDepth);
      }
      at++;
      space();
    }

    private Map<String, Object> object() throws Broken {
      enter();
      Map<String, Object> members = new TreeMap<>(); // by UTF-16 code units, as RFC 8785 sorts
      while (members.isEmpty() ? peek() != '}' : peek() == ',') {
        if (!members.isEmpty()) {
          at++;
          space();
        }
        String name = string();
        space();
        take(':');
        if (members.containsKey(name)) {
          throw bad("a member name occurs twice");
        }
        if (members.size() == MAX_MEMBERS) {
          throw bad("too many members");
        }
        members.put(name, value());
        space();
      }
      take('}');
      depth--;
      return members;
    }

    private List<Object> array() throws Broken {
      enter();
      List<Object> items = new ArrayList<>();
      while (items.isEmpty() ? peek() != ']' : peek() == ',') {
        at += items.isEmpty() ? 0 : 1;
        items.add(value());
        space();
      }
      take(']');
      depth--;
      return items;
    }

    private String string() throws Broken {
      take('"');
      StringBuilder text = new StringBuilder();
      while (peek() != '"') {
        int c = peek();
        if (c < ' ') { // also the end of the text
          throw bad("a string ends early or holds a control character");
        }
        at++;
        text.append(c == '\\' ? escape() : (char) c);
      }
      at++;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (Character.isSurrogate(c) && !pair) {
          throw bad("an unpaired surrogate");
        }
        i += pair ? 1 : 0;
      }
      if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
        throw bad("a string is too long");
      }
      return text.toString();
    }

    private char escape() throws Broken {
      int c = peek();
      at++;
      int simple = "\"\\/bfnrt".indexOf(c);
      if (simple >= 0) {
        return "\"\\/\b\f\n\r\t".charAt(simple);
      }
      String hex = c == 'u' && at + 4 <= in.length() ? in.subSequence(at, at + 4).toString() : "";
      if (!hex.matches("[0-9a-fA-F]{4}")) {
        throw bad("an unknown escape");
      }
      at += 4;
      return (char) Integer.parseInt(hex, 16);
    }

    /** The one spelling of RFC 8785. */
    static String canonical(Object value) {
      StringBuilder out = new StringBuilder();
      write(value, out);
      return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
      String separator = "";
      if (value instanceof Map) {
        out.append('{');
        for (Map.Entry<String, Object> member : members(value).entrySet()) {
          out.append(separator);
          quote(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append('}');
      } else if (value instanceof List) {
        out.append('[');
        for (Object item : (List<?>) value) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(']');
      } else if (value instanceof String) {
        quote((String) value, out);
      } else if (value instanceof Num) {
        out.append(number(Double.parseDouble(((Num) value).text)));
      } else {
        out.append(value == NULL ? "null" : value.toString());
      }
    }

    private static void quote(String text, StringBuilder out) {
      out.append('"');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int simple = "\"\\\b\f\n\r\t".indexOf(c);
        if (simple >= 0) {
          out.append('\\').append("\"\\bfnrt".charAt(simple));
        } else if (c < ' ') {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
      out.append('"');
    }

    /** A double as ECMAScript writes it: the fewest digits that give it back. */
    static String number(double value) {
      if (value == 0) {
        return "0";
      }
      if (value < 0) {
        return "-" + number(-value);
      }
      if (value < 1L << 53 && value == Math.rint(value)) {
        return Long.toString((long) value);
      }
      BigDecimal shortest = shortest(value);
      String digits = shortest.unscaledValue().toString();
      int point = digits.length() - shortest.scale(); // how many digits stand before the point
      if (point > 21 || point <= -6) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
      }
      if (point <= 0) {
        return "0." + "0".repeat(-point) + digits;
      }
      return digits.length() <= point
          ? digits + "0".repeat(point - digits.length())
          : digits.substring(0, point) + "." + digits.substring(point);
    }

    /** {@code Double.toString} gives the value back, but before JDK 19 not in the fewest digits. */
    private static BigDecimal shortest(double value) {
      BigDecimal exact = new BigDecimal(value);
      BigDecimal best = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      for (int precision = Math.min(17, best.precision()); precision > 0; precision--) {
        BigDecimal found = null;
        for (RoundingMode mode :
            List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)) {
          BigDecimal tried = exact.round(new MathContext(precision, mode));
          if (found == null && tried.doubleValue() == value) {
            found = tried.stripTrailingZeros();
          }
        }
        if (found == null) {
          break;
        }
        best = found;
      }
      return best;
    }
  }

  // ------------------------------------------------------------------- an attestation, if given

  /** Checks a DSSE envelope round an in-toto statement; gives what is wrong, or null. */
  private static String attestationFault(String envelopeFile, String keyFile, Report report)
      throws IOException {
    try {
      byte[] text = Files.readAllBytes(Path.of(envelopeFile));
      Map<String, Object> envelope =
          Json.members(Json.read(text, 0, text.length, new Limits(), "envelope"));
      String type = String.valueOf(envelope.get("payloadType"));
      if (!type.equals("application/vnd.in-toto+json")) {
        return "the payload is no in-toto statement";
      }
      byte[] payload = Base64.getDecoder().decode(String.valueOf(envelope.get("payload")));
      byte[] signed = // the pre-authentication encoding
          concat(utf8("DSSEv1 " + type.length() + " " + type + " " + payload.length + " "), payload);
      boolean good = false;
      if (envelope.get("signatures") instanceof List) {
        for (Object each : (List<?>) envelope.get("signatures")) {
          good |= verifies(publicKey(keyFile), signed, Json.members(each).get("sig"));
        }
      }
      if (!good) {
        return "no signature of the given key";
      }
      Map<String, Object> statement =
          Json.members(Json.read(payload, 0, payload.length, new Limits(), "statement"));
      Object subjects = statement.get("subject");
      Object digest = null;
      if (subjects instanceof List && ((List<?>) subjects).size() == 1) {
        digest = Json.members(((List<?>) subjects).get(0)).get("digest");
      }
      if (!"https://in-toto.io/Statement/v1".equals(statement.get("_type"))
          || !"https://docs.getassay.dev/attestation/evidence-bundle/v1"
              .equals(statement.get("predicateType"))
          || !Map.of("sha256", report.archiveDigest.substring(7)).equals(digest)) {
        return "the signed statement is about another file";
      }
      return null;
    } catch (Broken | GeneralSecurityException | IllegalArgumentException e) {
      return "the envelope or the key cannot be read: " + printable(String.valueOf(e.getMessage()));
    }
  }

  private static PublicKey publicKey(String pem) throws IOException, GeneralSecurityException {
    String body = Files.readString(Path.of(pem)).replaceAll("-----[^-]*-----", "");
    X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(body));
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  private static boolean verifies(PublicKey key, byte[] signed, Object signature) {
    try {
      boolean curve = key.getAlgorithm().equals("EC");
      Signature verifier = Signature.getInstance(curve ? "SHA256withECDSA" : "Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(Base64.getDecoder().decode(String.valueOf(signature)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  // ------------------------------------------------------------------------------ small things

  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
              + "(?:\\.([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** RFC 3339, years 0001 to 9999, no leap seconds, cut to nanoseconds; null if it is not that. */
  private static Instant time(String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      return null;
    }
    String fraction = m.group(7) == null ? "" : m.group(7);
    int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
    int[] part = new int[11];
    for (int i : new int[] {1, 2, 3, 4, 5, 6, 9, 10}) {
      part[i] = m.group(i) == null ? 0 : Integer.parseInt(m.group(i));
    }
    if (part[9] > 23 || part[10] > 59) {
      return null;
    }
    int offset = (part[9] * 3600 + part[10] * 60) * ("-".equals(m.group(8)) ? -1 : 1);
    try {
      Instant time =
          LocalDateTime.of(part[1], part[2], part[3], part[4], part[5], part[6], nanos)
              .toInstant(ZoneOffset.UTC)
              .minusSeconds(offset);
      return part[1] == 0 || time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean absent(Object value) {
    return value == null || value == Json.NULL;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }

  /** Text from the file goes to a terminal only without control characters, and bounded. */
  private static String printable(String text) {
    String bounded = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return bounded.replaceAll("[^ -~]", "?");
  }
}
