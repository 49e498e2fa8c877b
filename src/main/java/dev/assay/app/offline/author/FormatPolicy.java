package dev.assay.app.offline.author;

import dev.assay.core.json.Json;
import dev.assay.core.json.YamlWriter;
import dev.assay.core.policy.rewrite.NormalForm;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gives the normal form of a policy's text. The form is checked before anybody may write it: it
 * reads as the same value and has the same digest, and its own normal form is itself. A policy of
 * an old version stays one.
 */
public final class FormatPolicy {
  private FormatPolicy() {}

  /**
   * Formats a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it
   */
  public static Rewriting format(byte[] yaml, String documentName) {
    return switch (AcceptedText.read(yaml, documentName)) {
      case AcceptedText.Reading.Refused(List<Problem> problems) ->
          new Rewriting.Refused(documentName, problems);
      case AcceptedText.Reading.Accepted(AcceptedText text) -> {
        String before = new String(yaml, StandardCharsets.UTF_8);
        String after = normal(text);
        check(text, after, documentName);
        yield new Rewriting.Written(documentName, before, after, List.of(), List.of());
      }
    };
  }

  private static String normal(AcceptedText text) {
    return YamlWriter.write(NormalForm.of(text.value()), text.notes());
  }

  private static void check(AcceptedText text, String after, String documentName) {
    byte[] bytes = after.getBytes(StandardCharsets.UTF_8);
    if (!(AcceptedText.read(bytes, documentName)
        instanceof AcceptedText.Reading.Accepted(AcceptedText again))) {
      throw new BugException("the normal form of a policy is no policy");
    }
    Json value = again.value();
    if (!value.equals(text.value())
        || !again.policy().digest().equals(text.policy().digest())
        || !normal(again).equals(after)) {
      throw new BugException("the normal form of a policy is another policy, or is not settled");
    }
  }
}
