package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.core.tlog.LogTrust;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whom to believe about a log. */
final class LogTrustOptions {
  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "FILE",
      description = "the log's verifier key, got by another way than the log")
  private String logKey = "";

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description = "verifier keys of witnesses to trust, one a line; may be repeated")
  private List<String> witnesses = List.of();

  @Option(
      names = "--witness-quorum",
      paramLabel = "N",
      description = "how many of the witnesses must have signed (default: ${DEFAULT-VALUE})")
  private int quorum;

  /** Gives the files that are named. */
  List<String> files() {
    List<String> files = new ArrayList<>(witnesses);
    files.add(logKey);
    return files;
  }

  LogTrust read() throws InputRefused {
    return Inputs.logTrust(logKey, witnesses, quorum);
  }
}
