package dev.assay.app.offline;

import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * The digests of policies and of servers' programs that the events of a bundle name, as far as
 * provenance asks for them. Holds only those that were asked for.
 */
final class NamedDigests {
  private static final String STARTED = "assay.session.started";

  private final Set<String> asked;
  private final Set<String> named = new HashSet<>();

  NamedDigests(Set<String> asked) {
    this.asked = asked;
  }

  /** Takes the next event. */
  void see(ObservedEvent event) {
    if (event.isDecision()) {
      event.text("policy_digest").ifPresent(this::name);
    } else if (event.type().equals(STARTED)) {
      event
          .members()
          .object("upstream")
          .flatMap(upstream -> upstream.string("executable_sha256"))
          .ifPresent(this::name);
    }
  }

  private void name(String digest) {
    if (asked.contains(digest)) {
      named.add(digest);
    }
  }

  /** Says what became of provenance that verified. */
  Ground.Provenance provenance() {
    return named.isEmpty() ? Ground.Provenance.REJECTED : Ground.Provenance.BOUND;
  }
}
