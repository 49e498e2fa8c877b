package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that only says to wait or to say more is no success. Source: B-5. */
class InterimAnswerTest {
  private static final String POLICY =
      "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
          + "\"enforcement\":{\"unconstrained_tools\":\"allow\"}%s}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"resultType\":\"input_required\",\"requestState\":\"x\"}`,interim",
        "`{\"content\":[],\"resultType\":\"input_required\"}`,interim",
        "`{\"resultType\":\"task\",\"taskId\":\"t\",\"status\":\"working\"}`,interim",
        "`{\"resultType\":\"comp\\u006cete\",\"content\":[]}`,reported_success",
        "`{\"resultType\":\"Complete\"}`,interim",
        "`{\"resultType\":7}`,interim",
        "`{\"content\":[],\"ResultType\":\"input_required\"}`,interim",
        "`{\"resultType\":\"complete\",\"re\u017fultType\":\"task\"}`,interim",
        "`{\"content\":[],\"\u00fc\":1,\"Results\":[],\"tasks\":[{}]}`,reported_success",
        "`{\"task\":{\"taskId\":\"t\",\"status\":\"working\"}}`,interim",
        "`{\"isError\":true,\"resultType\":\"input_required\"}`,interim",
        "`{\"inputRequests\":{}}`,interim",
        "`{\"resultType\":\"complete\",\"content\":[]}`,reported_success",
        "`{\"content\":[],\"task\":\"done\"}`,reported_success",
        "`{\"content\":[],\"structuredContent\":{\"resultType\":\"input_required\",\"task\":{}}}`,reported_success",
        "`{\"resultType\":\"complete\",\"isError\":true}`,reported_tool_error",
        "`{\"content\":[{\"text\":\"\\ud83d\\ude00\"}],\"resultType\":\"input_required\"}`,interim"
      })
  void the_outcome_says_what_kind_of_answer_it_was(String result, String outcome) {
    for (String section : new String[] {"", ",\"server_requests\":{\"sampling\":\"deny\"}"}) {
      try (StdioHarness harness =
          new StdioHarness((Json.Obj) Vectors.parse(POLICY.formatted(section)))) {
        harness.agent(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}");
        assertThat(harness.upstreamReceived()).hasSize(1);
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
        harness.upstream(answer);
        assertThat(harness.agentReceived()).containsExactly(answer);
        assertThat(harness.outcomes(1)).containsExactly(outcome);
      }
    }
  }
}
