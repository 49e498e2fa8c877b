package dev.assay.core.policy.duty;

import dev.assay.core.approval.Approval;
import dev.assay.core.json.Json;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may approve calls, how, and how long an approval holds: the section of the policy about it.
 * Keys stand in files, which whoever applies the policy reads.
 *
 * @param place where the section stands; empty when it does not
 * @param approvers in the order of the document
 * @param maxAge how long after its issue an approval holds at most
 * @param byFile whether approvers sign files
 * @param byUser whether the agent's user is asked through the agent's client
 * @param patience how long the policy says that a call is held; empty when it does not say
 */
public record ApprovalDemand(
    Optional<Where> place,
    List<Approver> approvers,
    Duration maxAge,
    boolean byFile,
    boolean byUser,
    Optional<Duration> patience) {
  /** The section's key. */
  public static final String NAME = "approvals";

  /** How long an approval holds when the policy does not say. */
  public static final Duration DEFAULT_AGE = Duration.ofMinutes(15);

  /**
   * How long the agent's user has to answer when the policy does not say: less than the minute
   * after which common clients give a call up.
   */
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(45);

  private static final String FILE = "file";
  private static final String ELICITATION = "elicitation";
  private static final List<String> MEMBERS = list("via", "approvers", "max_age", "wait");
  private static final List<String> APPROVER = list("id", "public_key");
  private static final Duration LONGEST = Duration.ofHours(24);

  /**
   * A person who may approve.
   *
   * @param publicKey a file, relative to the policy's directory
   * @param where its place in the document
   */
  public record Approver(String id, String publicKey, Where where) {}

  /** Copies the approvers. */
  public ApprovalDemand {
    approvers = Collections.unmodifiableList(new ArrayList<>(approvers));
  }

  private static List<String> list(String... words) {
    return Collections.unmodifiableList(Arrays.asList(words));
  }

  /** Reads the section; nobody may approve when it does not stand. */
  public static ApprovalDemand read(PolicyDocument document) {
    Section section = document.root().section(NAME);
    section.refuseUnknown(MEMBERS);
    List<String> ways = readVia(section);
    List<Approver> approvers = readApprovers(section);
    boolean byFile = ways.contains(FILE);
    boolean byUser = ways.contains(ELICITATION);
    Optional<Duration> wait = section.duration("wait", Duration.ZERO, LONGEST);
    if (byUser && wait.isPresent() && wait.get().isZero()) {
      refuse(section, "wait", "nobody can answer in `0s`", "leave it out for 45s");
    }
    if (byUser && !byFile && !approvers.isEmpty()) {
      refuse(
          section,
          "approvers",
          "`approvers` sign files, which `via` does not name",
          "write `via: [file, elicitation]`, or leave `approvers` out");
    }
    Duration age = section.duration("max_age", Duration.ofSeconds(1), LONGEST).orElse(DEFAULT_AGE);
    Optional<Where> place =
        document.root().isMapping(NAME)
            ? Optional.of(document.root().placeOf(NAME))
            : Optional.empty();
    return new ApprovalDemand(place, approvers, age, byFile, byUser, wait);
  }

  /** Whether a request is put down for approvers; the agent's user alone needs none. */
  public boolean isSigned() {
    return byFile && (!byUser || !approvers.isEmpty());
  }

  /** Whether a call without approval may be held. */
  public boolean holds() {
    return byUser || !fileWait().isZero();
  }

  /** Gives how long a call is held for a file. */
  public Duration fileWait() {
    return byFile ? patience.orElse(Duration.ZERO) : Duration.ZERO;
  }

  /** Gives how long a call is held for the answer of the agent's user. */
  public Duration userWait() {
    return byUser ? patience.orElse(DEFAULT_WAIT) : Duration.ZERO;
  }

  private static List<Approver> readApprovers(Section section) {
    List<Approver> approvers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section approver : section.sections("approvers")) {
      approver.refuseUnknown(APPROVER);
      approver.require("id", "public_key");
      Optional<String> id = approver.string("id");
      if (id.isPresent()
          && (id.get().isBlank()
              || id.get().length() > Approval.MAX_APPROVER
              || !ids.add(id.get()))) {
        refuse(
            approver,
            "id",
            "an approver has an id of its own, of 1 to " + Approval.MAX_APPROVER + " characters",
            null);
      }
      if (id.equals(Optional.of(Approval.AGENT_USER))) {
        refuse(
            approver,
            "id",
            "`" + Approval.AGENT_USER + "` stands for whoever uses the agent",
            "give the approver another id");
      }
      Optional<String> key = approver.string("public_key");
      if (key.isPresent() && (key.get().isBlank() || key.get().indexOf('\0') >= 0)) {
        refuse(approver, "public_key", "`public_key` names no file", null);
      }
      approvers.add(new Approver(id.orElse(""), key.orElse(""), approver.name("public_key")));
    }
    return approvers;
  }

  private static void refuse(Section at, String member, String message, @Nullable String hint) {
    at.findings().refuse(PolicyFault.APPROVER, message, at.findings().value(at.at(member)), hint);
  }

  private static List<String> readVia(Section section) {
    List<String> ways = section.strings("via").orElse(list(FILE));
    if (ways.isEmpty()) {
      refuse(section, "via", "`via` names no way to give an approval", "write [file]");
    }
    for (int i = 0; i < ways.size(); i++) {
      if (!ways.get(i).equals(FILE) && !ways.get(i).equals(ELICITATION)) {
        section
            .findings()
            .refuse(
                PolicyFault.UNKNOWN_VALUE,
                "`via` cannot be `" + ways.get(i) + "`",
                section.findings().value(section.at("via") + "/" + i),
                "use one of file, elicitation");
      }
    }
    return ways;
  }

  private static Json.@Nullable Num some(Duration wait) {
    return wait.isZero() ? null : Json.Num.of(wait.toMillis());
  }

  /** Gives whose approvals hold and for how long, in an order of its own. */
  public Json form() {
    Json.ObjBuilder keys = Json.object();
    approvers.stream()
        .sorted(Comparator.comparing(Approver::id))
        .forEach(approver -> keys.put(approver.id(), approver.publicKey()));
    return Json.object()
        .put("approvers", keys.build())
        .put("max_age_ms", maxAge.toMillis())
        .put("by_file", byFile ? null : Json.Bool.FALSE)
        .put("file_wait_ms", some(fileWait()))
        .put("user_wait_ms", some(userWait()))
        .build();
  }
}
