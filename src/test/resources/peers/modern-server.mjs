// A small server on the published second-generation SDK; speaks both eras over standard input and output.
import { acceptedContent, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

serveStdio(() => {
  const server = new McpServer(
    { name: 'modern-peer', version: '1.0.0' },
    { capabilities: { tools: { listChanged: true }, resources: { subscribe: true } } });
  server.registerTool('echo', { description: 'echo', inputSchema: z.object({ message: z.string() }) },
    async ({ message }) => text(`Echo: ${message}`));
  server.registerTool('slow', { description: 'progress', inputSchema: z.object({ steps: z.number(), ms: z.number() }) },
    async ({ steps, ms }, ctx) => {
      for (let i = 1; i <= steps && !ctx.mcpReq.signal.aborted; i++) {
        await pause(ms, ctx.mcpReq.signal);
        if (ctx.mcpReq.signal.aborted) break;
        await ctx.mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken: ctx.mcpReq._meta?.progressToken, progress: i, total: steps },
        });
      }
      return text(`done ${steps}`);
    });
  const form = z.object({ yes: z.boolean() });
  server.registerTool('confirm', { description: 'asks', inputSchema: z.object({ what: z.string() }) },
    async ({ what }, ctx) => {
      const answer = acceptedContent(ctx.mcpReq.inputResponses, 'ok', form);
      if (answer === undefined) {
        return inputRequired({
          inputRequests: { ok: inputRequired.elicit({ message: `Confirm ${what}`, requestedSchema: form }) },
          requestState: 'opaque-state' });
      }
      return text(`${what} confirmed=${answer.yes}`);
    });
  server.registerTool('forbidden', { description: 'not for you', inputSchema: z.object({}) },
    async () => text('reached'));
  server.registerTool('touch', { description: 'changes the list', inputSchema: z.object({}) },
    async () => {
      setTimeout(() => server.sendToolListChanged(), 20);
      return text('touched');
    });
  server.registerResource('r1', 'mem://r1', { description: 'memory' },
    async (uri) => ({ contents: [{ uri: uri.href, text: 'r1' }] }));
  return server;
});
