package dev.assay.core.policy.document;

/** What can be wrong or doubtful in a policy, beyond what makes it unreadable as YAML. */
public enum PolicyFault {
  /** The document is not a mapping. */
  ROOT_NOT_MAPPING("policy.root_not_mapping", "a policy is a mapping"),
  /** No version. */
  VERSION_MISSING("policy.version.missing", "a policy says its version"),
  /** A version we do not know. */
  VERSION_UNSUPPORTED("policy.version.unsupported", "the known versions are 2.0 and 1.0"),
  /** A member that does not exist. */
  UNKNOWN_FIELD("policy.unknown_field", "only known members and those starting with x- may stand"),
  /** A mandatory member is absent. */
  MISSING_FIELD("policy.missing_field", "a mandatory member is present"),
  /** A value of the wrong type. */
  WRONG_TYPE("policy.type", "a value has the type its member asks for"),
  /** A word outside a closed list. */
  UNKNOWN_VALUE("policy.value", "a value is one of the words its member knows"),
  /** A limit that is not an unsigned 64-bit integer. */
  LIMIT("policy.limit", "a limit is an integer from 0 to 18446744073709551615"),
  /** A number whose canonical form is another number. */
  NUMBER_PRECISION("policy.number.precision", "a number survives its canonical form"),
  /** A section that exists in the language and is not enforced by this version. */
  NOT_YET_ENFORCED("policy.not_yet_enforced", "what cannot be enforced is not accepted"),
  /** The old form of something. */
  DEPRECATED("policy.deprecated", "the old form is read, and refused in Strict mode"),
  /** A schema and a constraint for one tool. */
  CONSTRAINT_CONFLICT("policy.constraint.conflict", "one tool has one source of argument rules"),
  /** A star inside a pattern. */
  PATTERN_INNER_STAR("policy.pattern.inner_star", "stars stand only at the ends of a pattern"),
  /** An empty pattern. */
  PATTERN_EMPTY("policy.pattern.empty", "a pattern is not empty"),
  /** Blanks around a pattern. */
  PATTERN_WHITESPACE("policy.pattern.whitespace", "a pattern has no blanks around it"),
  /** A character that no tool name has. */
  PATTERN_CHARACTER("policy.pattern.character", "a pattern has only characters of tool names"),
  /** A character that other pattern languages give a meaning. */
  PATTERN_GLOB_META("policy.pattern.glob_meta", "only the star has a meaning in a pattern"),
  /** A star in a class. */
  CLASS_WILDCARD("policy.class.wildcard", "classes are compared exactly"),
  /** A class that is empty or blank-padded. */
  CLASS_BLANK("policy.class.blank", "a class is not empty and has no blanks around it"),
  /** An argument named in a way that names none. */
  ARGUMENT("policy.scope.argument", "an argument is a member name, or a pointer starting with /"),
  /** An argument that the tool's own schema does not have. */
  ARGUMENT_UNKNOWN("policy.scope.argument_unknown", "a scope names arguments that exist"),
  /** A scope that no allowed call reaches. */
  SCOPE_UNREACHABLE("policy.scope.unreachable", "a scope belongs to a tool that can be called"),
  /** A scope that lets everything through. */
  SCOPE_OPEN("policy.scope.open", "a scope keeps something out"),
  /** A path glob that cannot mean what it says. */
  GLOB("policy.paths.glob", "a glob starts with / or **, and only * and ** have a meaning"),
  /** A root that is no normal absolute path. */
  ROOT_PATH("policy.paths.root", "a root is an absolute path without . and .."),
  /** A host that is none. */
  HOST("policy.urls.host", "a host is a name, *.name or an IP address"),
  /** A private address listed where private addresses are denied. */
  PRIVATE_HOST("policy.urls.private_host", "a listed host can be allowed"),
  /** A command pattern that cannot mean what it says. */
  COMMAND("policy.commands.pattern", "** stands in the last place of a command"),
  /** A duration that is none, or out of its bounds. */
  DURATION("policy.duration", "a duration is an integer and ms, s, m or h"),
  /** A sequence whose id is none, or another's. */
  SEQUENCE_ID("policy.sequence.id", "a sequence has an id of its own"),
  /** A sequence that says nothing or several things. */
  SEQUENCE_KIND("policy.sequence.kind", "a sequence says exactly one thing"),
  /** A sequence that no refusal can enforce. */
  SEQUENCE_OBSERVED("policy.sequence.observed", "a sequence can be enforced"),
  /** A sequence that speaks of a tool which is never called. */
  SEQUENCE_UNREACHABLE(
      "policy.sequence.unreachable", "a sequence speaks of tools that can be called"),
  /** Evidence that is demanded and waived at once. */
  EVIDENCE_KINDS("policy.evidence.kinds", "demanded evidence is not best effort"),
  /** A pin that could hold no definition. */
  PIN("policy.tool_pins.pin", "a pin is for one tool and has the digests of its form"),
  /** A lock that would not be read. */
  LOCK("policy.tool_identity.lock", "a lock is a file and belongs to mode locked"),
  /** An entry of the privileged actions that could mean nothing. */
  PRIVILEGED("policy.privileged.value", "an entry of privileged_actions can mean something"),
  /** A privileged action that is declared and can never be allowed. */
  PRIVILEGED_NEVER("policy.privileged.never", "a declared privileged action can be allowed"),
  /** A tool that looks privileged and is not governed as one. */
  PRIVILEGED_UNGOVERNED(
      "policy.privileged.ungoverned", "privileged_actions govern the tools that look privileged"),
  /** Arguments nobody named may be sent. */
  OPEN_OBJECT("policy.schema.open_object", "a schema closes its objects"),
  /** Policies that cannot decide together. */
  SET("policy.set", "policies that decide together are few and name one approval of tools"),
  /** A pattern that matches anywhere. */
  REGEX_UNANCHORED("policy.regex.unanchored", "a pattern says where it starts"),
  /** A pattern that other engines may take very long for. */
  REGEX_CATASTROPHIC("policy.regex.catastrophic", "a pattern is fast in every engine"),
  /** A pattern for a path that lets {@code ..} through. */
  REGEX_DOT_DOT("policy.regex.dot_dot", "a pattern for paths does not accept .."),
  /** A schema whose keywords exclude each other. */
  SCHEMA_CONTRADICTION("policy.schema.contradiction", "the keywords of a schema can hold together"),
  /** A format, which is not checked. */
  SCHEMA_FORMAT("policy.schema.format", "format is an annotation"),
  /** A schema that no allowed call reaches. */
  SCHEMA_UNREACHABLE("policy.schema.unreachable", "a schema belongs to a tool that can be called"),
  /** A tool both allowed and denied. */
  ALLOW_AND_DENY("policy.tools.allow_and_deny", "a tool is either allowed or denied"),
  /** An entry of a list that another entry of the list says already. */
  ENTRY_COVERED("policy.tools.covered", "an entry of a list says something new"),
  /** An allowed tool that nobody can call. */
  UNCALLABLE("policy.tools.uncallable", "a tool that is allowed can be called"),
  /** An allow list that lets nothing in. */
  ALLOW_NOTHING("policy.tools.allow_nothing", "an allow list lets something in"),
  /** An approver, or a way to approve, that is none. */
  APPROVER("policy.approvals.approver", "approvers have ids and keys, and a way to approve"),
  /** Approvals are asked for and nobody can give one. */
  NO_APPROVER("policy.approvals.no_approver", "what needs an approval can be approved"),
  /** Nothing limits which tools may be called. */
  NO_ALLOW_LIST("policy.tools.no_allow_list", "an allow list says which tools may be called");

  private final String code;
  private final String sentence;

  PolicyFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  /** Gives the rule, one sentence. */
  public String sentence() {
    return sentence;
  }
}
