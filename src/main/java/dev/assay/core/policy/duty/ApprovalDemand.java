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

/**
 * Who may approve calls, and how long an approval holds: the section of the policy about it. Keys
 * stand in files, which whoever applies the policy reads.
 *
 * @param approvers in the order of the document
 * @param maxAge how long after its issue an approval holds at most
 */
public record ApprovalDemand(List<Approver> approvers, Duration maxAge) {
  /** The section's key. */
  public static final String NAME = "approvals";

  /** How long an approval holds when the policy does not say. */
  public static final Duration DEFAULT_AGE = Duration.ofMinutes(15);

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
    readVia(section);
    Optional<Duration> wait = section.duration("wait", Duration.ZERO, LONGEST);
    if (wait.isPresent() && !wait.get().isZero()) {
      refuseLater(section, "wait", "approvals.wait", "write 0s: the agent calls again");
    }
    Duration age = section.duration("max_age", Duration.ofSeconds(1), LONGEST).orElse(DEFAULT_AGE);
    return new ApprovalDemand(readApprovers(section), age);
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
            "an approver has an id of its own, of 1 to " + Approval.MAX_APPROVER + " characters");
      }
      Optional<String> key = approver.string("public_key");
      if (key.isPresent() && (key.get().isBlank() || key.get().indexOf('\0') >= 0)) {
        refuse(approver, "public_key", "`public_key` names no file");
      }
      approvers.add(new Approver(id.orElse(""), key.orElse(""), approver.name("public_key")));
    }
    return approvers;
  }

  private static void refuse(Section approver, String member, String message) {
    approver
        .findings()
        .refuse(
            PolicyFault.APPROVER, message, approver.findings().value(approver.at(member)), null);
  }

  private static void readVia(Section section) {
    List<String> ways = section.strings("via").orElse(list("file"));
    if (ways.isEmpty()) {
      section
          .findings()
          .refuse(
              PolicyFault.APPROVER,
              "`via` names no way to give an approval",
              section.findings().value(section.at("via")),
              "write [file]");
    }
    for (int i = 0; i < ways.size(); i++) {
      if (ways.get(i).equals("elicitation")) {
        refuseLater(section, "via", "approvals.via: elicitation", "write [file]");
      } else if (!ways.get(i).equals("file")) {
        section
            .findings()
            .refuse(
                PolicyFault.UNKNOWN_VALUE,
                "`via` cannot be `" + ways.get(i) + "`",
                section.findings().value(section.at("via") + "/" + i),
                "use one of file, elicitation");
      }
    }
  }

  private static void refuseLater(Section section, String member, String what, String hint) {
    section
        .findings()
        .refuse(
            PolicyFault.NOT_YET_ENFORCED,
            "`" + what + "` is not yet enforced by this version",
            section.name(member),
            hint);
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
        .build();
  }
}
