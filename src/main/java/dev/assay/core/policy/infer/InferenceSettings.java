package dev.assay.core.policy.infer;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What its user decides about an inference.
 *
 * @param enumMost most distinct texts that an enumeration has
 * @param enumLeast how often each of them must have been seen
 * @param accepted tools that are learned though their name says that they change something
 */
public record InferenceSettings(int enumMost, int enumLeast, List<String> accepted) {
  /** Eight texts, each seen three times, no tool accepted. */
  public static final InferenceSettings DEFAULT =
      new InferenceSettings(8, 3, Collections.emptyList());

  /** Sorts the tools. */
  public InferenceSettings {
    accepted = List.copyOf(new TreeSet<>(accepted));
  }
}
