package dev.assay.core.receipt;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Function tools that a LiveKit agent executed. Arguments and outputs stand in the receipt as
 * digests only; a plain digest of a short value can be guessed, which the reference page says.
 * Source: {@code receipts.md} 7.
 */
final class LiveKitImporter implements ReceiptImporter {
  private static final int MAX_NAME = 160;
  private static final int MAX_REF = 240;
  private static final String PAIRING = "E_LIVEKIT_PAIRING";
  private static final List<String> REQUIRED =
      List.of(
          "schema",
          "framework",
          "surface",
          "runtime_mode",
          "event_ref",
          "created_at",
          "function_calls",
          "function_call_outputs");
  private static final List<String> OUT_OF_SCOPE =
      List.of(
          "transcript",
          "audio",
          "user_input",
          "model_output",
          "usage",
          "latency",
          "room_state",
          "participant_identity",
          "capture_context",
          "trace",
          "spans");

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "livekit-tool-action",
        "assay.receipt.livekit.tool_action.v1",
        "urn:assay:external:livekit:function-tool-call",
        "assay.receipt.livekit.tool-action.v1",
        "livekit_agents",
        "function_tools_executed",
        "assay-livekit-function-tools-executed@0.1.0",
        "livekit-tool-action.json",
        "acted_receipts_candidate");
  }

  @Override
  public Cut cut() {
    return Cut.DOCUMENTS;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    RecordFields row = RecordFields.of(record, "must be a JSON object");
    scope(row);
    Json.Arr calls = array(row, "function_calls");
    if (calls.items().isEmpty()) {
      throw new RecordRefused(RecordFields.EMPTY, "function_calls must not be empty");
    }
    Json.Arr outputs = array(row, "function_call_outputs");
    if (outputs.items().size() != calls.items().size()) {
      throw new RecordRefused(
          PAIRING, "function_calls and function_call_outputs must have the same length");
    }
    Json.Obj context = context(row);
    String event = row.text("event_ref", MAX_REF);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < calls.items().size(); i++) {
      pairs.add(pair(calls.items().get(i), outputs.items().get(i), i));
    }
    matchIds(pairs);
    List<Json.Obj> receipts = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      receipts.add(
          Json.object()
              .put("function", function(pairs.get(i).call(), event, i))
              .put("outcome", outcome(pairs.get(i)))
              .put("event_context", context)
              .build());
    }
    return receipts;
  }

  /** A call and its output, by position; without an output the call did not complete. */
  private record Pair(RecordFields call, Optional<RecordFields> output) {}

  private static void scope(RecordFields row) throws RecordRefused {
    for (String name : OUT_OF_SCOPE) {
      if (row.object().get(name) != null) {
        throw new RecordRefused(
            "E_LIVEKIT_OUT_OF_SCOPE",
            "contains " + name.replace('_', ' ') + ", which is out of scope");
      }
    }
    List<String> known = new ArrayList<>(REQUIRED);
    known.addAll(List.of("type", "has_tool_reply", "has_agent_handoff"));
    row.only(known, "");
    for (String name : REQUIRED) {
      if (row.object().get(name) == null) {
        throw new RecordRefused(RecordFields.MISSING, "missing required key \"" + name + "\"");
      }
    }
    row.constant("schema", "livekit.function-tools-executed.export.v1");
    row.constant("framework", "livekit_agents");
    row.constant("surface", "function_tools_executed");
    row.constant("runtime_mode", "agent_session");
    if (row.object().get("type") != null) {
      row.constant("type", "function_tools_executed");
    }
  }

  private static Json.Arr array(RecordFields row, String name) throws RecordRefused {
    if (row.object().get(name) instanceof Json.Arr list) {
      return list;
    }
    throw new RecordRefused(RecordFields.TYPE, name + " must be an array");
  }

  private static Json.Obj context(RecordFields row) throws RecordRefused {
    Json created = row.object().get("created_at");
    Json.ObjBuilder context =
        Json.object()
            .put(
                "event_created_at",
                SourceTime.ofTextOrSeconds(
                    created == null ? Json.Null.NULL : created, "created_at"));
    for (String name : List.of("has_tool_reply", "has_agent_handoff")) {
      if (row.object().get(name) != null) {
        context.put(name, row.bool(name, name + " must be a boolean"));
      }
    }
    return context.build();
  }

  private static Pair pair(Json call, Json output, int index) throws RecordRefused {
    String callAt = "function_calls[" + index + "] ";
    String outputAt = "function_call_outputs[" + index + "] ";
    if (!(call instanceof Json.Obj callObject)) {
      throw new RecordRefused(RecordFields.ROW_TYPE, callAt + "must be a JSON object");
    }
    RecordFields calls = new RecordFields(callObject, "function_calls[].");
    calls.only(
        List.of(
            "id",
            "type",
            "call_id",
            "name",
            "arguments",
            "arguments_ref",
            "created_at",
            "group_id"),
        callAt);
    if (output == Json.Null.NULL) {
      calls.text("name", MAX_NAME);
      return new Pair(calls, Optional.empty());
    }
    if (!(output instanceof Json.Obj outputObject)) {
      throw new RecordRefused(RecordFields.ROW_TYPE, outputAt + "must be a JSON object or null");
    }
    RecordFields outputs = new RecordFields(outputObject, "function_call_outputs[].");
    outputs.only(
        List.of("id", "type", "call_id", "name", "output", "output_ref", "is_error", "created_at"),
        outputAt);
    if (!calls.text("name", MAX_NAME).equals(outputs.text("name", MAX_NAME))) {
      throw new RecordRefused(PAIRING, "paired call/output names differ at call index " + index);
    }
    return new Pair(calls, Optional.of(outputs));
  }

  /** Ids must be equal only when every pair has both. */
  private static void matchIds(List<Pair> pairs) throws RecordRefused {
    List<Boolean> equal = new ArrayList<>();
    for (Pair pair : pairs) {
      Optional<String> call = pair.call().optional("call_id", MAX_REF);
      Optional<String> output =
          pair.output().isPresent()
              ? pair.output().get().optional("call_id", MAX_REF)
              : Optional.empty();
      if (call.isEmpty() || output.isEmpty()) {
        return;
      }
      equal.add(call.equals(output));
    }
    int first = equal.indexOf(false);
    if (first >= 0) {
      throw new RecordRefused(PAIRING, "call_id mismatch at index " + first);
    }
  }

  private static Json.Obj function(RecordFields call, String event, int index)
      throws RecordRefused {
    Json.ObjBuilder function =
        Json.object()
            .put("event_ref", event)
            .put("call_index", index)
            .put("name", call.text("name", MAX_NAME))
            .put("call_id", call.optional("call_id", MAX_REF).orElse(null))
            .put("group_id", call.optional("group_id", MAX_REF).orElse(null));
    putTime(function, call, "created_at");
    putHashOrRef(function, call, "arguments");
    return function.build();
  }

  private static Json.Obj outcome(Pair pair) throws RecordRefused {
    if (pair.output().isEmpty()) {
      return Json.object().put("completed", false).build();
    }
    RecordFields output = pair.output().get();
    Json.ObjBuilder outcome =
        Json.object()
            .put("completed", true)
            .put(
                "is_error",
                output.bool("is_error", "function_call_outputs[].is_error must be a boolean"));
    putTime(outcome, output, "received_at");
    putHashOrRef(outcome, output, "output");
    return outcome.build();
  }

  private static void putTime(Json.ObjBuilder into, RecordFields from, String as)
      throws RecordRefused {
    Json time = from.object().get("created_at");
    if (time != null && time != Json.Null.NULL) {
      into.put(as, SourceTime.ofTextOrSeconds(time, from.prefix() + "created_at"));
    }
  }

  private static void putHashOrRef(Json.ObjBuilder into, RecordFields from, String name)
      throws RecordRefused {
    Json raw = from.object().get(name);
    Json ref = from.object().get(name + "_ref");
    if (raw != null && ref != null) {
      String where = from.prefix().replace(".", ": ");
      throw new RecordRefused(
          "E_LIVEKIT_HASH_OR_REF", where + name + " and " + name + "_ref must not both be present");
    }
    if (raw != null) {
      StringBuilder text = new StringBuilder();
      write(text, raw);
      into.put(name + "_hash", Sha256.text(text.toString().getBytes(StandardCharsets.UTF_8)));
    } else if (ref != null) {
      into.put(name + "_ref", from.text(name + "_ref", MAX_REF));
    }
  }

  /** The family's own canonical text; members sorted by the bytes of their names. */
  private static void write(StringBuilder out, Json value) throws RecordRefused {
    switch (value) {
      case Json.Null _ -> out.append("null");
      case Json.Bool bool -> out.append(bool.value());
      case Json.Str text -> out.append(CanonicalJson.quote(text.value()));
      case Json.Num number -> out.append(integral(number.text()));
      case Json.Arr array -> {
        String separator = "[";
        for (Json item : array.items()) {
          out.append(separator);
          write(out, item);
          separator = ",";
        }
        out.append(array.items().isEmpty() ? "[]" : "]");
      }
      case Json.Obj object -> {
        List<Map.Entry<String, Json>> members = new ArrayList<>(object.members().entrySet());
        members.sort((a, b) -> Arrays.compareUnsigned(utf8(a.getKey()), utf8(b.getKey())));
        String separator = "{";
        for (Map.Entry<String, Json> member : members) {
          out.append(separator).append(CanonicalJson.quote(member.getKey())).append(':');
          write(out, member.getValue());
          separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String integral(String number) throws RecordRefused {
    boolean plain = number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    if (plain) {
      return number;
    }
    double value = Double.parseDouble(number);
    if (value != Math.rint(value)) {
      throw new RecordRefused(
          "E_LIVEKIT_FLOAT", "non-integer floats are not valid in hashed values");
    }
    return value == 0 ? number.startsWith("-") ? "-0" : "0" : new BigDecimal(value).toPlainString();
  }
}
