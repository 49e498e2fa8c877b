package dev.assay.core.lint;

import dev.assay.core.evidence.mandate.MandateEvent;
import dev.assay.core.json.Json;
import dev.assay.core.lint.pack.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules that always run, in the order of their findings within an event. Those about
 * credentials look at the envelope only, by texts that credentials are known to start with, so they
 * miss much and fire on harmless words such as {@code ask-me}. Source: {@code evidence.md} 6.2; the
 * last one is ours.
 */
public enum BuiltInRule {
  /** A subject that looks like a credential. */
  SECRET_IN_SUBJECT(
      "ASSAY-W001",
      Severity.WARN,
      "7.0",
      "security,secrets",
      "the subject holds a text that credentials are known to start with",
      "Record a digest or a name instead. Whoever holds the bundle can read the subject; rotate the"
          + " credential if it was a real one.") {
    @Override
    boolean fires(Json.Obj event) {
      return looksSecret(event);
    }
  },
  /** Personal data declared and a subject in the clear. */
  SUBJECT_OF_PERSONAL_EVENT(
      "ASSAY-W002",
      Severity.WARN,
      "4.0",
      "privacy,pii",
      "the event says that it holds personal data and has a subject in the clear",
      "Leave the subject out or record a keyed digest of it.") {
    @Override
    boolean fires(Json.Obj event) {
      return event.get("assaypii") == Json.Bool.TRUE && !subject(event).isEmpty();
    }
  },
  /** A source that is no URN and no https address. */
  UNUSUAL_SOURCE(
      "ASSAY-I001",
      Severity.INFO,
      "",
      "convention,format",
      "the source begins with neither `urn:` nor `https://`",
      "Name the recorder with a URN, such as `urn:assay:gateway:files`.") {
    @Override
    boolean fires(Json.Obj event) {
      String source = event.string("source").orElse("");
      return !source.startsWith("urn:") && !source.startsWith("https://");
    }
  },
  /** A subject that looks like a credential in an event that says it holds none. */
  SECRET_NOT_DECLARED(
      "ASSAY-W003",
      Severity.WARN,
      "6.5",
      "security,secrets",
      "the subject looks like a credential and the event says that it holds none",
      "Correct the producer: `assaysecrets` decides who may see the bundle.") {
    @Override
    boolean fires(Json.Obj event) {
      return looksSecret(event) && event.get("assaysecrets") == Json.Bool.FALSE;
    }
  },
  /** A mandate, or a use of one, under a name that its content does not have; ours. */
  MANDATE_MISNAMED(
      "ASSAY-W901",
      Severity.WARN,
      "6.5",
      "security,mandate",
      "the event about a mandate states an id or digest that does not follow from its content",
      "Compute the ids of the event again, as the producer of mandates describes them. A member that"
          + " mandates do not have, or a default that is spelled out, is covered by no id.") {
    @Override
    boolean fires(Json.Obj event) {
      return MandateEvent.isMisnamed(event);
    }
  };

  private static final List<String> CREDENTIALS =
      List.of(
          "sk-",
          "sk_live_",
          "sk_test_",
          "api_key=",
          "apikey=",
          "token=",
          "password=",
          "secret=",
          "bearer ",
          "akia",
          "ghp_",
          "gho_",
          "github_pat_");

  private final String id;
  private final Severity severity;
  private final String securitySeverity;
  private final String tags;
  private final String sentence;
  private final String help;

  BuiltInRule(
      String id,
      Severity severity,
      String securitySeverity,
      String tags,
      String sentence,
      String help) {
    this.id = id;
    this.severity = severity;
    this.securitySeverity = securitySeverity;
    this.tags = tags;
    this.sentence = sentence;
    this.help = help;
  }

  /** Tells whether the event is a finding. */
  abstract boolean fires(Json.Obj event);

  /** Gives the id that findings name. */
  public String id() {
    return id;
  }

  /** Gives the severity of its findings. */
  public Severity severity() {
    return severity;
  }

  /** Gives the number by which code scanning orders security results; empty when it is none. */
  public Optional<String> securitySeverity() {
    return securitySeverity.isEmpty() ? Optional.empty() : Optional.of(securitySeverity);
  }

  /** Gives its tags. */
  public List<String> tags() {
    return List.of(tags.split(","));
  }

  /** Gives what a finding says, one sentence. */
  public String sentence() {
    return sentence;
  }

  /** Gives what to do about a finding. */
  public String help() {
    return help;
  }

  private static String subject(Json.Obj event) {
    return event.string("subject").orElse("");
  }

  private static boolean looksSecret(Json.Obj event) {
    String subject = subject(event).toLowerCase(Locale.ROOT);
    return CREDENTIALS.stream().anyMatch(subject::contains);
  }
}
