package dev.assay.core.policy.scope;

import dev.assay.core.schema.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is wrong with the arguments of one call; confined to the judging thread. */
public final class Objections {
  /** Values one entry judges in one call; a call with more of them is refused. */
  static final int MAX_VALUES = 1_000;

  /** More reasons than anybody reads are not collected. */
  private static final int MAX_VIOLATIONS = 8;

  private final String keyword;
  private final FileSystemView files;
  private List<Violation> violations = Collections.emptyList();
  private String token = "";
  private int values;

  Objections(String keyword, FileSystemView files) {
    this.keyword = keyword;
    this.files = files;
  }

  /** Says whether nothing is wrong. */
  public boolean isEmpty() {
    return violations.isEmpty();
  }

  /** Gives one word for the first that is wrong. */
  public String token() {
    return token;
  }

  /** Gives everything found, at most 8. */
  public List<Violation> violations() {
    return violations;
  }

  /** Whether judging more values would change nothing. */
  boolean isFull() {
    return violations.size() >= MAX_VIOLATIONS;
  }

  FileSystemView files() {
    return files;
  }

  /** Counts a value; false when one entry has judged enough of them. */
  boolean admitsValue() {
    return ++values <= MAX_VALUES;
  }

  void beginEntry() {
    values = 0;
  }

  void add(String pointer, Objection objection) {
    if (violations.isEmpty()) {
      violations = new ArrayList<>();
      token = objection.token();
    }
    violations.add(new Violation(pointer, keyword, objection.accepted(), false));
  }
}
