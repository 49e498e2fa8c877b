package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.app.offline.anchor.CheckAnchor;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.crypto.timestamp.TimeStamp;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import java.util.List;

/** Keeps a response that answers its request, and says what is known of it. */
final class StampAnswer {
  private final String schema;
  private final List<String> certificates;
  private final boolean force;

  StampAnswer(String schema, List<String> certificates, boolean force) {
    this.schema = schema;
    this.certificates = certificates;
    this.force = force;
  }

  /** Judges the response as far as certificates were given, then writes it. */
  CommandAnswer keep(byte[] response, byte[] digest, String file, String source)
      throws InputRefused {
    if (certificates.isEmpty()) {
      TimeStamp stamp =
          switch (TimeStamp.read(response)) {
            case TimeStamp.Reading.Refused(AnchorRefusal refusal) ->
                throw InputRefused.by(refusal, source);
            case TimeStamp.Reading.Read(TimeStamp read) -> read;
          };
      Inputs.write(file, response, force);
      return CommandAnswer.success(
          schema,
          file + ": " + stamp.time() + ", not checked: no `--tsa-cert` was given",
          Json.object()
              .put("timestamp", file)
              .put("trusted", false)
              .put("time", stamp.time().toString())
              .build());
    }
    TimeStampTrust trust = Inputs.certificates(certificates);
    return switch (trust.verify(response, digest)) {
      case AnchorStanding.Refused(AnchorRefusal refusal) -> throw InputRefused.by(refusal, source);
      case AnchorStanding.Stamped stamped -> {
        Inputs.write(file, response, force);
        Json.ObjBuilder members = Json.object().put("timestamp", file).put("trusted", true);
        CheckAnchor.details(stamped).members().forEach(members::put);
        yield CommandAnswer.success(
            schema,
            file + ": " + stamped.time() + " by `" + stamped.authority() + "`",
            members.build());
      }
      case AnchorStanding.Logged _ -> throw new BugException("a time stamp is stamped or refused");
    };
  }
}
