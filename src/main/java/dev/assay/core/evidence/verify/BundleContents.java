package dev.assay.core.evidence.verify;

import dev.assay.core.evidence.verify.BundleFacts.Check;
import dev.assay.core.evidence.verify.BundleProblem.Position;
import dev.assay.core.evidence.verify.frame.TarEntry;
import dev.assay.core.evidence.verify.frame.TarFraming;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The two entries of a bundle: which may occur, in which order, how large; manifest held, events
 * passed on. Source: {@code evidence.md} 3.1 steps 3 to 7.
 */
final class BundleContents implements TarFraming.Target {
  private static final int FIRST_HELD = 4096;
  private static final int SHOWN_NAME = 80;

  private final BundleLimits limits;
  private final VerificationNotes notes;
  private final EventSink sink;
  private final LineWays ways;
  private byte[] held = new byte[0];
  private int heldLength;
  private boolean entries;
  private boolean inManifest;
  private @Nullable BundleManifest manifest;
  private @Nullable EventLines events;
  private long entryAt = -1;

  BundleContents(BundleLimits limits, VerificationNotes notes, EventSink sink, LineWays ways) {
    this.limits = limits;
    this.notes = notes;
    this.sink = sink;
    this.ways = ways;
  }

  @Nullable BundleManifest manifest() {
    return manifest;
  }

  @Nullable EventLines events() {
    return events;
  }

  @Override
  public boolean entry(TarEntry entry) {
    entries = true;
    entryAt = entry.offset();
    boolean known = judgeName(entry);
    if (!known) {
      return false;
    }
    if (!entry.plain()) {
      notes.differs("the tar header of " + entry.name() + " is not the writer's");
    }
    inManifest = entry.name().equals(BundleManifest.NAME);
    return inManifest || startEvents(entry);
  }

  private boolean judgeName(TarEntry entry) {
    String name = entry.name();
    if (name.length() > limits.maxPathLength()) {
      return stop(
          BundleCode.LIMIT_PATH_LENGTH,
          "an entry name is longer than max_path_len, " + limits.maxPathLength());
    }
    boolean isManifest = name.equals(BundleManifest.NAME);
    boolean isEvents = name.equals(BundleManifest.EVENTS);
    long most = isManifest ? limits.maxManifestBytes() : limits.maxEventsBytes();
    if (entry.size() > most) {
      return stop(
          BundleCode.LIMIT_FILE_SIZE,
          shown(name)
              + " is larger than "
              + (isManifest ? "max_manifest_bytes, " : "max_events_bytes, ")
              + most);
    }
    if (leavesArchive(name)) {
      return stop(
          BundleCode.SECURITY_PATH_TRAVERSAL,
          "the entry " + shown(name) + " is absolute or climbs out of the archive");
    }
    if (!isManifest && !isEvents) {
      return stop(
          BundleCode.CONTRACT_UNEXPECTED_FILE,
          "an evidence bundle has no entry " + shown(name) + otherArchive(name));
    }
    if (isManifest ? manifest != null : events != null) {
      return stop(BundleCode.CONTRACT_DUPLICATE_FILE, shown(name) + " occurs twice");
    }
    if (isEvents && manifest == null) {
      return stop(BundleCode.CONTRACT_FILE_ORDER, "the first entry is not manifest.json");
    }
    if (!entry.isRegularFile()) {
      return stop(BundleCode.CONTRACT_UNEXPECTED_FILE, shown(name) + " is not a regular file");
    }
    return true;
  }

  private boolean startEvents(TarEntry entry) {
    BundleManifest known = manifest;
    if (known == null) {
      return false;
    }
    if (entry.size() != known.eventsBytes()) {
      return notes.stop(
          BundleCode.INTEGRITY_FILE_SIZE_MISMATCH,
          "the entry has " + entry.size() + " bytes, the manifest says " + known.eventsBytes(),
          new Position(BundleManifest.EVENTS, 0, -1, -1));
    }
    events = new EventLines(known, limits, notes, sink, ways);
    return true;
  }

  @Override
  public boolean data(byte[] data, int from, int to) {
    if (!inManifest) {
      return events != null && events.feed(data, from, to);
    }
    int length = heldLength + to - from; // bounded by the entry size, checked above
    if (length > held.length) {
      held = Arrays.copyOf(held, Math.max(length, Math.max(FIRST_HELD, 2 * held.length)));
    }
    System.arraycopy(data, from, held, heldLength, to - from);
    heldLength = length;
    return true;
  }

  @Override
  public boolean entryEnd() {
    if (!inManifest) {
      return events != null && events.finish();
    }
    manifest = BundleManifest.read(held, heldLength, limits.maxJsonDepth(), notes);
    held = new byte[0];
    if (manifest == null) {
      notes.failed(Check.MANIFEST);
      return false;
    }
    notes.checked(Check.MANIFEST, true);
    return true;
  }

  /** Says that the archive is complete: both entries must have been there. */
  void finish() {
    if (!entries) {
      stop(
          BundleCode.CONTRACT_MISSING_MANIFEST,
          "the archive is empty; an evidence bundle has manifest.json and events.ndjson");
    } else if (events == null) {
      notes.stop(
          BundleCode.CONTRACT_MISSING_FILE,
          "the archive has no events.ndjson",
          new Position(BundleManifest.EVENTS, 0, -1, -1));
    }
  }

  @Override
  public void tarDiffers(String what) {
    notes.differs(what);
  }

  @Override
  public void tarBroken(TarFraming.Fault fault, String why, long offset) {
    entryAt = offset;
    notes.failed(Check.TAR);
    stop(
        switch (fault) {
          case STRUCTURE -> BundleCode.INTEGRITY_TAR;
          case NAME_TOO_LONG -> BundleCode.LIMIT_PATH_LENGTH;
          case EXTENSION_TOO_BIG -> BundleCode.LIMIT_FILE_SIZE;
        },
        why);
  }

  private boolean stop(BundleCode code, String message) {
    return notes.stop(code, message, Position.archive(entryAt));
  }

  private static boolean leavesArchive(String name) {
    String path = name.replace('\\', '/');
    boolean drive = path.length() >= 2 && path.charAt(1) == ':';
    return path.startsWith("/")
        || drive
        || path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }

  private static String otherArchive(String name) {
    boolean replay =
        name.startsWith("outputs/") || name.startsWith("files/") || name.startsWith("cassettes/");
    return replay ? "; this looks like a replay bundle, not an evidence bundle" : "";
  }

  /** A name for a message: bounded, printable. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder("`");
    for (int i = 0; i < Math.min(name.length(), SHOWN_NAME); i++) {
      char c = name.charAt(i);
      shown.append(c >= ' ' && c < 0x7F && c != '`' ? c : '?');
    }
    return shown.append(name.length() > SHOWN_NAME ? "...`" : "`").toString();
  }
}
