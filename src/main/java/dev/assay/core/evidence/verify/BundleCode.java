package dev.assay.core.evidence.verify;

/**
 * Every way in which a bundle can be refused, with its wire spelling. Source: {@code evidence.md}
 * 3.2.
 */
public enum BundleCode {
  /** The gzip member is broken, cut, followed by bytes, or not there. */
  INTEGRITY_GZIP(Kind.INTEGRITY, "IntegrityGzip", CliReason.UNREADABLE),
  /** The tar blocks are broken, cut, or followed by data. */
  INTEGRITY_TAR(Kind.INTEGRITY, "IntegrityTar", CliReason.UNREADABLE),
  /** The bytes could not be read to their end. */
  INTEGRITY_IO(Kind.INTEGRITY, "IntegrityIo", CliReason.UNREADABLE),
  /** The digest of the events file differs from the manifest's. */
  INTEGRITY_MANIFEST_HASH(Kind.INTEGRITY, "IntegrityManifestHash", CliReason.INTEGRITY),
  /** The content hash of an event differs from its content. */
  INTEGRITY_EVENT_HASH(Kind.INTEGRITY, "IntegrityEventHash", CliReason.INTEGRITY),
  /** The length of the events file differs from the manifest's. */
  INTEGRITY_FILE_SIZE_MISMATCH(Kind.INTEGRITY, "IntegrityFileSizeMismatch", CliReason.INTEGRITY),
  /** The run root differs from the content hashes. */
  INTEGRITY_RUN_ROOT_MISMATCH(Kind.INTEGRITY, "IntegrityRunRootMismatch", CliReason.INTEGRITY),
  /** The archive has no entries. */
  CONTRACT_MISSING_MANIFEST(Kind.CONTRACT, "ContractMissingManifest", CliReason.CONTRACT),
  /** A version other than ours, or an event without a content hash. */
  CONTRACT_SCHEMA_VERSION(Kind.CONTRACT, "ContractSchemaVersion", CliReason.CONTRACT),
  /** The manifest is not the first entry. */
  CONTRACT_FILE_ORDER(Kind.CONTRACT, "ContractFileOrder", CliReason.CONTRACT),
  /** The archive or the manifest lacks the events file, or the manifest lists another. */
  CONTRACT_MISSING_FILE(Kind.CONTRACT, "ContractMissingFile", CliReason.CONTRACT),
  /** An entry occurs twice. */
  CONTRACT_DUPLICATE_FILE(Kind.CONTRACT, "ContractDuplicateFile", CliReason.CONTRACT),
  /** An entry that is not one of the two regular files. */
  CONTRACT_UNEXPECTED_FILE(Kind.CONTRACT, "ContractUnexpectedFile", CliReason.CONTRACT),
  /** An event of another run than the manifest's. */
  CONTRACT_RUN_ID_MISMATCH(Kind.CONTRACT, "ContractRunIdMismatch", CliReason.CONTRACT),
  /** A sequence number is missing or repeated, or the number of events is not the manifest's. */
  CONTRACT_SEQUENCE_GAP(Kind.CONTRACT, "ContractSequenceGap", CliReason.CONTRACT),
  /** The first event does not have sequence number 0. */
  CONTRACT_SEQUENCE_START(Kind.CONTRACT, "ContractSequenceStart", CliReason.CONTRACT),
  /** The manifest or a line is not strict JSON of the right shape. */
  CONTRACT_INVALID_JSON(Kind.CONTRACT, "ContractInvalidJson", CliReason.CONTRACT),
  /** An event breaks a rule of the envelope. */
  CONTRACT_INVALID_EVENT(Kind.CONTRACT, "ContractInvalidEvent", CliReason.CONTRACT),
  /** The bundle id is not the run root. */
  CONTRACT_BUNDLE_ID_MISMATCH(Kind.CONTRACT, "ContractBundleIdMismatch", CliReason.CONTRACT),
  /** The manifest names algorithms that are not those of the format. */
  CONTRACT_ALGORITHM(Kind.CONTRACT, "ContractAlgorithm", CliReason.CONTRACT),
  /** The manifest's file list contradicts itself. */
  CONTRACT_INVALID_MANIFEST(Kind.CONTRACT, "ContractInvalidManifest", CliReason.CONTRACT),
  /** Not in the form the writer makes, and the caller required that form. */
  CONTRACT_NOT_CANONICAL(Kind.CONTRACT, "ContractNotCanonical", CliReason.CONTRACT),
  /** An entry name is too long. */
  LIMIT_PATH_LENGTH(Kind.LIMITS, "LimitPathLength", CliReason.LIMIT_EXCEEDED),
  /** An entry is too large. */
  LIMIT_FILE_SIZE(Kind.LIMITS, "LimitFileSize", CliReason.LIMIT_EXCEEDED),
  /** Too many events. */
  LIMIT_TOTAL_EVENTS(Kind.LIMITS, "LimitTotalEvents", CliReason.LIMIT_EXCEEDED),
  /** A line is too long. */
  LIMIT_LINE_BYTES(Kind.LIMITS, "LimitLineBytes", CliReason.LIMIT_EXCEEDED),
  /** The archive is too large. */
  LIMIT_BUNDLE_BYTES(Kind.LIMITS, "LimitBundleBytes", CliReason.LIMIT_EXCEEDED),
  /** The decompressed archive is too large. */
  LIMIT_DECODE_BYTES(Kind.LIMITS, "LimitDecodeBytes", CliReason.LIMIT_EXCEEDED),
  /** The manifest or an event nests too deeply. */
  LIMIT_JSON_DEPTH(Kind.LIMITS, "LimitJsonDepth", CliReason.LIMIT_EXCEEDED),
  /** An entry name is absolute or climbs out of the archive. */
  SECURITY_PATH_TRAVERSAL(Kind.SECURITY, "SecurityPathTraversal", CliReason.PATH_REJECTED);

  /** The four classes of refusal. */
  public enum Kind {
    /** The bytes disagree with themselves. */
    INTEGRITY("Integrity"),
    /** The content breaks the format. */
    CONTRACT("Contract"),
    /** A bound is exceeded. */
    LIMITS("Limits"),
    /** An entry tries to leave the archive. */
    SECURITY("Security");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }
  }

  /** What a command reports as its reason code when a bundle is refused; all exit 2. */
  public enum CliReason {
    /** Cannot be unpacked or read. */
    UNREADABLE("E_EVIDENCE_UNREADABLE"),
    /** Hashes or lengths disagree. */
    INTEGRITY("E_EVIDENCE_INTEGRITY"),
    /** Not a bundle of this format. */
    CONTRACT("E_EVIDENCE_CONTRACT"),
    /** Beyond a limit. */
    LIMIT_EXCEEDED("E_EVIDENCE_LIMIT_EXCEEDED"),
    /** An entry name was refused for safety. */
    PATH_REJECTED("E_EVIDENCE_PATH_REJECTED"),
    /** The bundle is sound, but not what the caller required or expected. */
    REQUIREMENT("E_EVIDENCE_REQUIREMENT");

    private final String wire;

    CliReason(String wire) {
      this.wire = wire;
    }

    /** Gives the name used in reports. */
    public String wire() {
      return wire;
    }
  }

  private final Kind kind;
  private final String wire;
  private final CliReason reason;

  BundleCode(Kind kind, String wire, CliReason reason) {
    this.kind = kind;
    this.wire = wire;
    this.reason = reason;
  }

  /** Gives the class of refusal. */
  public Kind kind() {
    return kind;
  }

  /** Gives the name used in reports. */
  public String wire() {
    return wire;
  }

  /** Gives the reason code of a command. */
  public CliReason reason() {
    return reason;
  }
}
