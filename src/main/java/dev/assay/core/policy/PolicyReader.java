package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.json.SourceMap;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.message.MessageRules;
import dev.assay.core.policy.rule.RuleCatalog;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads a policy: strictly, and with everything that is wrong with it at once.
 *
 * <p>Guarantees: never throws on any bytes; whatever an accepted policy says is enforced. A member
 * that does not exist, a value that cannot mean what it says and a section that this version does
 * not enforce refuse the document whole. Only members starting with {@code x-} are free.
 *
 * <p>Source: {@code policy.md} 1.1 to 1.6, {@code policy-language.md}.
 */
public final class PolicyReader {
  private static final List<String> EVIDENCE =
      Collections.unmodifiableList(Arrays.asList("required", "best_effort"));

  private static final List<String> LISTING =
      Collections.unmodifiableList(Arrays.asList("show", "hide"));

  private PolicyReader() {}

  /**
   * Reads a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it, for problems
   * @param denyDeprecations whether old forms are refused (Strict mode) instead of warned about
   */
  public static PolicyReading read(byte[] yaml, String documentName, boolean denyDeprecations) {
    YamlReading reading = YamlReader.read(yaml);
    if (reading instanceof YamlReading.Read read) {
      Findings findings = new Findings(read.sources(), documentName);
      return read(read.value(), findings, denyDeprecations);
    } else if (reading instanceof YamlReading.Flawed flawed) {
      Findings findings = new Findings(flawed.sources(), documentName);
      flawed.problems().forEach(findings::refuse);
      return read(flawed.value(), findings, denyDeprecations);
    }
    Findings findings = new Findings(SourceMap.NONE, documentName);
    for (Problem problem : ((YamlReading.Refused) reading).problems()) {
      findings.refuse(problem);
    }
    return new PolicyReading.Refused(findings.problems());
  }

  /**
   * Reads documents whose policies decide together ({@link PolicySet}); one document is one policy.
   * Refused with everything that is wrong with any of them.
   *
   * @param denyDeprecations whether old forms are refused
   */
  public static PolicyReading readAll(List<PolicyText> texts, boolean denyDeprecations) {
    List<PolicyReading> readings = new ArrayList<>();
    for (PolicyText text : texts) {
      readings.add(read(text.yaml(), text.document(), denyDeprecations));
    }
    return together(readings);
  }

  private static PolicyReading together(List<PolicyReading> readings) {
    List<Policy> policies = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (PolicyReading reading : readings) {
      if (reading instanceof PolicyReading.Accepted accepted) {
        policies.add(accepted.policy());
      } else {
        problems.addAll(((PolicyReading.Refused) reading).problems());
      }
    }
    return problems.isEmpty() ? PolicySet.of(policies) : new PolicyReading.Refused(problems);
  }

  /**
   * Reads the canonical form of a policy, as evidence holds it, back into the policy. Who asks
   * compares the digest: this version may fill in what the one that wrote the form did not know.
   *
   * @param documentName what the user calls it, for problems
   */
  public static PolicyReading readCanonical(Json.Obj canonical, String documentName) {
    if (canonical.get(PolicySet.ALL_OF) instanceof Json.Arr forms) {
      List<PolicyReading> readings = new ArrayList<>();
      for (Json form : forms.items()) {
        readings.add(
            form instanceof Json.Obj one ? readOne(one, documentName) : notAMapping(documentName));
      }
      return together(readings);
    }
    return readOne(canonical, documentName);
  }

  private static PolicyReading notAMapping(String documentName) {
    return read(Json.Null.NULL, new Findings(SourceMap.NONE, documentName), false);
  }

  private static PolicyReading readOne(Json.Obj canonical, String documentName) {
    return read(
        CanonicalNulls.removed(canonical), new Findings(SourceMap.NONE, documentName), false);
  }

  private static PolicyReading read(Json value, Findings findings, boolean denyDeprecations) {
    if (!(value instanceof Json.Obj object)) {
      findings.refuse(PolicyFault.ROOT_NOT_MAPPING, "a policy is a mapping of sections", "");
      return new PolicyReading.Refused(findings.problems());
    }
    PolicyDocument document = PolicyDocument.open(object, findings, denyDeprecations);
    document.root().string("name");
    RuleCatalog rules = RuleCatalog.read(document);
    EvidenceMode evidence = readEvidence(document);
    MessageRules messages = MessageRules.read(document);
    boolean hides = document.root().word("listing", LISTING).orElse("show").equals("hide");
    if (findings.refused()) {
      return new PolicyReading.Refused(new ArrayList<>(findings.problems()));
    }
    rules.review(document);
    return new PolicyReading.Accepted(
        new Policy(document, rules, evidence, new Policy.Beside(messages, hides)));
  }

  private static EvidenceMode readEvidence(PolicyDocument document) {
    Section root = document.root();
    Optional<String> mode =
        root.isMapping("evidence")
            ? root.section("evidence").word("mode", EVIDENCE)
            : root.word("evidence", EVIDENCE);
    return switch (mode.orElse("")) {
      case "required" -> EvidenceMode.REQUIRED;
      case "best_effort" -> EvidenceMode.BEST_EFFORT;
      default -> EvidenceMode.UNSPECIFIED;
    };
  }
}
