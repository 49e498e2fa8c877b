package dev.assay.app.offline;

import dev.assay.core.attest.Envelope;
import dev.assay.core.attest.Statement;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.export.ExportSource;
import dev.assay.core.export.JudgedPolicy;
import dev.assay.core.export.OscalExport;
import dev.assay.core.export.ScaiExport;
import dev.assay.core.export.VsaExport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes a trust report in somebody else's format, signed as attestations are when there is a key.
 * Never asks a clock: the same report, policy, moment and key give the same bytes, as far as the
 * key's algorithm does.
 */
public final class ExportTrustReport {
  private final String version;
  private final Optional<SigningKey> key;

  /**
   * Makes one.
   *
   * @param version of this program
   * @param key signs what is written
   */
  public ExportTrustReport(String version, Optional<SigningKey> key) {
    this.version = version;
    this.key = key;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * The export.
     *
     * @param document the document; the signed envelope itself when the format is a statement
     * @param envelope the envelope beside a document that is no statement
     * @param broken ids of rules for which it is bad news
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
    record Exported(byte[] document, Optional<byte[]> envelope, List<String> broken)
        implements Outcome {
      /** Copies the ids. */
      public Exported {
        broken = List.copyOf(broken);
      }
    }

    /** The format cannot say what is so; one line for each reason. */
    record Undecided(List<String> reasons) implements Outcome {
      /** Copies the reasons. */
      public Undecided {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /** Gives the attribute report. */
  public Outcome scai(ExportSource source) {
    return new Outcome.Exported(written(ScaiExport.of(source)), Optional.empty(), List.of());
  }

  /**
   * Gives the verification summary.
   *
   * @param failOn the least severity of the rules that count
   * @param verifiedAt when the user says it was verified
   */
  public Outcome vsa(
      ExportSource source, JudgedPolicy judged, Severity failOn, Optional<Instant> verifiedAt) {
    return switch (VsaExport.of(source, judged, failOn, version, verifiedAt)) {
      case VsaExport.Result.Undecided(List<String> reasons) -> new Outcome.Undecided(reasons);
      case VsaExport.Result.Summary(Statement statement, List<String> broken) ->
          new Outcome.Exported(written(statement), Optional.empty(), broken);
    };
  }

  /** Gives the assessment results. */
  public Outcome oscal(ExportSource source, Optional<JudgedPolicy> judged) {
    byte[] document = OscalExport.of(source, judged);
    Optional<byte[]> envelope =
        key.map(k -> Envelope.sign(OscalExport.statement(source, document), k).canonicalBytes());
    return new Outcome.Exported(document, envelope, List.of());
  }

  private byte[] written(Statement statement) {
    return key.map(k -> Envelope.sign(statement, k).canonicalBytes())
        .orElseGet(statement::canonicalBytes);
  }
}
