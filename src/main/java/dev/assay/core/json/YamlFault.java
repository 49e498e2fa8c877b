package dev.assay.core.json;

/** What can be wrong with a YAML document before anybody asks what it means. */
public enum YamlFault {
  /** Longer than the byte limit. */
  TOO_LARGE("yaml.too_large", "the document is longer than 1 MiB"),
  /** Not valid UTF-8. */
  ENCODING("yaml.encoding", "the document is not valid UTF-8"),
  /** Not YAML. */
  SYNTAX("yaml.syntax", "the text is not YAML"),
  /** Nothing in it. */
  EMPTY("yaml.empty", "the document holds no value"),
  /** A second document in the same stream. */
  SECOND_DOCUMENT("yaml.second_document", "a stream holds exactly one document"),
  /** Deeper than the limit. */
  TOO_DEEP("yaml.too_deep", "mappings and sequences nest deeper than 64 levels"),
  /** More values than the limit, aliases expanded. */
  TOO_MANY_NODES("yaml.too_many_nodes", "the document expands to more than 100 000 values"),
  /** An alias to nothing that is complete. */
  ALIAS("yaml.alias", "an alias names a value that is complete before it"),
  /** A tag outside the core schema, or one that does not fit its value. */
  TAG("yaml.tag", "only the tags of the YAML core schema may be used, on values that fit them"),
  /** The same key twice in one mapping. */
  DUPLICATE_KEY("yaml.duplicate_key", "a key stands once in a mapping"),
  /** A key that is not a string. */
  KEY("yaml.key", "keys are strings"),
  /** A key or a dash without a value. */
  NO_VALUE("yaml.no_value", "every key and every dash has a value"),
  /** A YAML 1.1 merge key. */
  MERGE_KEY("yaml.merge_key", "merge keys are not read"),
  /** A number that JSON writes differently or cannot hold. */
  NUMBER("yaml.number", "numbers are written as in JSON"),
  /** Text that JSON cannot hold. */
  TEXT("yaml.text", "text holds no unpaired surrogate");

  private final String code;
  private final String sentence;

  YamlFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the stable identifier. */
  public String code() {
    return code;
  }

  /** Gives the rule that was broken, one sentence. */
  public String sentence() {
    return sentence;
  }
}
