package dev.assay.adapter.cli.wrap;

import dev.assay.app.gateway.Session;

/**
 * What a session did, as the line at its end says it. Allowed and denied calls always stand there,
 * everything else only when there was any.
 */
final class SessionSummary {
  private SessionSummary() {}

  static String of(Session.Counters counters) {
    return "session end: "
        + counters.allowed()
        + " allowed, "
        + counters.denied()
        + " denied"
        + any(counters.wouldDeny(), "would be denied")
        + any(counters.refused(), "messages refused")
        + any(counters.dropped(), "late messages dropped")
        + any(counters.noise(), "lines of noise dropped")
        + any(counters.strippedMembers(), "unknown members removed");
  }

  private static String any(long count, String what) {
    return count > 0 ? ", " + count + " " + what : "";
  }
}
