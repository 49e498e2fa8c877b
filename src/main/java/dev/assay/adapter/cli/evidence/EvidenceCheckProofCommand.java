package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.document.SmallFiles;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.question.CheckProof;
import dev.assay.core.evidence.proof.EventProof;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay evidence check-proof}: is this event in the bundle that I know of? */
@Command(
    name = "check-proof",
    description = {
      "check the proof that an event is in a bundle",
      "A proof that holds in itself says nothing until its bundle id, or its envelope root, is known"
          + " from elsewhere; without one of them the answer is \"consistent, not trusted\" and the"
          + " exit code 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence check-proof event-17.proof.json --expect-bundle-id sha256:...",
      "  assay evidence check-proof - --expect-root 1913fc80... < event-17.proof.json"
    })
final class EvidenceCheckProofCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.check_proof.v1";
  private static final List<String> BY_ROOT =
      List.of("the event is in the tree with this root, at this place, with all of its envelope");
  private static final List<String> BY_ID =
      List.of(
          "the event is in this bundle, at this place, with all of its envelope",
          "the seal of the bundle says what `seal` repeats: how many events, their times, counts",
          "every other event of the bundle has the content hash that the proof lists");
  private static final List<String> NEVER =
      List.of(
          "who recorded the bundle",
          "that times are right, or that decisions were right or carried out",
          "that nothing happened which was not recorded");

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "1", paramLabel = "PROOF", description = "a proof, or - for input")
  private String file = "";

  @Option(
      names = "--expect-bundle-id",
      paramLabel = "sha256:HEX",
      description = "the bundle id, known from a source you trust")
  private List<String> bundleIds = List.of();

  @Option(
      names = "--expect-root",
      paramLabel = "HEX",
      description = "the envelope root of the seal, known from a source you trust")
  private List<String> roots = List.of();

  @Override
  public Integer call() {
    return switch (SmallFiles.read(file, EventProof.MAX_BYTES, System.in)) {
      case SmallFiles.Reading.Failed(Problem problem) ->
          refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case SmallFiles.Reading.Read read -> check(read.bytes());
    };
  }

  private int check(byte[] bytes) {
    CheckProof.Expected expected = new CheckProof.Expected(last(bundleIds), last(roots));
    return switch (CheckProof.check(bytes, expected)) {
      case CheckProof.Outcome.Malformed(List<Problem> problems) ->
          refused(CommandReason.INVALID_ARGS, problems);
      case CheckProof.Outcome.Refused(Problem problem) ->
          refused(CommandReason.PROOF_REFUSED, List.of(problem.in(file)));
      case CheckProof.Outcome.OtherBundle(Problem problem) ->
          refused(CommandReason.EVIDENCE_REQUIREMENT, List.of(problem.in(file)));
      case CheckProof.Outcome.Consistent(EventProof proof) ->
          answer(proof, CommandReason.PROOF_NOT_TRUSTED, "consistent, not trusted", List.of());
      case CheckProof.Outcome.Trusted(EventProof proof, boolean byBundleId) ->
          answer(proof, CommandReason.NONE, "trusted", byBundleId ? BY_ID : BY_ROOT);
    };
  }

  private static Optional<String> last(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getLast());
  }

  private int answer(EventProof proof, CommandReason reason, String result, List<String> proven) {
    boolean seal = proven.size() == BY_ID.size();
    List<String> unproven = new ArrayList<>(proven.isEmpty() ? BY_ID : List.of());
    if (!proven.isEmpty() && !seal) {
      unproven.add("what the seal says, and how many events there are");
    }
    unproven.addAll(NEVER);
    List<String> lines = new ArrayList<>();
    lines.add(file + ": " + result);
    lines.add("  bundle  " + proof.bundleId());
    lines.add("  root    " + proof.envelopeRoot());
    lines.add("  place   " + proof.index() + (seal ? " of " + proof.size() : ""));
    lines.add(ShowBundle.Row.of(!proven.isEmpty(), proof.event()).text());
    proven.forEach(said -> lines.add("  proven: " + said));
    unproven.forEach(said -> lines.add("  not proven: " + said));
    if (proven.isEmpty()) {
      output.warn("nothing ties this proof to a bundle that is known; " + reason.nextStep());
    }
    return output.finish(
        new CommandAnswer(
            SCHEMA,
            reason,
            String.join("\n", lines),
            document(proof, result, seal, proven, unproven),
            List.of()));
  }

  private static Json.Obj document(
      EventProof proof, String result, boolean seal, List<String> proven, List<String> unproven) {
    return Json.object()
        .put("result", result)
        .put("bundle_id", proof.bundleId())
        .put("envelope_root", proof.envelopeRoot())
        .put("index", proof.index())
        .put("event", proof.event())
        .put("seal", seal ? proof.sealData() : null)
        .put("proven", Json.Arr.ofStrings(proven))
        .put("not_proven", Json.Arr.ofStrings(unproven))
        .build();
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
