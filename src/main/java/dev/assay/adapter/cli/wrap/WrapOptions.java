package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.KeptApart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The options of {@code assay mcp wrap}, read.
 *
 * @param policies the policy files, which decide together; none to look for {@code policy.yaml},
 *     then {@code assay.yaml}
 * @param command the server's argument vector; never empty
 */
record WrapOptions(
    List<Path> policies,
    String label,
    Mode mode,
    Talk talk,
    Evidence evidence,
    Logs logs,
    List<String> command) {

  /** Gives the same options with the policy that was found. */
  WrapOptions withPolicy(Path found) {
    return new WrapOptions(List.of(found), label, mode, talk, evidence, logs, command);
  }

  /** Gives a log that is a file which is read at the start; empty when each is one of its own. */
  Optional<String> overwriting() {
    List<String> read = new ArrayList<>();
    for (Path policy : policies) {
      read.add(policy.toString());
    }
    if (evidence.signKey().isPresent()) {
      read.add(evidence.signKey().get().toString());
    }
    KeptApart files = new KeptApart().reading(read);
    files.writing(WrapOption.AUDIT_LOG.word(), logs.audit());
    files.writing(WrapOption.DECISION_LOG.word(), logs.decisions());
    files.writing(WrapOption.CHECKPOINT_FILE.word(), evidence.checkpoints());
    for (Map.Entry<String, Path> log : logs.privileged().entrySet()) {
      files.writing(log.getKey() + " record", log.getValue());
    }
    return files.overwriting();
  }

  /** What is enforced. */
  record Mode(boolean dryRun, boolean denyDeprecations) {}

  /** What is said on standard error. */
  record Talk(boolean quiet, boolean verbose, boolean showArguments, boolean ascii) {}

  /** Where evidence goes. */
  record Evidence(
      Optional<Path> out,
      Optional<Path> directory,
      boolean none,
      boolean sync,
      Optional<Path> signKey,
      Optional<Path> checkpoints) {}

  /**
   * Further logs.
   *
   * @param privileged records of privileged calls, by their name in the decision event
   */
  record Logs(Optional<Path> audit, Optional<Path> decisions, SortedMap<String, Path> privileged) {}
}
