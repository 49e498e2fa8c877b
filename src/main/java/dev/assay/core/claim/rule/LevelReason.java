package dev.assay.core.claim.rule;

/**
 * Why a claim has its level and not a higher one. Some codes are followed by a colon and the name
 * that they are about. Source: {@code trust-basis.md} 17.2.
 */
public enum LevelReason {
  /** No event of the kind. */
  NO_CANDIDATE_EVENT("no_candidate_event"),
  /** A member is missing or not a string. */
  FIELD_MISSING("field_missing"),
  /** A member is blank. */
  FIELD_BLANK("field_blank"),
  /** An authorization scheme that is not one of the two. */
  SCHEME_UNSUPPORTED("scheme_unsupported"),
  /** A value looks like a credential. */
  CREDENTIAL_SHAPED_VALUE("credential_shaped_value"),
  /** An issuer longer than 2048 bytes. */
  ISSUER_TOO_LONG("issuer_too_long"),
  /** A receipt has a member that its shape does not know. */
  RECEIPT_EXTRA_KEY("receipt_extra_key"),
  /** A receipt's member is missing, of another kind, or out of bounds. */
  RECEIPT_FIELD_REFUSED("receipt_field_refused"),
  /** Some receipts fit and some do not. */
  RECEIPT_MIXED_SUPPORT("receipt_mixed_support"),
  /** Records of the source of receipts were dropped. */
  RECEIPT_IMPORT_PARTIAL("receipt_import_partial"),
  /** Only the producer says so. */
  UNCORROBORATED_PRODUCER("uncorroborated_producer"),
  /** No signed envelope was given. */
  NO_ENVELOPE("no_envelope"),
  /** The envelope's key is not trusted. */
  ENVELOPE_KEY_UNKNOWN("envelope_key_unknown"),
  /** The envelope does not fit. */
  ENVELOPE_REFUSED("envelope_refused"),
  /** No provenance was given. */
  NO_PROVENANCE("no_provenance"),
  /** The provenance does not fit. */
  PROVENANCE_REFUSED("provenance_refused"),
  /** The provenance is of something that no decision names. */
  PROVENANCE_NOT_BOUND("provenance_not_bound"),
  /** The recording goes on. */
  PROVISIONAL("provisional"),
  /** No lint pack was applied. */
  NO_PACK_APPLIED("no_pack_applied"),
  /** A decision names a policy whose text is not in the bundle. */
  POLICY_TEXT_MISSING("policy_text_missing"),
  /** The text in the bundle has another digest than it says. */
  POLICY_TEXT_DIFFERS("policy_text_differs"),
  /** More policies than are kept track of. */
  LIMIT_HIT("limit_hit"),
  /** Nothing but the gate saw calls. */
  NO_INDEPENDENT_OBSERVER("no_independent_observer"),
  /** A decision without a bound tool definition. */
  DEFINITION_NOT_BOUND("definition_not_bound"),
  /** A decision bound to a definition that the bundle does not list. */
  DEFINITION_NOT_LISTED("definition_not_listed"),
  /** A sensor was not armed at the end. */
  SENSOR_NOT_ARMED("sensor_not_armed"),
  /** A sensor lost records. */
  CAPTURE_CLIPPED("capture_clipped"),
  /** An event of ours has a member that its closed shape does not know. */
  PAYLOAD_NOT_CLOSED("payload_not_closed"),
  /** The recording has gaps. */
  EVIDENCE_GAP("evidence_gap"),
  /** There is no seal that holds. */
  NOT_SEALED("not_sealed"),
  /** The recording did not end in order. */
  CLOSED_IN_DISORDER("closed_in_disorder"),
  /** No source of a receipt was supplied. */
  NO_SOURCE_SUPPLIED("no_source_supplied"),
  /** A receipt made again from its source is another. */
  SOURCE_DIFFERS("source_differs");

  private final String wire;

  LevelReason(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in reports. */
  public String wire() {
    return wire;
  }

  /** Gives the code about a name; the name is cut to what a report may show. */
  String about(String name) {
    int end = name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), 64));
    return wire + ":" + name.substring(0, end);
  }
}
