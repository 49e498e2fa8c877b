package dev.assay.adapter.cli.trust;

import dev.assay.core.evidence.EventTime;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The moment at which waivers and ages are judged: the user's, else the machine's. */
public final class NowOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "judge expiry at this RFC 3339 time instead of the machine's clock")
  private Optional<String> now = Optional.empty();

  /** Gives the moment. */
  public Instant moment() {
    return given().orElseGet(Instant::now);
  }

  /** Gives the user's moment, when the user named one. */
  Optional<Instant> given() {
    return now.map(
        text ->
            EventTime.read(text)
                .map(EventTime::instant)
                .orElseThrow(
                    () ->
                        new ParameterException(
                            command.commandLine(),
                            "`--now` is an RFC 3339 time such as 2027-01-31T12:00:00Z")));
  }
}
