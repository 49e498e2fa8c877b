package dev.assay.app.offline.author;

import dev.assay.core.json.Json;
import dev.assay.core.json.YamlNotes;
import dev.assay.core.json.YamlNotesReader;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;
import java.util.Optional;

/** A text that is a policy the gate would start with, and what it says to people. */
record AcceptedText(Policy policy, YamlReading.Read read, YamlNotes notes) {
  /** What reading gave. */
  sealed interface Reading {
    record Accepted(AcceptedText text) implements Reading {}

    record Refused(List<Problem> problems) implements Reading {}
  }

  static Reading read(byte[] yaml, String documentName) {
    return switch (PolicyReader.read(yaml, documentName, false)) {
      case PolicyReading.Refused(List<Problem> problems) -> new Reading.Refused(problems);
      case PolicyReading.Accepted(Policy policy) -> withNotes(policy, yaml, documentName);
    };
  }

  private static Reading withNotes(Policy policy, byte[] yaml, String documentName) {
    if (YamlReader.read(yaml) instanceof YamlReading.Read read) {
      Optional<YamlNotes> notes = YamlNotesReader.read(yaml, read);
      if (notes.isPresent()) {
        return new Reading.Accepted(new AcceptedText(policy, read, notes.get()));
      }
    }
    return new Reading.Refused(
        List.of(
            new Problem(
                "policy.comments",
                "the comments of this document cannot be told from its text",
                Where.document(documentName),
                "take them out, or change the document by hand")));
  }

  /** Gives the document; a policy is a mapping. */
  Json.Obj value() {
    return (Json.Obj) read.value();
  }
}
