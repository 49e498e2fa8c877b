package dev.assay.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import dev.assay.core.json.Json;
import dev.assay.core.schema.value.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values and reasons, ours and the library's. */
final class LibraryValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Digits and exponents beyond this cost the library's arithmetic too much. */
  private static final int MAX_DIGITS = 1000;

  /** Longer schema values are not repeated in messages. */
  private static final int MAX_SHOWN = 200;

  /** Values nested deeper are not converted; the reader allows 64 levels. */
  private static final int MAX_DEPTH = 500;

  private LibraryValues() {}

  /** Gives the library's value, or null when it holds a number it cannot work with. */
  static @Nullable JsonNode node(Json value) {
    return node(value, 0);
  }

  private static @Nullable JsonNode node(Json value, int depth) {
    if (depth > MAX_DEPTH) {
      return null;
    }
    return switch (value) {
      case Json.Null _ -> NODES.nullNode();
      case Json.Bool b -> NODES.booleanNode(b.value());
      case Json.Str s -> NODES.textNode(s.value());
      case Json.Num n -> number(n.text());
      case Json.Arr a -> {
        ArrayNode array = NODES.arrayNode(a.items().size());
        for (Json item : a.items()) {
          JsonNode node = node(item, depth + 1);
          if (node == null) {
            yield null;
          }
          array.add(node);
        }
        yield array;
      }
      case Json.Obj o -> {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, Json> member : o.members().entrySet()) {
          JsonNode node = node(member.getValue(), depth + 1);
          if (node == null) {
            yield null;
          }
          object.set(member.getKey(), node);
        }
        yield object;
      }
    };
  }

  private static @Nullable JsonNode number(String text) {
    Decimal decimal = Decimal.of(text);
    if (text.length() > MAX_DIGITS || Math.abs(decimal.point()) > MAX_DIGITS) {
      return null;
    }
    if (!decimal.isInteger()) {
      return com.fasterxml.jackson.databind.node.DecimalNode.valueOf(new BigDecimal(text));
    }
    BigInteger integer = new BigDecimal(text).toBigIntegerExact();
    return integer.bitLength() < 32
        ? NODES.numberNode(integer.intValue())
        : integer.bitLength() < 64
            ? NODES.numberNode(integer.longValue())
            : NODES.numberNode(integer);
  }

  /** Gives our value for a library's. */
  static Json json(JsonNode node) {
    if (node.isArray()) {
      List<Json> items = new ArrayList<>();
      node.forEach(item -> items.add(json(item)));
      return new Json.Arr(items);
    } else if (node.isObject()) {
      Map<String, Json> members = new LinkedHashMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), json(member.getValue())));
      return new Json.Obj(members);
    } else if (node.isTextual()) {
      return new Json.Str(node.textValue());
    } else if (node.isNumber()) {
      return new Json.Num(node.decimalValue().toString());
    }
    return node.isBoolean() ? Json.Bool.of(node.booleanValue()) : Json.Null.NULL;
  }

  static Violation violation(Error error) {
    String keyword = error.getKeyword();
    return new Violation(
        error.getInstanceLocation().toString(),
        keyword == null ? "false" : keyword,
        message(error),
        false);
  }

  /** Says what would be accepted; the library's own text may quote the value. */
  static String message(Error error) {
    String keyword = error.getKeyword();
    if (keyword == null) {
      return "nothing is accepted here";
    }
    if (keyword.equals("required") && error.getProperty() != null) {
      return "must have the member `" + error.getProperty() + '`';
    }
    JsonNode accepted = error.getSchemaNode();
    boolean plain = accepted != null && (accepted.isValueNode() || isListOfValues(accepted));
    String shown = plain ? String.valueOf(accepted) : "";
    return shown.isEmpty() || shown.length() > MAX_SHOWN
        ? "must satisfy `" + keyword + '`'
        : "must satisfy `" + keyword + "`: `" + shown + '`';
  }

  private static boolean isListOfValues(JsonNode node) {
    for (JsonNode item : node) {
      if (!item.isValueNode()) {
        return false;
      }
    }
    return node.isArray();
  }
}
