package dev.assay.core.evidence.write;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.RunRoot;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first pass of the bundle writer ({@code evidence.md} 2.4): checks every event and adds up
 * what the manifest and the tar header need before the data. Memory does not grow with the number
 * of events.
 */
public final class BundleSurvey {
  /** What a verifier accepts as one event by default; the line feed is not counted. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  /** Names become parts of file names and object keys. */
  private static final int MAX_NAME_LENGTH = 200;

  /** A subject is a label, not a document. */
  private static final int MAX_SUBJECT_BYTES = 4096;

  private final MessageDigest file = Sha256.hasher();
  private final RunRoot root = new RunRoot();
  private long count;
  private long bytes;
  private @Nullable EventOrigin first;
  private BundlePlan.@Nullable Refused refused;

  /** Takes the next event; after the first refusal the rest is ignored. */
  public void add(EvidenceEvent event, EvidenceEvent.Line line) {
    if (refused != null) {
      return;
    }
    if (first == null) {
      first = event.origin();
    }
    Optional<BundleFault> fault = fault(first, event, line);
    if (fault.isPresent()) {
      refused = new BundlePlan.Refused(fault.get(), count);
      return;
    }
    root.add(line.contentHash());
    file.update(line.bytes());
    file.update((byte) '\n');
    bytes += line.bytes().length + 1L;
    count++;
  }

  /** Gives the plan; call once. */
  public BundlePlan finish() {
    if (refused != null) {
      return refused;
    }
    return first == null
        ? new BundlePlan.Refused(BundleFault.NO_EVENTS, 0)
        : new BundlePlan.Planned(
            first,
            count,
            root.text(),
            bytes,
            Sha256.PREFIX + HexFormat.of().formatHex(file.digest()));
  }

  /**
   * Gives what would keep a new event of ours out of a bundle, so that it is refused before it is
   * in a journal. The length of the line is for the caller to check.
   */
  public static Optional<BundleFault> fault(EventPayload payload) {
    if (payload.isSound()) {
      return Optional.empty();
    }
    String subject = payload.subject().orElse(null);
    return !isName(payload.type())
        ? Optional.of(BundleFault.TYPE_FORM)
        : hasControl(subject)
            ? Optional.of(BundleFault.CONTROL_CHARACTER)
            : isLong(subject)
                ? Optional.of(BundleFault.SUBJECT_LENGTH)
                : isWithin(payload.data(), JsonLimits.EVIDENCE.maxDepth() - 1)
                    ? Optional.empty()
                    : Optional.of(BundleFault.DATA_SHAPE);
  }

  private static boolean isLong(@Nullable String subject) {
    return subject != null
        && subject.length() > MAX_SUBJECT_BYTES / 4
        && subject.getBytes(StandardCharsets.UTF_8).length > MAX_SUBJECT_BYTES;
  }

  private static boolean isWithin(Json value, int depth) {
    boolean within = true;
    if (value instanceof Json.Obj object) {
      within = depth > 0 && object.members().size() <= JsonLimits.EVIDENCE.maxMembers();
      for (Json member : object.members().values()) {
        within = within && isWithin(member, depth - 1);
      }
    } else if (value instanceof Json.Arr array) {
      within = depth > 0;
      for (Json item : array.items()) {
        within = within && isWithin(item, depth - 1);
      }
    }
    return within;
  }

  private Optional<BundleFault> fault(
      EventOrigin firstOrigin, EvidenceEvent event, EvidenceEvent.Line line) {
    EventOrigin origin = event.origin();
    String statedHash = event.stated().contentHash();
    String statedId = event.stated().id();
    BundleFault fault =
        event.sequence() != count
            ? BundleFault.SEQUENCE
            : !origin.runId().equals(firstOrigin.runId())
                ? BundleFault.MIXED_RUNS
                : !origin.source().equals(firstOrigin.source())
                    ? BundleFault.MIXED_SOURCES
                    : origin.source().indexOf(':') < 1
                        ? BundleFault.SOURCE_FORM
                        : !isName(origin.runId())
                            ? BundleFault.RUN_ID_FORM
                            : statedHash != null && !statedHash.equals(line.contentHash())
                                ? BundleFault.CONTENT_HASH
                                : statedId != null && !statedId.equals(event.id())
                                    ? BundleFault.ID
                                    : null;
    return fault == null ? formFault(event, line) : Optional.of(fault);
  }

  private static Optional<BundleFault> formFault(EvidenceEvent event, EvidenceEvent.Line line) {
    String subject = event.subject();
    if (!isName(event.type())) {
      return Optional.of(BundleFault.TYPE_FORM);
    }
    if (isLong(subject)) {
      return Optional.of(BundleFault.SUBJECT_LENGTH);
    }
    if (hasControl(subject)
        || hasControl(event.origin().source())
        || hasControl(event.origin().producer().name())
        || hasControl(event.origin().producer().version())
        || hasControl(event.origin().producer().build())
        || hasControl(event.extras().policyId())
        || hasControl(event.extras().traceParent())
        || hasControl(event.extras().traceState())
        || hasControl(event.extras().semanticDigest())
        || hasControl(event.extras().digestProfile())) {
      return Optional.of(BundleFault.CONTROL_CHARACTER);
    }
    if (!isWithin(event.data(), JsonLimits.EVIDENCE.maxDepth() - 1)) {
      return Optional.of(BundleFault.DATA_SHAPE);
    }
    return line.bytes().length > MAX_LINE_BYTES
        ? Optional.of(BundleFault.LINE_LENGTH)
        : Optional.empty();
  }

  /** Says whether a text may be a run id or a type: it becomes part of file names and keys. */
  public static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z')
          && (c < 'A' || c > 'Z')
          && (c < '0' || c > '9')
          && c != '.'
          && c != '_'
          && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_NAME_LENGTH;
  }

  private static boolean hasControl(@Nullable String text) {
    if (text != null) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }
}
