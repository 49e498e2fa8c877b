package dev.assay.core.policy.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A kind of evidence that a policy can demand of every call: {@code evidence.kinds}. */
public enum EvidenceKind {
  /** What was decided, on record before the call is forwarded. Never lacking: else it is denied. */
  DECISION("decision", "the decision"),
  /** What became of the call as far as the server reported. Lacking where no answer can come. */
  OUTCOME("outcome", "a call without an id gets no answer"),
  /** The tool as the server listed it, whole and on record, before it is called. */
  TOOL_DEFINITION(
      "tool_definition", "the server has not listed the tool in this session, or not whole"),
  /** The policy in force. Never lacking: it is written with the first decision, or that fails. */
  POLICY_SNAPSHOT("policy_snapshot", "the policy");

  private final String word;
  private final String lack;

  EvidenceKind(String word, String lack) {
    this.word = word;
    this.lack = lack;
  }

  /** Gives the word in the document. */
  public String word() {
    return word;
  }

  /** Gives why it cannot be had when it cannot, for people. */
  public String lack() {
    return lack;
  }

  /** Gives every word. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (EvidenceKind kind : values()) {
      words.add(kind.word);
    }
    return Collections.unmodifiableList(words);
  }

  /** Gives the kind of a word. */
  public static Optional<EvidenceKind> of(String word) {
    for (EvidenceKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
