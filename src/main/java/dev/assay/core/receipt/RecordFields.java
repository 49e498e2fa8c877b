package dev.assay.core.receipt;

import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a source, read strictly: each is bounded and named in what is
 * refused. Source: {@code receipts.md} 1.4.
 *
 * @param object the object
 * @param prefix what stands before a member's name in messages, such as {@code result.}
 */
record RecordFields(Json.Obj object, String prefix) {
  static final String TYPE = "E_FIELD_TYPE";
  static final String MISSING = "E_FIELD_MISSING";
  static final String EMPTY = "E_FIELD_EMPTY";
  static final String TOO_LONG = "E_FIELD_TOO_LONG";
  static final String UNSAFE = "E_FIELD_UNSAFE";
  static final String TIMESTAMP = "E_FIELD_TIMESTAMP";
  static final String ROW_TYPE = "E_ROW_TYPE";
  static final String CONST = "E_ROW_CONST";
  static final String UNSUPPORTED_KEY = "E_ROW_UNSUPPORTED_KEY";

  static RecordFields of(Json record, String notAnObject) throws RecordRefused {
    if (record instanceof Json.Obj object) {
      return new RecordFields(object, "");
    }
    throw new RecordRefused(ROW_TYPE, notAnObject);
  }

  /** Refuses members outside a list; the first in document order is named. */
  void only(List<String> known, String where) throws RecordRefused {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw new RecordRefused(
            UNSUPPORTED_KEY, where + "contains unsupported " + kind() + "key \"" + name + "\"");
      }
    }
  }

  private String kind() {
    return prefix.isEmpty() ? "top-level " : prefix.equals("result.") ? "result " : "";
  }

  /** Demands a member that is a fixed string. */
  void constant(String name, String value) throws RecordRefused {
    if (!(object.get(name) instanceof Json.Str text)) {
      throw new RecordRefused(CONST, "missing string " + prefix + name);
    }
    if (!text.value().equals(value)) {
      throw new RecordRefused(CONST, prefix + name + " must be \"" + value + "\"");
    }
  }

  /** Gives a bounded string, trimmed. */
  String text(String name, int max) throws RecordRefused {
    return bounded(object.get(name), prefix + name, max);
  }

  /** Gives a bounded string, trimmed; nothing when the member is missing or null. */
  Optional<String> optional(String name, int max) throws RecordRefused {
    Json value = object.get(name);
    return value == null || value == Json.Null.NULL
        ? Optional.empty()
        : Optional.of(bounded(value, prefix + name, max));
  }

  /** Gives a bounded string, trimmed; nothing when the member is missing. Null is refused. */
  Optional<String> present(String name, int max) throws RecordRefused {
    Json value = object.get(name);
    return value == null ? Optional.empty() : Optional.of(bounded(value, prefix + name, max));
  }

  /** Gives a truth value. */
  Json bool(String name, String whenWrong) throws RecordRefused {
    if (object.get(name) instanceof Json.Bool value) {
      return value;
    }
    throw new RecordRefused(TYPE, whenWrong);
  }

  /** Gives a number as written. */
  Json number(String name, String whenWrong) throws RecordRefused {
    if (object.get(name) instanceof Json.Num value) {
      return value;
    }
    throw new RecordRefused(TYPE, whenWrong);
  }

  static String bounded(@Nullable Json value, String name, int max) throws RecordRefused {
    if (!(value instanceof Json.Str text)) {
      throw new RecordRefused(TYPE, name + " must be a string");
    }
    String trimmed = ReviewerText.trimmed(text.value());
    if (trimmed.isEmpty()) {
      throw new RecordRefused(EMPTY, name + " must not be empty");
    }
    if (trimmed.codePointCount(0, trimmed.length()) > max) {
      throw new RecordRefused(TOO_LONG, name + " must be at most " + max + " characters");
    }
    if (!ReviewerText.isUnquoted(trimmed)) {
      throw new RecordRefused(UNSAFE, name + " is not reviewer-safe");
    }
    return trimmed;
  }
}
