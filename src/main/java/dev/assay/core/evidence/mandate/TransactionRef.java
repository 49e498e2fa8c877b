package dev.assay.core.evidence.mandate;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a transaction mandate is about, bound by one digest: merchant, items, total and perhaps an
 * idempotency key. An amount is a decimal text without leading or trailing zeros, so that equal
 * sums have equal names.
 */
public final class TransactionRef {
  private static final List<String> MEMBERS = list("merchant", "items", "total", "idempotency_key");
  private static final List<String> ITEM = list("product_id", "quantity", "unit_price");
  private static final List<String> MONEY = list("amount", "currency");
  private static final String AMOUNT = "-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?";

  private TransactionRef() {}

  private static List<String> list(String... names) {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** Gives the reference of a transaction; empty when it is none of this shape. */
  public static Optional<String> of(Json.Obj transaction) {
    boolean shaped =
        MEMBERS.containsAll(transaction.members().keySet())
            && transaction.string("merchant").isPresent()
            && isMoney(transaction.get("total") instanceof Json.Obj total ? total : Json.Obj.EMPTY)
            && transaction.get("items") instanceof Json.Arr items
            && items.items().stream().allMatch(TransactionRef::isItem)
            && isOptionalText(transaction, "idempotency_key");
    return shaped ? Optional.of(Mandate.contentId(transaction)) : Optional.empty();
  }

  private static boolean isItem(Json value) {
    return value instanceof Json.Obj item
        && ITEM.containsAll(item.members().keySet())
        && item.string("product_id").isPresent()
        && item.integer("quantity").isPresent()
        && (item.get("unit_price") == null
            || (item.get("unit_price") instanceof Json.Obj price && isMoney(price))
            || item.string("unit_price").filter(text -> text.matches(AMOUNT)).isPresent());
  }

  private static boolean isMoney(Json.Obj money) {
    return MONEY.containsAll(money.members().keySet())
        && money.string("amount").filter(text -> text.matches(AMOUNT)).isPresent()
        && money.string("currency").isPresent();
  }

  private static boolean isOptionalText(Json.Obj object, String name) {
    Map<String, Json> members = object.members();
    return !members.containsKey(name) || object.string(name).isPresent();
  }
}
