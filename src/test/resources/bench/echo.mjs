// A stdio server of a few lines, as a JavaScript author would write it without an SDK: every line with an id is answered.
//   node echo.mjs [--boot-ms N]
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

const results = {
  initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "echo", version: "1" } },
  "tools/list": {
    tools: [
      {
        name: "read_file",
        description: "read a file",
        inputSchema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
      },
    ],
  },
};
const success = { content: [{ type: "text", text: "safe content" }] };

await setTimeout(process.argv[2] === "--boot-ms" ? Number(process.argv[3]) : 0);
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method } = JSON.parse(line);
  if (id !== undefined) {
    process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, result: results[method] ?? success }) + "\n");
  }
});
