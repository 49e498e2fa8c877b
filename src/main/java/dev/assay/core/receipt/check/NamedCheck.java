package dev.assay.core.receipt.check;

import dev.assay.core.json.Json;
import java.util.List;

/**
 * One check and its answer.
 *
 * @param id its stable name
 * @param ok whether it passes
 * @param detail what was found; may quote the record, so a terminal gets it through a sanitiser
 */
public record NamedCheck(String id, boolean ok, String detail) {
  /** Gives a check whose detail is said only when it fails. */
  static NamedCheck of(String id, boolean ok, String whenWrong) {
    return new NamedCheck(id, ok, ok ? "" : whenWrong);
  }

  /** Says whether all checks pass; none at all is no success. */
  public static boolean allPass(List<NamedCheck> checks) {
    return !checks.isEmpty() && checks.stream().allMatch(NamedCheck::ok);
  }

  /** Gives the check as it stands in a report. */
  public Json.Obj json() {
    return Json.object().put("id", id).put("ok", ok).put("detail", detail).build();
  }
}
