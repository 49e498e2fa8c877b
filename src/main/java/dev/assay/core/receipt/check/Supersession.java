package dev.assay.core.receipt.check;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says which of several decisions about one request counts: the latest, compared as instants, and
 * of several at one instant the one with the highest sequence. What cannot be told is ambiguous,
 * and nothing counts then. Source: {@code receipts.md} 9.
 */
public final class Supersession {
  private Supersession() {}

  /** Why a group came out so; those that resolve have an effective decision. */
  public enum Reason {
    /** There is one. */
    RESOLVED_SINGLE,
    /** One is the latest. */
    RESOLVED_LATEST_DECIDED_AT,
    /** One of the latest has the highest sequence. */
    RESOLVED_SEQUENCE,
    /** One has no time, or none that can be read. */
    AMBIGUOUS_MISSING_DECIDED_AT,
    /** One of the latest has no sequence. */
    AMBIGUOUS_MISSING_SEQUENCE,
    /** Two of the latest have the highest sequence. */
    AMBIGUOUS_DUPLICATE_SEQUENCE;

    /** Gives the code of reports. */
    public String wire() {
      return "supersession_" + name().toLowerCase(Locale.ROOT);
    }

    /** Says whether one decision counts. */
    public boolean resolves() {
      return this == RESOLVED_SINGLE
          || this == RESOLVED_LATEST_DECIDED_AT
          || this == RESOLVED_SEQUENCE;
    }
  }

  /**
   * Decisions about one request.
   *
   * @param link what they say they are about
   * @param records how many there are
   * @param reason how it was told which counts
   * @param effective the decision that counts; empty when none does
   */
  public record Group(
      McpRecord.Link link, int records, Reason reason, Optional<String> effective) {}

  /** Which counts, or none. */
  private record Choice(Reason reason, Optional<McpRecord> chosen) {
    static Choice of(Reason reason, McpRecord chosen) {
      return new Choice(reason, Optional.of(chosen));
    }

    static Choice none(Reason reason) {
      return new Choice(reason, Optional.empty());
    }
  }

  /** Reads decisions and gives a group for each request, in the order of the document. */
  public static List<Group> groups(Json document) throws RecordUnusable {
    if (!(document instanceof Json.Arr(List<Json> items)) || items.isEmpty()) {
      throw new RecordUnusable("the decisions must be an array of at least one record");
    }
    Map<McpRecord.Link, List<McpRecord>> byLink = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      McpRecord decision = McpRecord.decision(items.get(i), "decisions[" + i + "]");
      if (decision.link().attestationDigest().isEmpty()
          || decision.link().attestationNonce().isEmpty()) {
        throw new RecordUnusable(
            "decisions[" + i + "].backLink must have attestationDigest and attestationNonce");
      }
      if (decision.word().filter(RecordPairing.DECISIONS::contains).isEmpty()) {
        throw new RecordUnusable("decisions[" + i + "] must be allow, block or escalate");
      }
      byLink.computeIfAbsent(decision.link(), _ -> new ArrayList<>()).add(decision);
    }
    List<Group> groups = new ArrayList<>();
    byLink.forEach(
        (link, records) -> {
          Choice choice = choice(records);
          groups.add(
              new Group(
                  link, records.size(), choice.reason, choice.chosen.flatMap(McpRecord::word)));
        });
    return groups;
  }

  private static Choice choice(List<McpRecord> records) {
    if (records.size() == 1) {
      return Choice.of(Reason.RESOLVED_SINGLE, records.getFirst());
    }
    List<McpRecord> latest = new ArrayList<>();
    EventTime last = null;
    for (McpRecord record : records) {
      Optional<EventTime> time = record.decidedAt().flatMap(EventTime::read);
      if (time.isEmpty()) {
        return Choice.none(Reason.AMBIGUOUS_MISSING_DECIDED_AT);
      }
      int order = last == null ? 1 : time.get().compareTo(last);
      if (order > 0) {
        latest.clear();
        last = time.get();
      }
      if (order >= 0) {
        latest.add(record);
      }
    }
    return latest.size() == 1
        ? Choice.of(Reason.RESOLVED_LATEST_DECIDED_AT, latest.getFirst())
        : bySequence(latest);
  }

  private static Choice bySequence(List<McpRecord> latest) {
    List<McpRecord> leading = new ArrayList<>();
    long highest = Long.MIN_VALUE;
    for (McpRecord record : latest) {
      if (record.sequence().isEmpty()) {
        return Choice.none(Reason.AMBIGUOUS_MISSING_SEQUENCE);
      }
      long sequence = record.sequence().get();
      if (leading.isEmpty() || sequence > highest) {
        leading.clear();
        highest = sequence;
      }
      if (sequence == highest) {
        leading.add(record);
      }
    }
    return leading.size() == 1
        ? Choice.of(Reason.RESOLVED_SEQUENCE, leading.getFirst())
        : Choice.none(Reason.AMBIGUOUS_DUPLICATE_SEQUENCE);
  }
}
