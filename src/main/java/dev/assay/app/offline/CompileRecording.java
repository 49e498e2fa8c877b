package dev.assay.app.offline;

import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.compile.TrustReport;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.Arrays;

/**
 * Compiles a recording that goes on, or that nobody has sealed yet, into a provisional report: what
 * its events support so far. Nothing is verified as a bundle, so {@code bundle_verified} is absent;
 * no level is above the one that the same events would have under a seal.
 */
public final class CompileRecording {
  private final JournalFiles journals;
  private final String compilerVersion;

  /** Makes one that reads through a port and names this version in reports. */
  public CompileRecording(JournalFiles journals, String compilerVersion) {
    this.journals = journals;
    this.compilerVersion = compilerVersion;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** There is a report. */
    record Compiled(String run, Compilation compilation, TrustReport report) implements Outcome {}

    /** There is none. */
    record Refused(Problem problem) implements Outcome {}
  }

  /** Reads a journal as far as it goes now, and compiles it. */
  public Outcome compile(String path) {
    Folding folding = new Folding();
    return switch (journals.read(path, folding)) {
      case JournalFiles.Look.Failed(Problem problem) -> new Outcome.Refused(problem);
      case JournalFiles.Look.Other _ ->
          new Outcome.Refused(
              new Problem(
                  "trust_report.no_journal",
                  "there is no journal of a recording",
                  Where.document(path),
                  "a sealed bundle has `assay trust-basis explain all --bundle BUNDLE`"));
      case JournalFiles.Look.Journal(String run) -> {
        Compilation compilation = folding.compiler.compile(Ground.PROVISIONAL, Ruleset.HONEST);
        yield new Outcome.Compiled(
            run, compilation, TrustReport.provisional(run, compilation, compilerVersion));
      }
    };
  }

  /** The compiler fed with lines one by one. */
  private static final class Folding implements JournalFiles.Lines {
    private final TrustBasisCompiler compiler = new TrustBasisCompiler();
    private long seq;

    @Override
    public void add(byte[] line, int from, int to) {
      if (JsonReader.read(Arrays.copyOfRange(line, from, to), JsonLimits.EVIDENCE)
          instanceof JsonReading.Read(Json.Obj envelope)) {
        compiler.see(ObservedEvent.of(seq++, envelope));
      } else {
        throw new BugException("a journal gives lines that it has read");
      }
    }
  }
}
