package dev.assay.core.surface;

import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.util.Map;

/**
 * A call in words, for a person who is asked about it: bounded, one line for each argument, without
 * characters that act on a screen, and with user information and query cut from URLs. What is not
 * shown is said to be missing. The text of the call itself never makes a line of its own.
 */
public final class CallSummary {
  private static final int MAX_ARGUMENTS = 16;
  private static final int MAX_NAME_CODE_POINTS = 64;
  private static final int MAX_VALUE_CODE_POINTS = 200;
  private static final int MAX_TOOL_CODE_POINTS = 128;

  /** No line for an argument begins beyond this. */
  private static final int FULL = 3_000;

  private CallSummary() {}

  /**
   * Describes a call.
   *
   * @param arguments as they would be sent
   */
  public static String of(ApprovalSubject subject, Json.Obj arguments) {
    StringBuilder text = new StringBuilder(256);
    text.append("Server: ").append(SafeText.value(subject.server(), MAX_TOOL_CODE_POINTS));
    text.append("\nTool: ").append(SafeText.value(subject.tool(), MAX_TOOL_CODE_POINTS));
    text.append("\nArguments:");
    int shown = 0;
    for (Map.Entry<String, Json> argument : arguments.members().entrySet()) {
      if (shown == MAX_ARGUMENTS || text.length() > FULL) {
        break;
      }
      shown++;
      text.append("\n  ").append(SafeText.value(argument.getKey(), MAX_NAME_CODE_POINTS));
      text.append(" = ").append(value(argument.getValue()));
    }
    int missing = arguments.members().size() - shown;
    if (missing > 0) {
      text.append("\n  and ").append(missing).append(" more that are not shown");
    } else if (shown == 0) {
      text.append(" none");
    }
    return text.append("\nDigest: ").append(subject.argumentsDigest()).toString();
  }

  private static String value(Json value) {
    if (!(value instanceof Json.Str string)) {
      return SafeText.value(JsonText.compact(value), MAX_VALUE_CODE_POINTS);
    }
    boolean url = string.value().contains("://");
    return SafeText.value(
        url ? DecisionLine.withoutSecrets(string.value()) : string.value(), MAX_VALUE_CODE_POINTS);
  }
}
