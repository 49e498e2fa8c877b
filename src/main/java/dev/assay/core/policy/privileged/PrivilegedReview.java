package dev.assay.core.policy.privileged;

import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.problem.Where;
import java.util.List;

/** Looks at a section for what is legal and probably not meant. */
public final class PrivilegedReview {
  private PrivilegedReview() {}

  /**
   * Warns of what can never be allowed, and of tools that look privileged and are not governed.
   *
   * @param allowed the entries of the allow list
   */
  public static void review(
      PrivilegedActions actions, List<NamePattern> allowed, Findings findings) {
    if (!actions.isOn()) {
      return;
    }
    if (actions.allowances().isEmpty()) {
      never(findings, "no allowance: every privileged call is denied", actions.where());
    }
    for (Allowance allowance : actions.allowances()) {
      reviewAllowance(allowance, findings);
    }
    reviewCredential(actions, findings);
    for (NamePattern tool : allowed) {
      boolean looks =
          tool.form() == NamePattern.Form.NAME
              && PrivilegedAction.of(tool.literal()).isPresent()
              && !actions.governs(tool.literal());
      if (looks) {
        findings.warn(
            PolicyFault.PRIVILEGED_UNGOVERNED,
            "`" + tool.text() + "` looks privileged, and `privileged_actions` does not govern it",
            tool.where(),
            "name it in `privileged_actions.tools`");
      }
    }
  }

  private static void reviewAllowance(Allowance allowance, Findings findings) {
    if (!allowance.actionClass().hasMatcher()) {
      never(
          findings,
          "no target of `" + allowance.actionClass().word() + "` can be allowed yet",
          allowance.where());
    } else if (allowance.targets().isEmpty()) {
      never(findings, "an allowance without targets allows nothing", allowance.where());
    }
    for (Allowance.Repository target : allowance.targets()) {
      if (target.owner().indexOf('*') >= 0 || target.repo().indexOf('*') >= 0) {
        never(findings, "a star in a target stands for itself", target.where());
      }
    }
  }

  private static void reviewCredential(PrivilegedActions actions, Findings findings) {
    for (Allowance allowance : actions.allowances()) {
      boolean covered =
          actions.credential().isPresent()
              && actions.credential().get().covers(allowance.actionClass())
                  == UpstreamCredential.Cover.COVERED;
      if (!covered && allowance.actionClass().hasMatcher()) {
        never(
            findings,
            "the declared credential is not known to cover `"
                + allowance.actionClass().word()
                + "`, so every such call is denied",
            allowance.where());
      }
    }
  }

  private static void never(Findings findings, String message, Where where) {
    findings.warn(PolicyFault.PRIVILEGED_NEVER, message, where, null);
  }
}
