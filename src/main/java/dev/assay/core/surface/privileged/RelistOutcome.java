package dev.assay.core.surface.privileged;

/** What became of listing a server's tools ourselves, before a privileged call. */
public enum RelistOutcome {
  /** There was no reason to. */
  NOT_PERFORMED("not_performed"),
  /** The listing came whole. */
  COMPLETE("complete"),
  /** No answer in time. */
  TIMED_OUT("timed_out"),
  /** A part of the listing came in time. */
  PARTIAL("partial"),
  /** The server could not be reached. */
  TRANSPORT_ERROR("transport_error"),
  /** The server answered, and not with a listing. */
  ERROR_RESPONSE("error_response"),
  /** Another listing of ours was under way. */
  REGISTER_REFUSED("register_refused");

  private final String wire;

  RelistOutcome(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in records. */
  public String wire() {
    return wire;
  }

  String path(boolean allowed) {
    return switch (this) {
      case NOT_PERFORMED -> allowed ? "no_establish_needed" : "immediate_deny";
      case COMPLETE -> allowed ? "established_then_allowed" : "established_then_denied";
      case TIMED_OUT, PARTIAL, TRANSPORT_ERROR, ERROR_RESPONSE, REGISTER_REFUSED ->
          "immediate_deny";
    };
  }
}
