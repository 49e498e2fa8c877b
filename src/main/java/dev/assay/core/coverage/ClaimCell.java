package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How strongly one artifact supports one claim.
 *
 * <p>Guarantees: an absent cell names no evidence, a strong one does, and a cell about no artifact
 * is absent. Strength and basis are independent. It never says that the claim is true. Source:
 * {@code trust-basis.md} 10.1.
 *
 * @param type what is claimed
 * @param role what kind of artifact it is about
 * @param strength how strongly the artifact supports it
 * @param basis on what that rests
 * @param evidence names of the parts it rests on
 * @param notes free text; untrusted when read from a file
 * @param nonClaims what it does not say
 */
public record ClaimCell(
    String type,
    ArtifactRole role,
    Strength strength,
    Basis basis,
    List<String> evidence,
    List<String> notes,
    List<String> nonClaims) {
  /** Identity of a cell in documents. */
  public static final String SCHEMA = "assay.observability.claim_class_cell.v0";

  private static final Set<String> MEMBERS =
      new TreeSet<>(
          List.of(
              "schema",
              "claim_type",
              "artifact_role",
              "claim_strength",
              "claim_basis",
              "evidence_refs",
              "notes",
              "non_claims"));

  /** What became of a cell of a file. */
  public sealed interface Reading {
    /** It is one. */
    record Read(ClaimCell cell) implements Reading {}

    /** It is none, and why: names of members and rules only. */
    record Refused(String why) implements Reading {}
  }

  /** Copies the lists; a cell that breaks a rule is a defect of whoever made it. */
  public ClaimCell {
    evidence = List.copyOf(evidence);
    notes = List.copyOf(notes);
    nonClaims = List.copyOf(nonClaims);
    String broken = broken(role, strength, evidence);
    if (!broken.isEmpty()) {
      throw new BugException("a claim cell " + broken);
    }
  }

  private static String broken(ArtifactRole role, Strength strength, List<String> evidence) {
    if (role == ArtifactRole.NONE && strength != Strength.ABSENT) {
      return "about no artifact must be absent";
    }
    if (strength == Strength.ABSENT && !evidence.isEmpty()) {
      return "that is absent names evidence";
    }
    return strength == Strength.STRONG && evidence.isEmpty()
        ? "that is strong names no evidence"
        : "";
  }

  /** Gives a cell that nothing supports. */
  static ClaimCell absent(String type, String note) {
    return new ClaimCell(
        type,
        ArtifactRole.NONE,
        Strength.ABSENT,
        Basis.MEASURED,
        List.of(),
        List.of(note),
        List.of("does_not_prove_tool_intent"));
  }

  /** Gives the cell for a document. */
  public Json.Obj json() {
    return Json.object()
        .put("schema", SCHEMA)
        .put("claim_type", type)
        .put("artifact_role", role.wire())
        .put("claim_strength", strength.wire())
        .put("claim_basis", basis.wire())
        .put("evidence_refs", Json.Arr.ofStrings(evidence))
        .put("notes", Json.Arr.ofStrings(notes))
        .put("non_claims", Json.Arr.ofStrings(nonClaims))
        .build();
  }

  /** Reads a cell; every member must be there and no other. */
  public static Reading read(Json value) {
    if (!(value instanceof Json.Obj cell)) {
      return new Reading.Refused("a cell is an object");
    }
    for (String member : MEMBERS) {
      if (cell.get(member) == null) {
        return new Reading.Refused("`" + member + "` is missing");
      }
    }
    if (!MEMBERS.containsAll(cell.members().keySet())) {
      return new Reading.Refused("there is a member that a cell does not have");
    }
    return known(cell);
  }

  private static Reading known(Json.Obj cell) {
    String type = cell.string("claim_type").orElse("");
    ArtifactRole role = ArtifactRole.of(cell.string("artifact_role").orElse("")).orElse(null);
    Strength strength = Strength.of(cell.string("claim_strength").orElse("")).orElse(null);
    Basis basis = Basis.of(cell.string("claim_basis").orElse("")).orElse(null);
    if (!cell.string("schema").orElse("").equals(SCHEMA)) {
      return new Reading.Refused("`schema` is not `" + SCHEMA + "`");
    }
    if (!isName(type)) {
      return new Reading.Refused("`claim_type` is lower-case letters, digits and `_`");
    }
    if (role == null || strength == null || basis == null) {
      return new Reading.Refused("role, strength or basis is a word that is not known");
    }
    List<String> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> nonClaims = new ArrayList<>();
    if (!texts(cell.get("evidence_refs"), evidence)
        || !texts(cell.get("notes"), notes)
        || !texts(cell.get("non_claims"), nonClaims)
        || !nonClaims.stream().allMatch(ClaimCell::isName)) {
      return new Reading.Refused("references, notes and non-claims are arrays of such strings");
    }
    String broken = broken(role, strength, evidence);
    return broken.isEmpty()
        ? new Reading.Read(new ClaimCell(type, role, strength, basis, evidence, notes, nonClaims))
        : new Reading.Refused("a cell " + broken);
  }

  /** A lower-case letter, then lower-case letters, digits and underscores. */
  private static boolean isName(String text) {
    boolean begins = !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
    return begins
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean texts(@Nullable Json value, List<String> to) {
    if (!(value instanceof Json.Arr array)) {
      return false;
    }
    for (Json item : array.items()) {
      if (!(item instanceof Json.Str(String text)) || text.isEmpty()) {
        return false;
      }
      to.add(text);
    }
    return true;
  }
}
