package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.app.offline.LayerCheck;
import dev.assay.app.offline.anchor.CheckAnchor;
import dev.assay.app.offline.anchor.CheckAnchor.Receipt;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorVerifier;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.problem.Problem;
import dev.assay.core.tlog.LogProofVerifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which receipts, and whose, {@code evidence verify} answers its outer layers. */
public final class AnchorOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description =
          "certificates of time-stamp authorities to trust; then the time stamp beside the bundle is"
              + " checked, and the one over the signature")
  private List<String> certificates = List.of();

  @Option(
      names = "--timestamp",
      paramLabel = "FILE",
      description =
          "the time stamp, which is then required to hold (default: the bundle's name and .tsr)")
  private @Nullable String timestamp;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "verifier key of a log to trust; then the proof beside the bundle is checked")
  private @Nullable String logKey;

  @Option(
      names = "--log-proof",
      paramLabel = "FILE",
      description =
          "the log proof, which is then required to hold (default: the bundle's name and"
              + " .tlog-proof)")
  private @Nullable String logProof;

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description = "verifier keys of witnesses to trust, one a line; may be repeated")
  private List<String> witnesses = List.of();

  @Option(
      names = "--witness-quorum",
      paramLabel = "N",
      description = "how many of the witnesses must have signed the log (default: 0)")
  private int quorum;

  /** What the options came to. */
  public sealed interface Reading {
    /** Ready to check bundles. */
    record Read(Anchors anchors) implements Reading {}

    /** A file is refused, or options do not fit each other. */
    record Refused(CommandReason reason, List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Says what is missing between the options; empty when nothing is. */
  public Optional<String> complaint() {
    if (timestamp != null && certificates.isEmpty()) {
      return Optional.of("`--timestamp` needs `--tsa-cert`: nobody else is believed about time");
    }
    boolean logOptions = logProof != null || !witnesses.isEmpty() || quorum != 0;
    return logOptions && logKey == null
        ? Optional.of("`--log-proof` and `--witness` need `--log-key`")
        : Optional.empty();
  }

  /** Tells whether a receipt was named, which goes with one bundle only. */
  public boolean namesReceipt() {
    return timestamp != null || logProof != null;
  }

  /** Gives the layers that are demanded because their receipt was named. */
  public Set<Question> demanded() {
    Set<Question> layers = EnumSet.noneOf(Question.class);
    if (timestamp != null) {
      layers.add(Question.TIMESTAMPED);
    }
    if (logProof != null) {
      layers.add(Question.LOGGED);
    }
    return layers;
  }

  /** Reads what is to be trusted, once for all bundles. */
  public Reading read() {
    try {
      TimeStampTrust stamps = certificates.isEmpty() ? null : Inputs.certificates(certificates);
      String key = logKey;
      AnchorVerifier logs =
          key == null ? null : new LogProofVerifier(Inputs.logTrust(key, witnesses, quorum));
      return new Reading.Read(new Anchors(stamps, logs, timestamp, logProof));
    } catch (InputRefused e) {
      return new Reading.Refused(e.reason(), e.problems());
    }
  }

  /** Trust that was read, ready for one bundle after the other. */
  public static final class Anchors {
    private final @Nullable TimeStampTrust stamps;
    private final @Nullable AnchorVerifier logs;
    private final @Nullable String timestamp;
    private final @Nullable String logProof;

    private Anchors(
        @Nullable TimeStampTrust stamps,
        @Nullable AnchorVerifier logs,
        @Nullable String timestamp,
        @Nullable String logProof) {
      this.stamps = stamps;
      this.logs = logs;
      this.timestamp = timestamp;
      this.logProof = logProof;
    }

    /** Gives the checks of one bundle, with the receipts named or those beside it. */
    public List<LayerCheck> checks(String bundle) {
      List<LayerCheck> checks = new ArrayList<>();
      if (stamps != null) {
        checks.add(new CheckAnchor(receipt(timestamp, bundle, AnchorKind.TIMESTAMP), stamps));
      }
      if (logs != null) {
        checks.add(new CheckAnchor(receipt(logProof, bundle, AnchorKind.LOG), logs));
      }
      return checks;
    }

    private static Receipt receipt(@Nullable String named, String bundle, AnchorKind kind) {
      if (named == null && bundle.equals(STANDARD_INPUT)) {
        return new Receipt.Absent();
      }
      String name = named == null ? bundle + kind.suffix() : named;
      return switch (NamedFile.read(name, Inputs.MAX_RECEIPT_BYTES, "receipt")) {
        case NamedFile.Reading.Read(byte[] bytes) -> new Receipt.Given(bytes);
        case NamedFile.Reading.Missing(Problem problem) ->
            named == null ? new Receipt.Absent() : new Receipt.Unreadable(problem);
        case NamedFile.Reading.Unreadable(Problem problem) -> new Receipt.Unreadable(problem);
      };
    }

    /** Gives whom to believe about time; null when nobody was named. */
    public @Nullable TimeStampTrust authorities() {
      return stamps;
    }
  }
}
