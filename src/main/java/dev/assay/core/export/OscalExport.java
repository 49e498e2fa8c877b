package dev.assay.core.export;

import dev.assay.core.attest.Statement;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.crypto.NameUuid;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trust report as OSCAL assessment results 1.1.2: each row an observation, each rule of a trust
 * policy a finding, each waiver a risk somebody accepted. It assesses no control of any catalogue.
 * Every identifier follows from the report and the policy, and every time is one of the recording.
 */
public final class OscalExport {
  /** What a signed statement about such a document says. */
  static final String PREDICATE = "https://docs.getassay.dev/attestation/trust-export/v1";

  private static final String VERSION = "1.1.2";
  private static final String UUIDS = "https://docs.getassay.dev/oscal/";

  private final ExportSource source;
  private final Optional<JudgedPolicy> judged;

  private OscalExport(ExportSource source, Optional<JudgedPolicy> judged) {
    this.source = source;
    this.judged = judged;
  }

  /** Gives the file. */
  public static byte[] of(ExportSource source, Optional<JudgedPolicy> judged) {
    Json.Obj document =
        Json.object().put("assessment-results", new OscalExport(source, judged).results()).build();
    return (JsonText.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Gives the statement to sign about the file: that it was made of this report. */
  public static Statement statement(ExportSource source, byte[] file) {
    Json.Obj predicate =
        Json.object()
            .put("format", "oscal-assessment-results")
            .put("version", VERSION)
            .put("report", source.reportDescriptor())
            .put("bundle_sha256", source.archiveHex())
            .build();
    return Statement.of(
        "assessment-results.json", ExportSource.hex(Sha256.text(file)), PREDICATE, predicate);
  }

  /** Gives the identifier of a part. */
  private String uuid(String part) {
    String policy = judged.map(JudgedPolicy::fileSha256).orElse("none");
    return NameUuid.of(UUIDS + source.report().digest() + '/' + policy + '/' + part);
  }

  private Json.Obj results() {
    return Json.object()
        .put("uuid", uuid("document"))
        .put(
            "metadata",
            Json.object()
                .put("title", "Assay trust report")
                .put("last-modified", source.lastTime())
                .put("version", source.report().digest())
                .put("oscal-version", VERSION)
                .put(
                    "remarks",
                    "Times are those of the recording. A level is no verdict, and absent says"
                        + " nothing about the world.")
                .build())
        .put(
            "import-ap",
            Json.object().put("href", '#' + uuid("plan")).put("remarks", planRemark()).build())
        .put("results", new Json.Arr(List.of(result())))
        .put("back-matter", Json.object().put("resources", resources()).build())
        .build();
  }

  private String planRemark() {
    return judged.isPresent()
        ? "There is no OSCAL assessment plan; the trust policy stands in its place."
        : "There is no assessment plan: nothing is demanded, only observed.";
  }

  private Json.Obj result() {
    ReadReport report = source.report();
    List<Json> observations = new ArrayList<>();
    report
        .rows()
        .forEach(
            row ->
                observations.add(
                    OscalObservation.of(
                        row, uuid(OscalObservation.part(row)), uuid("report"), source.lastTime())));
    Json.ObjBuilder result =
        Json.object()
            .put("uuid", uuid("result"))
            .put("title", "Claims of one evidence bundle")
            .put(
                "description",
                "What the evidence bundle named in the back matter supports, claim by claim.")
            .put("start", source.firstTime())
            .put("end", source.lastTime())
            .put("props", properties(report))
            .put("reviewed-controls", reviewed())
            .put("observations", new Json.Arr(observations));
    judged.ifPresent(policy -> rules(policy, result));
    return result.build();
  }

  private static Json.Arr properties(ReadReport report) {
    OscalProperties properties =
        new OscalProperties()
            .add("compiler", report.compiler().name() + " " + report.compiler().version())
            .add("ruleset", report.compiler().ruleset())
            .add("ruleset-digest", report.compiler().rulesetDigest())
            .add("event-count", Long.toString(report.subject().eventCount()))
            .add("scopes-cut", Boolean.toString(report.extent().scopesCut()));
    String run = report.subject().runId();
    if (run != null) {
      properties.add("run-id", run);
    }
    return properties.json();
  }

  /**
   * The format demands controls; ours are the claims, and the text says that they are nothing else.
   */
  private static Json.Obj reviewed() {
    List<Json> controls = new ArrayList<>();
    for (ClaimId id : ClaimId.values()) {
      controls.add(Json.object().put("control-id", id.wire()).build());
    }
    Json selection =
        Json.object()
            .put(
                "description",
                "The claims of an Assay trust report. No control of any catalogue was reviewed.")
            .put("include-controls", new Json.Arr(controls))
            .build();
    return Json.object().put("control-selections", new Json.Arr(List.of(selection))).build();
  }

  private void rules(JudgedPolicy policy, Json.ObjBuilder result) {
    List<Json> findings = new ArrayList<>();
    List<Json> risks = new ArrayList<>();
    for (JudgedPolicy.Rule rule : policy.rules()) {
      String id = rule.result().rule().id();
      OscalFinding finding =
          new OscalFinding(rule, uuid("finding/" + id), uuid("risk/" + id), uuid("response/" + id));
      findings.add(finding.json());
      finding.risk().ifPresent(risks::add);
    }
    result.put("findings", new Json.Arr(findings));
    if (!risks.isEmpty()) {
      result.put("risks", new Json.Arr(risks));
    }
  }

  private Json.Arr resources() {
    List<Json> resources = new ArrayList<>();
    resources.add(resource("report", "The trust report", source.reportUri(), source.reportHex()));
    resources.add(
        resource("bundle", "The evidence bundle", source.bundleUri(), source.archiveHex()));
    resources.add(
        judged
            .map(
                policy ->
                    resource(
                        "plan",
                        "The trust policy",
                        "urn:assay:trust-policy:" + policy.policy().digest(),
                        ExportSource.hex(policy.fileSha256())))
            .orElseGet(
                () ->
                    Json.object()
                        .put("uuid", uuid("plan"))
                        .put("title", "No assessment plan")
                        .build()));
    return new Json.Arr(resources);
  }

  private Json.Obj resource(String part, String title, String uri, String sha256) {
    Json hash = Json.object().put("algorithm", "SHA-256").put("value", sha256).build();
    Json link = Json.object().put("href", uri).put("hashes", new Json.Arr(List.of(hash))).build();
    return Json.object()
        .put("uuid", uuid(part))
        .put("title", title)
        .put("rlinks", new Json.Arr(List.of(link)))
        .build();
  }
}
