package dev.assay.core.mcp;

import dev.assay.core.json.Json;

/**
 * One {@code tools/call} as it will be judged.
 *
 * @param name the tool's name as the agent wrote it, decoded; not yet checked for shape
 * @param arguments the arguments; empty when the agent sent none
 */
public record ToolCall(String name, Json.Obj arguments) {}
